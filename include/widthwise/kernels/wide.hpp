// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <limits>
#include <utility>
#include <vector>

#include <widthwise/kernels/pack.hpp>
#include <widthwise/kernels/stepwise.hpp>
#include <widthwise/kernels/wide_pack.hpp>

namespace widthwise::kernels {

// clang-format off
/// Exact sums that 32-bit lanes do not hold, or whose weights a 16-bit lane does not. Which product
/// runs where, by x and w (with a sign one bit more fits where the table says s):
///   x <= 8, w <= 8 (s) or 7      bytes, where the weights prove 16-bit sums, else as the next
///   x <= 16, w <= 16 (s) or 15   16 bits in 32-bit sums, where the weights prove that they fit
///   x <= 16, w <= 16             wide_s16: w = 2^shift high + low, taken apart in registers; sums
///                                of each in 32 bits, where the weights prove less than 2^46
///   x, w <= 32 (s) or 31         wide_s32: 64-bit sums of 32-bit products
///   all others                   value by value (kernels/portable.hpp)
/// What wide_s16 makes of its two sums (join, kernels/task.hpp), by the first cast that is not
/// proven to change nothing; drop: the fraction bits it loses:
///   none, but for relu, to a float    floats
///   drop >= shift + 2, any rounding   reduced, with a sticky last bit; 32-bit casts
///   drop >= shift, floor              reduced
///   drop > shift, half_up             reduced
///   to binary                         reduced: it has the sum's sign
///   saturates, all in 30 bits         clamped; 32-bit casts
///   all others                        apart: 64-bit casts by constants (kernels/cast64.hpp)
/// shift is the least of 2 to 15 that leaves high and its casts in 32 bits; low's sums give what
/// they have beyond shift bits to high after as many groups as surely fit (block).
/// wide_s32 casts its 64-bit sums as apart does, one by one.
// clang-format on

/// Packs a product for wide_s16 or wide_s32. g.kernel stays null where the portable one must run.
inline void pack_wide(gemm_step& g, gemm_choice const& choice, tier_shape const& shape) {
    matrix const& m = g.m;
    bool const words = g.in == cell::s16 && m.w.width <= 16;
    gemm_function const kernel = words               ? choice.wide_s16
                                 : g.in == cell::s32 ? choice.wide_s32
                                                     : nullptr;
    bool const lane_weights = m.w.width <= (m.w.sign ? 32 : 31);
    int const up = m.sum_frac() - m.product_frac();
    if (g.kernel != nullptr || kernel == nullptr || shape.lanes == 0 || needs_steps(m) ||
        !lane_weights || up > 60 || (m.accum.width > 63 && !m.accum.sign)) {
        return;
    }
    g.wide = wide_task{};
    g.wide.up = up;
    g.wide.cell_bytes = bytes_of(g.to.kind);
    g.wide.store = &detail::store_wide;
    if (words && detail::pack_joined(g, shape)) {
        g.kernel = kernel;
        return;
    }
    std::int64_t most = std::numeric_limits<std::int64_t>::max();
    if (bounded(m)) {
        sums const all = range_of_outputs(m);
        most = std::max(-all.lo, all.hi);
    } else if (!m.stepwise && m.accum.width <= 62) {
        most = most_of(m.accum);
    }
    g.wide_end = long_end_of(g.after, m.sum_frac(), most, g.to.kind, g.to.offset);
    if (!g.wide_end.possible || (words && !detail::pack_apart(g, shape))) {
        return;
    }
    if (!words) {
        detail::pack_long(g, shape.lanes / 2);
    }
    int const panels = (m.outputs + shape.lanes - 1) / shape.lanes;
    g.start_wide.assign(static_cast<std::size_t>(panels * shape.lanes), 0);
    for (int o = 0; o < m.outputs; ++o) {
        g.start_wide[static_cast<std::size_t>(o)] = m.start(o);
    }
    g.kernel = kernel;
}

/// What a step packed by pack_steps or pack_wide is called.
inline char const* name_of(gemm_step const& g) {
    return needs_steps(g.m)    ? step_name(g.m)
           : g.in == cell::s16 ? "gemm s16, 64-bit sums"
                               : "gemm s32, 64-bit sums";
}

} // namespace widthwise::kernels
