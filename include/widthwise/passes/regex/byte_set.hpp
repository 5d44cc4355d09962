// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

namespace widthwise {
namespace detail {

/// A subset of {0, ..., 255}: the bytes that one position of a pattern reads.
struct byte_set {
    std::uint64_t word[4] = {0, 0, 0, 0};

    constexpr bool has(int byte) const { return (word[byte / 64] >> (byte % 64) & 1) != 0; }
    constexpr void add(int byte) { word[byte / 64] |= std::uint64_t{1} << (byte % 64); }
    constexpr void add(byte_set const& other) {
        for (int i = 0; i < 4; ++i) {
            word[i] |= other.word[i];
        }
    }
    constexpr void add_range(int low, int high) {
        for (int byte = low; byte <= high; ++byte) {
            add(byte);
        }
    }
};

constexpr byte_set operator~(byte_set const& set) {
    return {{~set.word[0], ~set.word[1], ~set.word[2], ~set.word[3]}};
}

/// \d: 0-9
constexpr byte_set digits() { return {{0x03FF000000000000u, 0, 0, 0}}; }
/// \w: A-Z a-z 0-9 _
constexpr byte_set word_bytes() { return {{0x03FF000000000000u, 0x07FFFFFE87FFFFFEu, 0, 0}}; }
/// \s: \t \n \v \f \r, the separators 0x1c..0x1f as in a Python str, and space.
constexpr byte_set spaces() { return {{0x00000001F0003E00u, 0, 0, 0}}; }
/// . : all but \n
constexpr byte_set any_but_newline() { return ~byte_set{{std::uint64_t{1} << '\n', 0, 0, 0}}; }

constexpr bool is_word(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || letter == '_';
}

} // namespace detail
} // namespace widthwise
