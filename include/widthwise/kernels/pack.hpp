// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstdint>
#include <cstring>

#include <widthwise/kernels/lower.hpp>
#include <widthwise/kernels/narrow.hpp>

namespace widthwise::kernels {

namespace detail {
constexpr std::size_t weight_bytes = 64; ///< slack behind the last panel: vectors may read on

/// Weights into panels: [panel][group][lane][in group], outputs in the lanes' order. whole: as
/// whole tiles, zeros behind the inputs; kernels of vectors skip them where there is one segment.
template <class T>
void pack_panels(matrix const& m, tier_shape const& shape, int group, gemm_step& p,
                 bool whole = false) {
    int const lanes = shape.lanes;
    int const panels = (m.outputs + lanes - 1) / lanes;
    int const run = m.inputs / m.segments;
    int const used = (run + group - 1) / group, tile = tile_calls::groups;
    int const groups = whole ? (used + tile - 1) / tile * tile : used;
    p.task.groups = m.segments == 1 ? used : groups;
    p.task.tile_groups = whole ? groups : 0;
    p.task.segments = m.segments;
    p.task.panel_bytes = static_cast<std::size_t>(m.segments * groups * lanes * group) * sizeof(T);
    p.weights.assign(p.task.panel_bytes * static_cast<std::size_t>(panels) + weight_bytes,
                     std::byte{0});
    for (int panel = 0; panel < panels; ++panel) {
        for (int k = 0; k < m.segments * groups; ++k) {
            for (int l = 0; l < lanes; ++l) {
                int const o = shape.output_of(panel, panels, l);
                for (int g = 0; g < group; ++g) {
                    int const i = k % groups * group + g;
                    if (o < m.outputs && i < run) {
                        T const w = static_cast<T>(m.row(o)[k / groups * run + i]);
                        std::size_t const at =
                            static_cast<std::size_t>(panel) * p.task.panel_bytes +
                            static_cast<std::size_t>((k * lanes + l) * group + g) * sizeof(T);
                        std::memcpy(p.weights.data() + at, &w, sizeof(T));
                    }
                }
            }
        }
    }
}
} // namespace detail

/// Moves one cast's rounding constant and offset into the sums' start: what end_plain and end_even
/// expect. False: not one such cast, or a sum could leave 32 bits by it.
inline bool fold(epilogue& e, sums const& all, std::int64_t& added) {
    stage s = e.stages == 0 ? stage{} : e.stage_of[0];
    if (e.stages > 1 || s.how != stage::fit::clamp || s.shift < 0 || s.add_negative != 0) {
        return false;
    }
    bool const tied = s.odd != 0; // ties go by the last kept bit, which an odd offset turns over
    added = s.add + (std::int64_t{e.offset} << s.shift);
    std::int64_t const lo = std::int64_t{s.lo} + e.offset, hi = std::int64_t{s.hi} + e.offset;
    if (!fits_lane(all.lo + added, all.hi + added)) {
        return false;
    }
    s.lo = static_cast<std::int32_t>(std::clamp<std::int64_t>(lo, INT32_MIN, INT32_MAX));
    s.hi = static_cast<std::int32_t>(std::clamp<std::int64_t>(hi, INT32_MIN, INT32_MAX));
    s.odd = tied ? static_cast<std::int32_t>(std::int64_t{1} << s.shift) : 0;
    s.carry = (s.flip != 0) == (e.offset % 2 != 0) ? s.odd : 0;
    e.stage_of[0] = s;
    e.stages = 1;
    return true;
}

/// The weights in the units of the sum.
inline matrix in_sum_units(matrix const& m) {
    matrix scaled = m;
    for (std::int64_t& w : scaled.weight) {
        w *= std::int64_t{1} << (m.sum_frac() - m.product_frac());
    }
    return scaled;
}
/// Are all weights in [-most - 1, most]?
inline bool fits_within(matrix const& m, std::int64_t most) {
    return std::all_of(m.weight.begin(), m.weight.end(),
                       [&](std::int64_t w) { return w <= most && w >= -most - 1; });
}

/// What the sum of output o starts from, where x is kept as x + offset. Modulo 2^32.
inline std::int32_t start_of(matrix const& m, matrix const& scaled, int o, std::int64_t added,
                             std::int64_t offset) {
    std::int64_t start = m.start(o) + added;
    for (int i = 0; i < m.inputs; ++i) {
        start -= scaled.row(o)[i] * offset;
    }
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(start));
}

/// Chooses the operand's layout: u8 where 16-bit sums are proven exact (or the tier needs no
/// proof), else s16, else the portable kernel's 32 bits.
inline void choose_operand(gemm_step& g, gemm_choice const& choice) {
    reach const all = reach_of(g.m.x);
    reach const x = g.narrowed ? g.operand : all;
    std::int64_t const width = g.m.x.kind == format_kind::fixed ? g.m.x.width : 2;
    g.proof = depth::none;
    bool const stepped = choice.steps != nullptr && needs_steps(g.m);
    if (choice.u8_all != nullptr && width <= 8 && bounded(g.m) && !stepped) {
        matrix const scaled = in_sum_units(g.m);
        if (fits_within(scaled, 127)) {
            g.proof =
                choice.exact_dot8 ? depth::exact : proven_depth(scaled, x.hi - x.lo, choice.depth);
        }
        if (g.proof == depth::each && choice.u8_two != nullptr &&
            proven_depth(scaled, x.hi - x.lo, 2) != depth::each) {
            g.proof = depth::two;
        }
        if (g.proof == depth::each && choice.u8_each == nullptr) {
            g.proof = depth::none;
        }
    }
    if (g.proof != depth::none) {
        g.in = cell::u8;
        g.offset = detail::lane(-x.lo);
    } else if (width <= 16 && g.m.w.width <= 16) {
        g.in = cell::s16;
        g.offset = all.hi > 32767 ? -32768 : 0;
    } else {
        g.in = fits_lane(all.lo, all.hi) ? cell::s32 : cell::s64;
        g.offset = 0;
    }
}

/// Second: what follows is known and everything is packed. g.kernel stays null where the portable
/// kernel must run. folded: the epilogue was chosen as end_plain or end_even.
inline void pack(gemm_step& g, gemm_choice const& choice, tier_shape const& shape, bool folded) {
    matrix const& m = g.m;
    g.kernel = nullptr;
    if (shape.lanes == 0 || !bounded(m) || g.in == cell::s32 || g.in == cell::s64 ||
        g.to.kind == cell::s64 || needs_steps(m)) {
        return;
    }
    int const up = m.sum_frac() - m.product_frac();
    g.all = range_of_outputs(m);
    lowered const l = lower(g.after, reach{g.all.lo, g.all.hi, m.sum_frac()});
    std::int64_t const widest = choice.wide_weights && g.in == cell::s16 ? 32767 : 127;
    matrix const scaled = in_sum_units(m);
    if (!fits_within(scaled, widest) || !l.possible ||
        (g.to.kind == cell::f32 &&
         (!detail::stores_floats(l.end) || !detail::is_float_scale(l.result.frac)))) {
        return;
    }
    epilogue end = l.end;
    end.out = g.to.kind;
    end.offset = g.to.offset;
    end.scale = static_cast<float>(exp2i(-l.result.frac));
    g.added = 0;
    if (folded && !fold(end, g.all, g.added)) {
        return;
    }
    g.task.end = end;
    bool const bytes = g.in == cell::u8 || !choice.wide_weights;
    if (g.in == cell::u8) {
        int const run = m.inputs / m.segments;
        bool const masked = choice.exact_dot8 && g.rows == 1 && g.lines == 1;
        std::size_t const packed_from =
            masked ? std::min(g.packed_from, gemm_step::masked_from) : g.packed_from;
        codebook const c = codebook_of(m.w, run % 32 == 0);
        gemm_function const packed =
            c.bits == 0 ? nullptr : choice.u8_packed[c.bits == 4 ? 2 : c.bits - 1];
        bool const in_planes = up == 0 && run >= dot_planes<1>::least_inputs &&
                               run <= dot_planes<1>::most_inputs / m.segments;
        auto const all_weights = [&](auto const& test) {
            return std::all_of(m.weight.begin(), m.weight.end(), test);
        };
        reach const w = reach_of(m.w); // raw values may be any: {-1, 1} does not hold 0
        if (choice.bits != nullptr && in_planes &&
            all_weights([&](std::int64_t v) { return v == w.lo || v == w.hi; })) {
            detail::pack_bits(scaled, shape, g);
            g.kernel = choice.bits;
        } else if (choice.trits != nullptr && in_planes &&
                   all_weights([](std::int64_t v) { return v >= -1 && v <= 1; })) {
            detail::pack_trits(scaled, shape, g);
            g.kernel = choice.trits;
        } else if (packed != nullptr && up == 0 && g.proof >= depth::deep &&
                   m.segments * c.vectors(run) <= codebook::most_vectors &&
                   m.weight.size() >= packed_from &&
                   all_weights([&](std::int64_t v) { return c.holds(v); })) {
            detail::pack_fields(scaled, shape, c, g);
            g.kernel = packed;
            g.packed_bits = c.bits;
        } else {
            detail::pack_panels<std::int8_t>(scaled, shape, 4, g,
                                             shape.tiles && run >= tile_calls::least_inputs);
            g.kernel = g.proof >= depth::all    ? choice.u8_all
                       : g.proof == depth::deep ? choice.u8_deep
                       : g.proof == depth::two  ? choice.u8_two
                                                : choice.u8_each;
        }
    } else if (bytes) {
        detail::pack_panels<std::int8_t>(scaled, shape, 2, g);
        g.kernel = choice.s16;
    } else {
        detail::pack_panels<std::int16_t>(scaled, shape, 2, g);
        g.kernel = choice.s16;
    }
    std::int64_t const offset = g.planes == 2 ? 0 : g.offset; // planes are of values, not cells
    int const panels = (m.outputs + shape.lanes - 1) / shape.lanes;
    g.start.assign(static_cast<std::size_t>(panels * shape.lanes), 0);
    for (int panel = 0; panel < panels; ++panel) {
        for (int lane = 0; lane < shape.lanes; ++lane) {
            int const o = shape.output_of(panel, panels, lane);
            if (o < m.outputs) {
                g.start[static_cast<std::size_t>(panel * shape.lanes + lane)] =
                    start_of(m, scaled, o, g.added, offset);
            }
        }
    }
}

} // namespace widthwise::kernels
