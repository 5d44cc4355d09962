// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/report/py.hpp>

namespace widthwise::report {

namespace detail {

/// What a column can be read as, from the least to the most general.
enum class kind : unsigned char { none, boolean, whole, real, text };

/// A text that Python's int() or float() would take; one that overflows to inf is a text.
struct number {
    kind is = kind::text;
    double value = 0;
};
inline number read_number(std::string_view text) {
    auto const blank = [](char c) { return is_space(static_cast<unsigned char>(c)); };
    auto const digit = [](char c) { return c >= '0' && c <= '9'; };
    std::string raw{text}, digits;
    for (char& c : raw) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    bool marked = raw == "inf" || raw == "-inf" || raw == "nan"; // or has a digit
    while (!text.empty() && blank(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && blank(text.back())) {
        text.remove_suffix(1);
    }
    if (text.starts_with('+') && !text.starts_with("+-")) {
        text.remove_prefix(1);
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool const between =
            i > 0 && i + 1 < text.size() && digit(text[i - 1]) && digit(text[i + 1]);
        if (text[i] == '_' && between) {
            continue;
        }
        digits += text[i];
        marked = marked || digit(text[i]);
    }
    number out;
    auto const [end, failure] =
        std::from_chars(digits.data(), digits.data() + digits.size(), out.value);
    if (failure == std::errc{} && end == digits.data() + digits.size() && marked) {
        bool const whole = digits.find_first_not_of("0123456789", digits[0] == '-') == digits.npos;
        out.is = whole ? kind::whole : kind::real;
    }
    return out;
}

inline number classify(py const& of) {
    if (auto const* const text = of.as<std::string>()) {
        return *text == "True" || *text == "False" ? number{kind::boolean} : read_number(*text);
    }
    if (auto const* const label = of.as<py::name>()) {
        return read_number(label->text); // an integer beyond 64 bits
    }
    if (auto const* const flag = of.as<bool>()) {
        return {kind::boolean, *flag ? 1.0 : 0.0};
    }
    if (auto const* const whole = of.as<std::int64_t>()) {
        return {kind::whole, static_cast<double>(*whole)};
    }
    auto const* const real = of.as<double>();
    return real                    ? number{kind::real, *real}
           : of.value.index() == 0 ? number{kind::none}
                                   : number{kind::text};
}

/// The format 'g': six digits.
inline std::string six_digits(double value) {
    if (!std::isfinite(value)) {
        return repr(value);
    }
    char text[32];
    auto const end = std::to_chars(text, text + sizeof text, value, std::chars_format::general, 6);
    return {text, end.ptr};
}

/// Characters behind the decimal point (or the e), as tabulate aligns by; -1 for none.
inline std::ptrdiff_t after_point(std::string const& text) {
    if (read_number(text).is != kind::real) {
        return -1;
    }
    auto const point = text.find('.') != text.npos ? text.find('.') : text.find_first_of("eE");
    return point == text.npos ? -1 : static_cast<std::ptrdiff_t>(text.size() - point - 1);
}

} // namespace detail

} // namespace widthwise::report
