// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/kernels/stage.hpp>

namespace widthwise::kernels {

/// How weights and activations meet. Group: inputs per 32-bit lane.
/// u8 x s8 in 16-bit sums of Depth steps each (0: all of them), proven not to overflow.
template <int Depth, int Bits = 8>
struct dot_u8 {
    static constexpr int group = 4;
    static constexpr int depth = Depth;
    static constexpr int bits = Bits;
    static constexpr cell in = cell::u8;
};
/// s16 x s8 or s16 x s16, pairs summed in 32 bits.
template <int Bits>
struct dot_s16 {
    static constexpr int group = 2;
    static constexpr int bits = Bits;
    static constexpr cell in = cell::s16;
};
/// s16 x s16, each product truncated to accum's units and wrapped to at most 16 bits: in 16-bit
/// sums.
struct step_s16 {
    static constexpr int group = 2;
    static constexpr int bits = 16;
    static constexpr cell in = cell::s16;
};
enum class step_round : unsigned char { constant, even, any };
enum class step_fit : unsigned char { wrap, clamp, any };
/// s16 x s16, each product and each partial sum cast in 32-bit lanes. Round: by a constant and a
/// shift, half to even, or any. wrap: once, at the end.
template <step_round Round, step_fit Fit>
struct step_s32 {
    static constexpr int group = 2;
    static constexpr int bits = 16;
    static constexpr cell in = cell::s16;
};
/// Bit planes, words of 32 products: one plane for one bit by one bit, two for -1, 0 and 1.
template <int Planes>
struct dot_planes {
    static constexpr int group = 32;
    static constexpr int planes = Planes;
    static constexpr cell in = cell::u8;
    static constexpr int least_inputs = 128;  ///< below, bytes in 16-bit sums are as fast
    static constexpr int most_inputs = 32768; ///< of which the planes of three rows fit the stack
};

} // namespace widthwise::kernels
