// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/formats/blocks.hpp>
#include <widthwise/formats/log.hpp>

namespace widthwise {
namespace detail {

/// One element of block_log; the block shares the exponent bias b.
template <int Width, int BiasWidth, rule Follow>
struct block_log_element {
    static_assert(BiasWidth >= 1 && BiasWidth <= 15,
                  "widthwise: read block_log_element<width, bias width, rule>: "
                  "1 <= bias width <= 15");
    static constexpr int codes = (1 << log_width<Width>::exponent) - 1;

    static constexpr int shared(float max) {
        // A tie of M goes up: the larger power is at hand only if the bias allows it.
        double const size = static_cast<double>(max), below = exponent_of(size);
        bool const up = size >= scale_by_power(1.5, exponent_of(size));
        double const log = Follow == rule::mase_compat
                               ? ceil(static_cast<double>(float32::log2(max)))
                               : below + (up ? 1 : 0);
        return float32::clamp_exponent(codes - log, 0, (1 << BiasWidth) - 1);
    }
    static constexpr float apply(float x, int bias) {
        float const tenth = float32::times(float32::power_of_two(-bias), 0.1f);
        return Follow == rule::nearest ? nearest_power(x, -bias, codes - bias, bias)
                                       : mase_log(x, tenth, bias, codes - bias);
    }
};

template <rule Follow, int Width, int BiasWidth, int... Block>
struct block_log : block_format<block_log_element<Width, BiasWidth, Follow>, Follow,
                                (Follow == rule::mase_compat), Block...> {
    static constexpr format_row row() { return block_log::row_of("block_log", Width, BiasWidth); }
};

} // namespace detail

namespace mase {
template <int Width, int BiasWidth, int... Block>
struct block_log : detail::block_log<rule::mase_compat, Width, BiasWidth, Block...> {};
} // namespace mase

/// Per block, M = max |x|: b = clamp(2^(Width-1) - 1 - t, 0, 2^BiasWidth - 1), 2^t the power of two
/// nearest to M (ties up), is shared, and y = log<Width, b>(x). An all-zero block takes the largest
/// bias: its values are +2^-b, for the set has no zero. NaN passes and does not count in M.
/// Price: 2 passes over x. Width counts the element; the bias is stored once per block.
/// mase::block_log: t = ceil(log2 M); an all-zero block takes the bias of the least other block, or
/// of M = 1; NaN fills its block.
/// Source: MASE block_log_quantizer (reference/mase.md, 3.7); blocks.hpp for Block.
template <int Width, int BiasWidth, int... Block>
struct block_log : detail::block_log<rule::nearest, Width, BiasWidth, Block...> {
    using compat = mase::block_log<Width, BiasWidth, Block...>;
};

} // namespace widthwise
