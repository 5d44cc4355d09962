// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include <widthwise/kernels/stepwise.hpp>

namespace widthwise::kernels {

namespace detail {
/// Terms in the order of the specification where they lie in another: each a segment of its own,
/// half of whose lanes are idle.
inline void order_terms(gemm_step& g) {
    matrix& m = g.m;
    int const run = m.inputs / m.segments;
    std::ptrdiff_t const size = static_cast<std::ptrdiff_t>(bytes_of(g.in));
    std::vector<std::ptrdiff_t> at;
    std::vector<std::int64_t> weight;
    for (int const i : m.order) {
        std::ptrdiff_t const segment = g.segment_offset.empty()
                                           ? i / run * g.task.segment_bytes
                                           : g.segment_offset[static_cast<std::size_t>(i / run)];
        at.push_back(segment + i % run * size);
    }
    for (int o = 0; o < m.outputs; ++o) {
        for (int const i : m.order) {
            weight.push_back(m.row(o)[i]);
        }
    }
    m.weight = std::move(weight);
    m.segments = m.inputs;
    m.order.clear();
    g.segment_offset = std::move(at);
}
/// What the sum of output o starts from.
inline std::int32_t step_start_of(gemm_step const& g, step_rule const& rule, int o) {
    matrix const& m = g.m;
    std::uint64_t start = step_start(m, o);
    for (int i = 0; rule.s16 && g.offset != 0 && i < m.inputs; ++i) {
        // floor((c - offset) w / 2^d) = floor(c w / 2^d) + 2^(15-d) w: offset is -2^15.
        int const up = std::min(15 - (m.product_frac() - m.accum.frac), 63);
        start += static_cast<std::uint64_t>(m.row(o)[i]) << up;
    }
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(start));
}
} // namespace detail

/// Packs a product whose terms must be cast in the order of the specification; where they wrap, in
/// that of m's inputs, for any order gives the same. g.kernel stays null where the portable kernel
/// must run.
inline void pack_steps(gemm_step& g, gemm_choice const& choice, tier_shape const& shape,
                       bool folded) {
    matrix const& m = g.m;
    step_rule const rule = step_rule_of(m.x, m.w, m.accum);
    if (choice.steps == nullptr || !needs_steps(m) || shape.lanes == 0 || g.in != cell::s16 ||
        g.to.kind == cell::s64) {
        return;
    }
    reach const a = reach_of(m.accum);
    lowered const l = lower(g.after, a);
    epilogue end = l.end;
    end.out = g.to.kind;
    end.offset = g.to.offset;
    end.scale = static_cast<float>(exp2i(-l.result.frac));
    std::int64_t late = 0;
    bool const possible = l.possible &&
                          (g.to.kind != cell::f32 || (detail::stores_floats(l.end) &&
                                                      detail::is_float_scale(l.result.frac))) &&
                          (!folded || fold(end, sums{a.lo, a.hi}, late));
    g.steps = stepwise_constants{};
    if (!possible || !(rule.s16 || (rule.s32 && detail::lower_steps(m, g.steps)))) {
        return;
    }
    int const drop = m.product_frac() - m.accum.frac;
    g.steps.spare = 32 - m.accum.width;
    g.steps.sign = m.accum.sign;
    g.steps.in_offset = g.offset;
    g.steps.late = static_cast<std::int32_t>(late);
    g.task.end = end;
    if (m.accum.over != overflow::wrap && !m.order.empty()) {
        detail::order_terms(g);
    }
    detail::pack_pairs(g, shape, [&](std::int64_t w) {
        return rule.s16 ? detail::split_at(w, drop)
                        : detail::split{static_cast<std::int16_t>(w), 0};
    });
    int const panels = (m.outputs + shape.lanes - 1) / shape.lanes;
    g.start.assign(static_cast<std::size_t>(panels * shape.lanes), 0);
    for (int panel = 0; panel < panels; ++panel) {
        for (int lane = 0; lane < shape.lanes; ++lane) {
            int const o = shape.output_of(panel, panels, lane);
            if (o >= m.outputs) {
                continue;
            }
            g.start[static_cast<std::size_t>(panel * shape.lanes + lane)] =
                detail::step_start_of(g, rule, o);
        }
    }
    g.kernel = choice.steps;
}

} // namespace widthwise::kernels
