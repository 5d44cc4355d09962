// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstdint>
#include <cstring>

#include <widthwise/kernels/pack.hpp>
#include <widthwise/kernels/portable.hpp>
#include <widthwise/kernels/stepwise.hpp>

namespace widthwise::kernels {

// clang-format off
/// Exact sums that 32-bit lanes do not hold, or whose weights a 16-bit lane does not. Which product
/// runs where, by x and w (with a sign one bit more fits where the table says s):
///   x <= 8, w <= 8 (s) or 7      bytes, where the weights prove 16-bit sums, else as the next
///   x <= 16, w <= 16 (s) or 15   16 bits in 32-bit sums, where the weights prove that they fit
///   x <= 16, w <= 16             wide_s16: w = low + 256 high, two 32-bit sums, joined in 64 bits
///   x, w <= 32 (s) or 31         wide_s32: 64-bit sums of 32-bit products
///   all others                   value by value (kernels/portable.hpp)
/// Sums of 64 bits are cast by constants (kernels/cast64.hpp), one by one.
// clang-format on
namespace detail {
/// count sums of one row, cast and stored.
inline void store_wide(void const* end, std::int64_t const* sum, int count, std::byte* y) {
    long_end const& t = *static_cast<long_end const*>(end);
    std::size_t const size = bytes_of(t.out);
    for (int i = 0; i < count; ++i, y += size) {
        std::int64_t const v = apply(t.casts, sum[i]);
        if (t.out == cell::f32) {
            portable::write_float(static_cast<float>(v) * t.scale, y);
        } else {
            portable::write_cell(t.out, t.offset, v, y);
        }
    }
}

/// Value j of the group for (output, input): what one weight becomes.
template <class T, class Weight>
void pack_wide(gemm_step& g, int lanes, int group, int planes, Weight const& weight) {
    matrix const& m = g.m;
    int const panels = (m.outputs + lanes - 1) / lanes;
    int const run = m.inputs / m.segments, groups = (run + group - 1) / group;
    g.task.groups = groups;
    g.task.segments = m.segments;
    std::size_t const plane = static_cast<std::size_t>(lanes * group) * sizeof(T);
    g.task.panel_bytes = static_cast<std::size_t>(m.segments * groups * planes) * plane;
    g.weights.assign(g.task.panel_bytes * static_cast<std::size_t>(panels) + weight_bytes,
                     std::byte{0});
    for (int o = 0; o < m.outputs; ++o) {
        for (int i = 0; i < m.inputs; ++i) {
            int const k = i / run * groups + i % run / group;
            for (int p = 0; p < planes; ++p) {
                T const w = static_cast<T>(weight(m.row(o)[i], p));
                std::size_t const at =
                    static_cast<std::size_t>(o / lanes) * g.task.panel_bytes +
                    static_cast<std::size_t>(k * planes + p) * plane +
                    static_cast<std::size_t>(o % lanes * group + i % run % group) * sizeof(T);
                std::memcpy(g.weights.data() + at, &w, sizeof w);
            }
        }
    }
}

/// The largest magnitude that any value of a format has.
constexpr std::int64_t most_of(format_row const& row) {
    reach const r = reach_of(row);
    return -r.lo > r.hi ? -r.lo : r.hi;
}
} // namespace detail

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
    std::int64_t most = std::numeric_limits<std::int64_t>::max();
    if (bounded(m)) {
        sums const all = range_of_outputs(m);
        most = std::max(-all.lo, all.hi);
    } else if (!m.stepwise && m.accum.width <= 62) {
        most = detail::most_of(m.accum);
    }
    long_end& t = g.wide_end;
    t.casts = long_chain_of(g.after, m.sum_frac(), most);
    t.out = g.to.kind;
    t.offset = g.to.offset;
    bool const scales = detail::is_float_scale(t.casts.frac);
    t.scale = scales ? static_cast<float>(exp2i(-t.casts.frac)) : 1.0f;
    if (!t.casts.possible || (t.out == cell::f32 && !scales)) {
        return;
    }
    g.wide = wide_task{};
    g.wide.up = up;
    g.wide.cell_bytes = bytes_of(t.out);
    g.wide.store = &detail::store_wide;
    int const lanes = words ? shape.lanes : shape.lanes / 2;
    if (words) {
        // w = low + 2^8 high, low in [-128, 127], high in [-128, 256].
        std::int64_t largest = 1;
        auto const part = [&](std::int64_t w, int plane) {
            std::int64_t const low = ((w + 128) & 255) - 128;
            std::int64_t const v = plane == 0 ? low : (w - low) >> 8;
            largest = std::max(largest, v < 0 ? -v : v);
            return v;
        };
        detail::pack_wide<std::int16_t>(g, lanes, 2, 2, part);
        std::int64_t const pair = 2 * 32768 * largest;
        g.wide.block = static_cast<int>(std::min<std::int64_t>(2147483647 / pair, 1 << 20));
    } else {
        detail::pack_wide<std::int64_t>(g, lanes, 1, 1, [](std::int64_t w, int) { return w; });
    }
    int const panels = (m.outputs + lanes - 1) / lanes;
    g.start_wide.assign(static_cast<std::size_t>(panels * lanes), 0);
    for (int o = 0; o < m.outputs; ++o) {
        std::uint64_t of_offset = 0;
        for (int i = 0; i < m.inputs && g.offset != 0; ++i) {
            of_offset += static_cast<std::uint64_t>(m.row(o)[i]) *
                         static_cast<std::uint64_t>(std::int64_t{g.offset});
        }
        g.start_wide[static_cast<std::size_t>(o)] =
            static_cast<std::int64_t>(static_cast<std::uint64_t>(m.start(o)) - (of_offset << up));
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
