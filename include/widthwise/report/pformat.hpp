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

/// UTF-8 to code points. A byte that is none becomes U+DC80 + byte - 0x80, as Python's
/// surrogateescape has it, so every text has a length and a repr.
inline std::u32string code_points(std::string_view text) {
    std::u32string out;
    for (std::size_t i = 0; i < text.size();) {
        auto const lead = static_cast<unsigned char>(text[i]);
        std::size_t const size = lead < 0x80 ? 1 : lead >> 5 == 6 ? 2 : lead >> 4 == 14 ? 3 : 4;
        char32_t point = lead & (size == 1 ? 0x7fu : 0xffu >> (size + 1));
        bool valid = (lead < 0x80 || lead > 0xc1) && lead < 0xf5 && i + size <= text.size();
        for (std::size_t k = 1; valid && k < size; ++k) {
            auto const next = static_cast<unsigned char>(text[i + k]);
            valid = next >> 6 == 2;
            point = point << 6 | (next & 0x3fu);
        }
        valid = valid && (size < 3 || point >= (size == 3 ? 0x800u : 0x10000u)) &&
                point < 0x110000 && point >> 11 != 0x1b;
        out += valid ? point : char32_t{0xdc00} + lead;
        i += valid ? size : 1;
    }
    return out;
}

inline std::string utf8(std::u32string_view text) {
    std::string out;
    for (char32_t const c : text) {
        int const more = c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
        static constexpr unsigned lead[] = {0, 0xc0, 0xe0, 0xf0};
        out += static_cast<char>(lead[more] | c >> (6 * more));
        for (int k = more - 1; k >= 0; --k) {
            out += static_cast<char>(0x80u | (c >> (6 * k) & 0x3fu));
        }
    }
    return out;
}

/// Columns of a text, as Python's len().
inline std::size_t length(std::string_view text) { return code_points(text).size(); }

constexpr bool is_space(char32_t c) {
    return (c >= 9 && c <= 13) || (c >= 0x1c && c <= 0x20) || c == 0x85 || c == 0xa0 ||
           c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 ||
           c == 0x202f || c == 0x205f || c == 0x3000;
}
constexpr bool is_line_end(char32_t c) {
    return (c >= 10 && c <= 13) || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 ||
           c == 0x2029;
}

/// str.isprintable() up to U+00FF; above it only spaces, format characters and surrogates are
/// not, and a code point that Unicode has not assigned counts as printable.
constexpr bool is_printable(char32_t c) {
    return c == ' ' ||
           !(c < 0x20 || (c >= 0x7f && c < 0xa1) || c == 0xad || is_space(c) ||
             (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
             (c >= 0x2060 && c <= 0x206f) || (c >= 0xd800 && c < 0xf900) || c == 0xfeff);
}

inline std::string repr(std::u32string_view text) {
    char32_t const quote =
        text.find(U'\'') != text.npos && text.find(U'"') == text.npos ? '"' : '\'';
    std::u32string out{quote};
    for (char32_t const c : text) {
        if (c == quote || c == '\\') {
            out += {U'\\', c};
        } else if (c == '\n' || c == '\r' || c == '\t') {
            out += {U'\\', c == '\n' ? U'n' : c == '\r' ? U'r' : U't'};
        } else if (is_printable(c)) {
            out += c;
        } else {
            out += {U'\\', c < 0x100 ? U'x' : c < 0x10000 ? U'u' : U'U'};
            for (int digit = c < 0x100 ? 1 : c < 0x10000 ? 3 : 7; digit >= 0; --digit) {
                out += U"0123456789abcdef"[c >> (4 * digit) & 15];
            }
        }
    }
    return utf8(out += quote);
}

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

namespace detail {

/// CPython's PrettyPrinter with indent 1, sorted keys, one item per line; its own names.
struct pretty_printer {
    std::size_t width;
    std::string out{};

    /// allowance: columns that the closing brackets and the comma still need on the last line.
    void format(py const& of, std::size_t indent, std::size_t allowance, int level) {
        auto const rep = repr(of, true);
        if (length(rep) + indent + allowance <= width) {
            out += rep;
        } else if (auto const* const dict = of.as<py::dict>()) {
            format_dict(by_key(*dict), indent + 1, allowance + 1, level + 1);
        } else if (auto const* const list = of.as<py::list>()) {
            format_list(*list, indent + 1, allowance + 1, level + 1);
        } else if (auto const* const text = of.as<std::string>(); text && !text->empty()) {
            format_text(code_points(*text), indent, allowance, level + 1);
        } else {
            out += rep;
        }
    }

private:
    void new_line(std::size_t indent) { out.append(1, '\n').append(indent, ' '); }

    void format_dict(py::dict const& items, std::size_t indent, std::size_t allowance, int level) {
        out += '{';
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (i > 0) {
                out += ',';
                new_line(indent);
            }
            auto const key = repr(items[i].first, true);
            out += key + ": ";
            format(items[i].second, indent + length(key) + 2, i + 1 == items.size() ? allowance : 1,
                   level);
        }
        out += '}';
    }
    void format_list(py::list const& items, std::size_t indent, std::size_t allowance, int level) {
        out += '[';
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (i > 0) {
                out += ',';
                new_line(indent);
            }
            format(items[i], indent, i + 1 == items.size() ? allowance : 1, level);
        }
        out += ']';
    }

    /// Splits at line ends, then between words; a bracket around the pieces of a lone text.
    void format_text(std::u32string_view text, std::size_t indent, std::size_t allowance,
                     int level) {
        indent += level == 1 ? 1 : 0;
        allowance += level == 1 ? 1 : 0;
        std::vector<std::string> chunks;
        std::string last;
        while (!text.empty()) {
            auto const line = text.substr(0, line_size(text));
            text.remove_prefix(line.size());
            last = repr(line);
            if (length(last) + indent + (text.empty() ? allowance : 0) <= width) {
                chunks.push_back(last);
            } else {
                split_words(line, indent, text.empty() ? allowance : 0, chunks);
            }
        }
        if (chunks.size() == 1) {
            out += last;
            return;
        }
        out += level == 1 ? "(" : "";
        for (std::size_t i = 0; i < chunks.size(); ++i) {
            if (i > 0) {
                new_line(indent);
            }
            out += chunks[i];
        }
        out += level == 1 ? ")" : "";
    }
    static std::size_t line_size(std::u32string_view text) {
        auto const end = std::ranges::find_if(text, is_line_end);
        auto const size = static_cast<std::size_t>(end - text.begin());
        bool const both = text.substr(size).starts_with(U"\r\n");
        return size + (end == text.end() ? 0 : both ? 2 : 1);
    }
    void split_words(std::u32string_view line, std::size_t indent, std::size_t allowance,
                     std::vector<std::string>& chunks) const {
        std::u32string_view current = line.substr(0, 0);
        for (std::size_t at = 0; at < line.size();) {
            std::size_t end = at;
            while (end < line.size() && !is_space(line[end])) {
                ++end;
            }
            while (end < line.size() && is_space(line[end])) {
                ++end;
            }
            std::size_t const start = at - current.size();
            auto const candidate = line.substr(start, end - start);
            bool const is_last = end == line.size();
            if (length(repr(candidate)) + indent + (is_last ? allowance : 0) > width) {
                if (!current.empty()) {
                    chunks.push_back(repr(current));
                }
                current = line.substr(at, end - at);
            } else {
                current = candidate;
            }
            at = end;
        }
        if (!current.empty()) {
            chunks.push_back(repr(current));
        }
    }
};

} // namespace detail

/// pprint.pformat(of): dict keys sorted, lines of at most width columns where items allow it.
/// Source: CPython 3.11, Lib/pprint.py.
inline std::string pformat(py const& of, std::size_t width = 80) {
    detail::pretty_printer printer{width};
    printer.format(of, 0, 0, 0);
    return printer.out;
}

} // namespace widthwise::report
