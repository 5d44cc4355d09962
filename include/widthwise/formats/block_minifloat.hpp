// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/formats/blocks.hpp>
#include <widthwise/formats/minifloat_ieee.hpp>

namespace widthwise {
namespace detail {

/// One element of block_minifloat; the block shares the exponent bias b.
template <int Width, int Exponent, int BiasWidth, rule Follow>
struct block_minifloat_element {
    static_assert(BiasWidth >= 1 && BiasWidth <= 15,
                  "widthwise: read block_minifloat_element<width, exponent, bias width, rule>: "
                  "1 <= bias width <= 15");
    static constexpr int mantissa = minifloat_bits<Width, Exponent>::mantissa;

    static constexpr int shared(float max) {
        double const log = Follow == rule::mase_compat
                               ? floor(static_cast<double>(float32::log2(max)))
                               : (1 << Exponent) - 1 - exponent_of(static_cast<double>(max));
        return float32::clamp_exponent(log, 0, (1 << BiasWidth) - 1);
    }
    static constexpr float apply(float x, int bias) {
        int const emax = (1 << Exponent) - 1 - bias;
        return Follow == rule::nearest ? nearest_ieee(x, mantissa, -bias, emax)
                                       : mase_ieee(x, mantissa, -bias, emax);
    }
};

template <rule Follow, int Width, int Exponent, int BiasWidth, int... Block>
struct block_minifloat : block_format<block_minifloat_element<Width, Exponent, BiasWidth, Follow>,
                                      Follow, (Follow == rule::mase_compat), Block...> {
    static constexpr format_row row() {
        return block_minifloat::row_of("block_minifloat", Width, Exponent, BiasWidth);
    }
};

} // namespace detail

namespace mase {
template <int Width, int Exponent, int BiasWidth, int... Block>
struct block_minifloat
    : detail::block_minifloat<rule::mase_compat, Width, Exponent, BiasWidth, Block...> {};
} // namespace mase

/// Per block, M = max |x|: b = clamp(2^e - 1 - floor(log2 M), 0, 2^BiasWidth - 1), the largest bias
/// for which M does not overflow, is shared, and y = minifloat_ieee<Width, e, b>(x).
/// NaN passes and does not count in M.
/// Price: 2 passes over x. Width counts the element; the bias is stored once per block.
/// mase::block_minifloat: b = clamp(floor(log2 M), 0, 2^BiasWidth - 1), which is inverted: a larger
/// block gets a larger bias, hence a smaller range, and saturates. NaN fills its block.
/// Source: MASE block_minifloat_quantizer (reference/mase.md, 3.6); blocks.hpp for Block.
template <int Width, int Exponent, int BiasWidth, int... Block>
struct block_minifloat
    : detail::block_minifloat<rule::nearest, Width, Exponent, BiasWidth, Block...> {
    using compat = mase::block_minifloat<Width, Exponent, BiasWidth, Block...>;
};

} // namespace widthwise
