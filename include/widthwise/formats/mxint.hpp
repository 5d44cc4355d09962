// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/formats/blocks.hpp>
#include <widthwise/formats/common.hpp>

namespace widthwise {
namespace detail {

/// One element of mxint; the block shares the exponent.
template <int Width, int ScaleBits, rule Follow>
struct mxint_element {
    static_assert(Width >= 2 && Width <= 24 && ScaleBits >= 1 && ScaleBits <= 15,
                  "widthwise: read mxint_element<width, scale bits, rule>: 2 <= width <= 24 and "
                  "1 <= scale bits <= 15");
    static constexpr int bias = 1 << (ScaleBits - 1);
    static constexpr int last_scale = (1 << ScaleBits) - 1;

    /// The exponent as stored, 2^(scale - bias).
    static constexpr int scale(int exponent) {
        return clamp(exponent, -bias, last_scale - bias) + bias;
    }
    static constexpr int shared(float max) {
        if (Follow == rule::nearest) {
            return scale(exponent_of(static_cast<double>(max))) - bias;
        }
        float const normal = max < 1.17549435e-38f ? 1.17549435e-38f : max;
        double const log = static_cast<double>(float32::log2(normal));
        return float32::clamp_exponent(ceil(log) - 1, -200, 200);
    }
    /// The stored integer. MASE divides by the exponent before it is clamped.
    static constexpr float element(float x, int exponent) {
        double const units = scale_by_power(static_cast<double>(x), Width - 2 - exponent);
        return float32::narrow(
            clamp(round_half_even(units), -exp2i(Width - 1), exp2i(Width - 1) - 1));
    }
    static constexpr float apply(float x, int exponent) {
        double const q = static_cast<double>(element(x, exponent));
        return float32::narrow_finite(scale_by_power(q, scale(exponent) - bias - (Width - 2)));
    }
};

template <rule Follow, int Width, int ScaleBits, int... Block>
struct mxint : block_format<mxint_element<Width, ScaleBits, Follow>, Follow, false, Block...> {
    static constexpr format_row row() { return mxint::row_of("mxint", Width, ScaleBits); }
};

} // namespace detail

namespace mase {
template <int Width, int ScaleBits, int... Block>
struct mxint : detail::mxint<rule::mase_compat, Width, ScaleBits, Block...> {};
} // namespace mase

/// Per block, M = max |x|: k = clamp(floor(log2 M), -B, 2^ScaleBits - 1 - B), B = 2^(ScaleBits-1),
/// is shared, and y = nearest multiple of 2^(k - Width + 2) within Width bits of two's complement:
/// [-2^(k+1), 2^(k+1)). Ties to even; saturates, infinities too; NaN passes and does not count in
/// M. Price: 2 passes over x. mase::mxint: k = ceil(log2 M) - 1, so that a positive maximum that is
/// a power of two saturates; a block beyond the largest scale is divided by its own exponent but
/// multiplied by the clamped one. Source: MASE main mxint quantizer (golden main_mxint.csv); OCP
/// microscaling; blocks.hpp for Block.
template <int Width, int ScaleBits, int... Block>
struct mxint : detail::mxint<rule::nearest, Width, ScaleBits, Block...> {
    using compat = mase::mxint<Width, ScaleBits, Block...>;
};

} // namespace widthwise
