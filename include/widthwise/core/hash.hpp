// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

namespace widthwise {

/// FNV-1a, 32 bit: h = (h xor byte) * 16777619, from 2166136261.
/// An op or a format kind is identified by the hash of its name, so no central list exists.
/// Source: Fowler, Noll, Vo (isthe.com/chongo/tech/comp/fnv).
constexpr std::uint32_t hash_name(char const* text) {
    std::uint32_t hash = 2166136261u;
    for (; *text != '\0'; ++text) {
        hash = (hash ^ static_cast<unsigned char>(*text)) * 16777619u;
    }
    return hash;
}

constexpr bool same_text(char const* a, char const* b) {
    for (; *a != '\0' && *a == *b; ++a, ++b) {
    }
    return *a == *b;
}

} // namespace widthwise
