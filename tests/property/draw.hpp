// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

/// Random numbers where a test needs constants: drawn by a hash.
namespace tests {

constexpr std::uint64_t mix(std::uint64_t z) {
    z = (z + 0x9e3779b97f4a7c15u) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 29)) * 0x94d049bb133111ebu;
    return z ^ (z >> 32);
}
/// One of lo .. hi; salt: which of a seed's 64 numbers.
constexpr int draw(int seed, int salt, int lo, int hi) {
    return lo + static_cast<int>(
                    mix(static_cast<std::uint64_t>(seed) * 64 + static_cast<std::uint64_t>(salt)) %
                    static_cast<std::uint64_t>(hi - lo + 1));
}
/// One of 0 .. n - 1.
constexpr int draw(int seed, int salt, int n) { return draw(seed, salt, 0, n - 1); }

} // namespace tests
