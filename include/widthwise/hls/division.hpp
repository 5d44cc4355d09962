// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <type_traits>

#include <widthwise/core/wide.hpp>

namespace widthwise {
namespace hls {
namespace detail {

enum class division_kind { shifts, divides, subtracts };

template <int Divisor, class Integer>
constexpr division_kind division_kind_of() {
    return Divisor > 0 && (Divisor & (Divisor - 1)) == 0 ? division_kind::shifts
           : sizeof(Integer) <= 4                        ? division_kind::divides
                                                         : division_kind::subtracts;
}

/// floor(v / n) with its last bit set where n does not divide v, n > 0 and -2^Bits <= v < 2^Bits.
/// Divisor is n where it is a constant, else 0. A power of two shifts; a word of 32 bits is
/// divided.
template <int Bits, int Divisor, class Integer,
          division_kind Kind = division_kind_of<Divisor, Integer>()>
struct sticky_division {
    static constexpr Integer apply(Integer v, int n) {
        Integer const part = static_cast<Integer>(v / n), rest = static_cast<Integer>(v % n);
        return static_cast<Integer>((part - (rest < 0 ? 1 : 0)) | (rest != 0 ? 1 : 0));
    }
};
template <int Bits, int Divisor, class Integer>
struct sticky_division<Bits, Divisor, Integer, division_kind::shifts> {
    static constexpr Integer apply(Integer v, int) {
        constexpr int shift = bit_length(static_cast<std::uint64_t>(Divisor)) - 1;
        return static_cast<Integer>((v >> shift) | ((v & (Divisor - 1)) != 0 ? 1 : 0));
    }
};
/// One bit of the quotient after another, as a divider in hardware does: a processor of 32 bits
/// would call a library to divide 64.
template <int Bits, int Divisor, class Integer>
struct sticky_division<Bits, Divisor, Integer, division_kind::subtracts> {
    using word = std::make_unsigned_t<Integer>;
    static constexpr Integer apply(Integer v, int n) {
        std::uint32_t const divisor = static_cast<std::uint32_t>(Divisor > 0 ? Divisor : n);
        word left = static_cast<word>(v < 0 ? ~v : v), quotient = 0;
        std::uint32_t rest = 0; // below 2 n, n an int
        for (int i = 0; i < Bits; ++i) {
            rest = 2 * rest + static_cast<std::uint32_t>((left >> (Bits - 1)) & 1);
            bool const fits = rest >= divisor;
            rest = fits ? rest - divisor : rest;
            left = static_cast<word>(left << 1);
            quotient = static_cast<word>(quotient << 1) | (fits ? 1u : 0u);
        }
        // floor(v / n) = ~floor(~v / n) below zero, with the rest n - 1 - rest.
        Integer const size = static_cast<Integer>(quotient);
        bool const inexact = rest != (v < 0 ? divisor - 1 : 0);
        return static_cast<Integer>((v < 0 ? ~size : size) | (inexact ? 1 : 0));
    }
};

} // namespace detail
} // namespace hls
} // namespace widthwise
