// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

namespace widthwise::report {

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

} // namespace detail

} // namespace widthwise::report
