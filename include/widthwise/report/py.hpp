// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <charconv>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <widthwise/report/text.hpp>

namespace widthwise::report {

/// A Python value, for texts that must be what Python prints: None, bool, int, float, str, list,
/// dict (in insertion order, keys are unique), or a name that prints as it is (torch.float32).
struct py {
    struct name {
        std::string text;
    };
    using list = std::vector<py>;
    using dict = std::vector<std::pair<py, py>>;
    std::variant<std::monostate, bool, std::int64_t, double, std::string, list, dict, name> value;

    py() = default;
    py(bool from) : value(from) {}
    template <std::integral T>
    py(T from) : value(name{std::to_string(from)}) {
        if (std::in_range<std::int64_t>(from)) {
            value = static_cast<std::int64_t>(from);
        }
    }
    py(double from) : value(from) {}
    py(char const* from) : value(std::string(from)) {}
    py(std::string_view from) : value(std::string(from)) {}
    py(std::string from) : value(std::move(from)) {}
    py(list from) : value(std::move(from)) {}
    py(dict from) : value(std::move(from)) {}
    py(name from) : value(std::move(from)) {}

    template <class T>
    T const* as() const {
        return std::get_if<T>(&value);
    }
};

namespace detail {

/// The shortest digits that read back; an exponent below 1e-4 and from 1e16.
inline std::string repr(double value) {
    if (!std::isfinite(value)) {
        return std::isnan(value) ? "nan" : value < 0 ? "-inf" : "inf";
    }
    bool const fixed = value == 0 || (std::abs(value) >= 1e-4 && std::abs(value) < 1e16);
    char text[32];
    auto const end =
        std::to_chars(text, text + sizeof text, value,
                      fixed ? std::chars_format::fixed : std::chars_format::scientific);
    std::string out(text, end.ptr);
    return fixed && out.find('.') == out.npos ? out + ".0" : out;
}

/// The order of sorted() where Python has one: None < numbers < text, names by their text.
inline bool key_less(py const& a, py const& b) {
    auto const rank = [](py const& of) {
        std::size_t const index = of.value.index();
        return index == 0 ? 0 : index <= 3 ? 1 : index;
    };
    auto const number = [](py const& of) {
        auto const* const whole = of.as<std::int64_t>();
        auto const* const flag = of.as<bool>();
        return whole ? static_cast<long double>(*whole) : flag ? *flag : *of.as<double>();
    };
    if (rank(a) != rank(b) || rank(a) == 0) {
        return rank(a) < rank(b);
    }
    if (rank(a) == 1) {
        return number(a) < number(b);
    }
    auto const* const text = a.as<std::string>();
    auto const* const label = a.as<py::name>();
    return text ? *text < *b.as<std::string>() : label && label->text < b.as<py::name>()->text;
}

inline py::dict by_key(py::dict from) {
    std::ranges::stable_sort(from, key_less, &std::pair<py, py>::first);
    return from;
}

} // namespace detail

/// repr(of): one line, dicts in insertion order.
inline std::string repr(py const& of, bool sorted = false) {
    std::string out;
    if (auto const* const list = of.as<py::list>()) {
        for (py const& item : *list) {
            out += (out.empty() ? "" : ", ") + repr(item, sorted);
        }
        return "[" + out + "]";
    }
    if (auto const* const dict = of.as<py::dict>()) {
        for (auto const& [key, item] : sorted ? detail::by_key(*dict) : *dict) {
            out += (out.empty() ? "" : ", ") + repr(key, sorted) + ": " + repr(item, sorted);
        }
        return "{" + out + "}";
    }
    if (auto const* const text = of.as<std::string>()) {
        return detail::repr(detail::code_points(*text));
    }
    if (auto const* const label = of.as<py::name>()) {
        return label->text;
    }
    if (auto const* const flag = of.as<bool>()) {
        return *flag ? "True" : "False";
    }
    if (auto const* const whole = of.as<std::int64_t>()) {
        return std::to_string(*whole);
    }
    auto const* const real = of.as<double>();
    return real ? detail::repr(*real) : "None";
}

/// str(of): a text as it is, anything else as repr.
inline std::string str(py const& of) {
    auto const* const text = of.as<std::string>();
    return text ? *text : repr(of);
}

} // namespace widthwise::report
