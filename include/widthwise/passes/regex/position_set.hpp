// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

namespace widthwise {
namespace detail {

/// A subset of {0, ..., 127}: the positions of a pattern, 64 to a word.
/// Expressions rather than loops: clang counts statements, not operators, in a constant.
struct position_set {
    std::uint64_t low = 0;  ///< 0..63
    std::uint64_t high = 0; ///< 64..127
};

constexpr position_set operator|(position_set a, position_set b) {
    return {a.low | b.low, a.high | b.high};
}
constexpr position_set operator&(position_set a, position_set b) {
    return {a.low & b.low, a.high & b.high};
}
/// a without the members of b.
constexpr position_set operator-(position_set a, position_set b) {
    return {a.low & ~b.low, a.high & ~b.high};
}
constexpr bool is_empty(position_set set) { return (set.low | set.high) == 0; }

constexpr position_set only(int position) {
    return position < 64 ? position_set{std::uint64_t{1} << position, 0}
                         : position_set{0, std::uint64_t{1} << (position - 64)};
}

/// { p + by : p in set }, for 0 < by < 128; what passes 127 is lost.
constexpr position_set shifted(position_set set, int by) {
    return by < 64 ? position_set{set.low << by, (set.high << by) | (set.low >> (64 - by))}
                   : position_set{0, set.low << (by - 64)};
}

/// The index of the only bit of a word: each mask holds the places whose index has that bit.
constexpr int bit_index(std::uint64_t bit) {
    return ((bit & 0xAAAAAAAAAAAAAAAAu) != 0 ? 1 : 0) + ((bit & 0xCCCCCCCCCCCCCCCCu) != 0 ? 2 : 0) +
           ((bit & 0xF0F0F0F0F0F0F0F0u) != 0 ? 4 : 0) + ((bit & 0xFF00FF00FF00FF00u) != 0 ? 8 : 0) +
           ((bit & 0xFFFF0000FFFF0000u) != 0 ? 16 : 0) +
           ((bit & 0xFFFFFFFF00000000u) != 0 ? 32 : 0);
}
constexpr int lowest_index(std::uint64_t word) { return bit_index(word & (~word + 1)); }

/// The least member of a set that is not empty.
constexpr int front(position_set set) {
    return set.low != 0 ? lowest_index(set.low) : 64 + lowest_index(set.high);
}
constexpr position_set without_front(position_set set) {
    return set.low != 0 ? position_set{set.low & (set.low - 1), set.high}
                        : position_set{0, set.high & (set.high - 1)};
}

} // namespace detail
} // namespace widthwise
