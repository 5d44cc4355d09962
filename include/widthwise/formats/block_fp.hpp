// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/formats/blocks.hpp>
#include <widthwise/formats/common.hpp>

namespace widthwise {
namespace detail {

/// One element of block_fp; the block shares the exponent k.
template <int Width, int Exponent, int Bias, rule Follow>
struct block_fp_element {
    static constexpr int mantissa = minifloat_bits<Width, Exponent, Width - 1>::mantissa;
    static constexpr int bias = resolve_bias(exponent_bias<Bias>::value, Exponent);

    static constexpr int shared(float max) {
        int const high = (1 << Exponent) - 1 - bias;
        double const log = Follow == rule::mase_compat
                               ? ceil(static_cast<double>(float32::log2(max)))
                               : exponent_of(static_cast<double>(max)) + 1;
        return float32::clamp_exponent(log, -bias, high);
    }
    static constexpr float apply(float x, int k) {
        return x != x                    ? x
               : Follow == rule::nearest ? nearest_multiple(x, k - mantissa, exp2i(mantissa) - 1)
                                         : mase(x, k);
    }
    static constexpr float mase(float x, int k) {
        float const size = float32::absolute(x), power = float32::power_of_two(k);
        float const shift = float32::power_of_two(mantissa);
        float const scaled =
            float32::times(float32::over(float32::plus(size, 1e-9f), power), shift);
        float const q =
            float32::clamp(float32::round_half_even(scaled), 0.0f, float32::minus(shift, 1.0f));
        return size <= 1e-8f ? x
                             : float32::times(float32::times(float32::sign(x), power),
                                              float32::over(q, shift));
    }
};

template <rule Follow, int Width, int Exponent, int Bias, int... Block>
struct block_fp : block_format<block_fp_element<Width, Exponent, Bias, Follow>, Follow,
                               (Follow == rule::mase_compat), Block...> {
    static constexpr format_row row() {
        return block_fp::row_of("block_fp", Width, Exponent,
                                block_fp_element<Width, Exponent, Bias, Follow>::bias);
    }
};

} // namespace detail

namespace mase {
template <int Width, int Exponent, int Bias = default_bias, int... Block>
struct block_fp : detail::block_fp<rule::mase_compat, Width, Exponent, Bias, Block...> {};
} // namespace mase

/// Per block, M = max |x|: k = clamp(floor(log2 M) + 1, -b, 2^e - 1 - b) is shared, and
/// y = nearest value of {+-2^k q / 2^m : 0 <= q < 2^m}, m = Width - 1. Ties to even q; saturates,
/// infinities too; NaN passes and does not count in M. Default b = 2^(e-1) - 1.
/// Price: 2 passes over x. Width counts the element; the exponent is stored once per block.
/// mase::block_fp: k = ceil(log2 M), so that a block whose maximum is a power of two saturates it;
/// |x| <= 1e-8 passes unquantized; NaN fills its block.
/// Source: MASE block_fp_quantizer (reference/mase.md, 3.5); blocks.hpp for Block.
template <int Width, int Exponent, int Bias = default_bias, int... Block>
struct block_fp : detail::block_fp<rule::nearest, Width, Exponent, Bias, Block...> {
    using compat = mase::block_fp<Width, Exponent, Bias, Block...>;
};

} // namespace widthwise
