// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <charconv>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include <widthwise/run/error.hpp>

namespace widthwise::io {

namespace detail {
/// A literal of exactly this value, in C++14: the shortest decimal that reads back as the float
/// (hexadecimal ones are C++17).
inline std::string literal(float v) {
    char text[32];
    auto const end = std::to_chars(text, text + sizeof text, v).ptr;
    std::string out(text, end);
    return out + (out.find_first_of(".e") == std::string::npos ? ".0f" : "f");
}
template <std::integral T>
std::string literal(T v) {
    if constexpr (std::is_same_v<T, std::int64_t>) {
        if (v == std::numeric_limits<T>::min()) { // its magnitude is no literal of the type
            return "-9223372036854775807 - 1";
        }
    }
    return std::to_string(v) + (std::is_same_v<T, std::uint64_t> ? "u" : "");
};
template <class T>
constexpr std::string_view type_name = std::is_same_v<T, float>           ? "float"
                                       : std::is_same_v<T, std::int8_t>   ? "std::int8_t"
                                       : std::is_same_v<T, std::uint8_t>  ? "std::uint8_t"
                                       : std::is_same_v<T, std::int16_t>  ? "std::int16_t"
                                       : std::is_same_v<T, std::uint16_t> ? "std::uint16_t"
                                       : std::is_same_v<T, std::int32_t>  ? "std::int32_t"
                                       : std::is_same_v<T, std::uint32_t> ? "std::uint32_t"
                                       : std::is_same_v<T, std::int64_t>  ? "std::int64_t"
                                                                          : "std::uint64_t";

/// Numbers between commas, in lines of at most 100 columns; `where` names them in an error.
template <class T>
void append_numbers(std::string& out, std::span<T const> values, std::string_view where) {
    std::size_t column = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if constexpr (std::is_same_v<T, float>) {
            if (!std::isfinite(values[i])) {
                throw error({}, where,
                            "element " + std::to_string(i) + " is " + std::to_string(values[i]) +
                                ", no constant");
            }
        }
        std::string const text = literal(values[i]) + (i + 1 < values.size() ? "," : "");
        bool const wraps = column == 0 || column + 1 + text.size() > 94;
        out += wraps ? "\n" : " ";
        column = wraps ? text.size() : column + 1 + text.size();
        out += text;
    }
}

/// FNV-1a, 64 bit, over the values' little-endian bytes.
struct checksum {
    std::uint64_t hash = 14695981039346656037u;
    template <class T>
    void add(std::span<T const> values) {
        for (std::byte const b : std::as_bytes(values)) {
            hash = (hash ^ std::to_integer<std::uint64_t>(b)) * 1099511628211u;
        }
    }
    std::string text() const {
        constexpr char digits[] = "0123456789abcdef";
        std::string out(16, '0');
        for (std::size_t i = 0; i < 16; ++i) {
            out[15 - i] = digits[hash >> (4 * i) & 15];
        }
        return out;
    }
};

} // namespace detail

} // namespace widthwise::io
