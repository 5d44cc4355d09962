// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <widthwise/core/math.hpp>

namespace widthwise::train {

/// xoshiro256**, its 256 bits filled by SplitMix64(seed): period 2^256 - 1, the same numbers on
/// every machine, where the distributions of <random> differ between libraries.
/// Source: Blackman and Vigna, prng.di.unimi.it.
class random {
public:
    constexpr explicit random(std::uint64_t seed) : state_{} {
        for (std::uint64_t& word : state_) {
            seed += 0x9e3779b97f4a7c15u;
            std::uint64_t z = seed;
            z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
            z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
            word = z ^ (z >> 31);
        }
    }
    constexpr std::uint64_t next() {
        std::uint64_t const result = rotate(state_[1] * 5, 7) * 9;
        std::uint64_t const shifted = state_[1] << 17;
        state_[2] ^= state_[0];
        state_[3] ^= state_[1];
        state_[1] ^= state_[2];
        state_[0] ^= state_[3];
        state_[2] ^= shifted;
        state_[3] = rotate(state_[3], 45);
        return result;
    }
    /// U[0, 1) in steps of 2^-53.
    constexpr double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }
    /// 0 .. bound - 1, bound < 2^32; each value within 2^-32 of its share.
    constexpr std::size_t below(std::size_t bound) {
        return static_cast<std::size_t>((next() >> 32) * bound >> 32);
    }
    /// N(0, 1) by Marsaglia's polar method; the second number of each pair is thrown away.
    constexpr double normal() {
        double u = 0, square = 0;
        do {
            u = 2 * uniform() - 1;
            double const v = 2 * uniform() - 1;
            square = u * u + v * v;
        } while (square >= 1 || square == 0);
        return u * math::sqrt(-2 * math::log(square) / square);
    }

private:
    static constexpr std::uint64_t rotate(std::uint64_t x, int by) {
        return (x << by) | (x >> (64 - by));
    }
    std::uint64_t state_[4];
};

/// 0 .. n - 1 in random order: Fisher and Yates.
inline std::vector<std::size_t> permutation(std::size_t n, random& from) {
    std::vector<std::size_t> order(n);
    for (std::size_t i = 0; i < n; ++i) {
        order[i] = i;
    }
    for (std::size_t i = n; i > 1; --i) {
        std::swap(order[i - 1], order[from.below(i)]);
    }
    return order;
}

} // namespace widthwise::train
