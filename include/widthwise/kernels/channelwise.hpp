// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

#include <widthwise/kernels/lower.hpp>
#include <widthwise/kernels/pack.hpp>
#include <widthwise/kernels/portable.hpp>
#include <widthwise/kernels/stepwise.hpp>

namespace widthwise::kernels {

/// y[c, pixel] = b[c] + sum over taps of w[c, tap] * x[c, pixel + tap]: depthwise convolution, and
/// quantized batch_norm with one tap. Lanes hold channels, products and sums are 32 bits wide.
/// A matrix of it has one row per channel and one segment per tap.
inline void choose_channelwise_operand(gemm_step& g) {
    reach const x = reach_of(g.m.x);
    bool const words = g.m.x.kind != format_kind::fixed || g.m.x.width <= 16; // else portable
    g.in = words ? cell::s16 : cell::s32;
    g.offset = words && x.hi > 32767 ? -32768 : 0;
}

namespace detail {
/// start(o) and weight(o, tap), both modulo 2^32, into panels.
template <class Start, class Weight>
void pack_channels(gemm_step& g, int lanes, Start const& start, Weight const& weight) {
    matrix const& m = g.m;
    int const panels = (m.outputs + lanes - 1) / lanes;
    g.task.segments = m.inputs;
    g.task.panel_bytes = static_cast<std::size_t>(m.inputs * lanes) * 4;
    g.weights.assign(g.task.panel_bytes * static_cast<std::size_t>(panels) + weight_bytes,
                     std::byte{0});
    g.start.assign(static_cast<std::size_t>(panels * lanes), 0);
    for (int o = 0; o < m.outputs; ++o) {
        for (int tap = 0; tap < m.inputs; ++tap) {
            std::uint32_t const w = weight(o, tap);
            std::size_t const at = static_cast<std::size_t>(o / lanes) * g.task.panel_bytes +
                                   static_cast<std::size_t>(tap * lanes + o % lanes) * 4;
            std::memcpy(g.weights.data() + at, &w, sizeof w);
        }
        g.start[static_cast<std::size_t>(o)] = static_cast<std::int32_t>(start(o));
    }
}
} // namespace detail

/// g.kernel stays null where a sum does not fit a lane, or a step of one whose terms must be cast.
inline void pack_channelwise(gemm_step& g, isa::tier t) {
    matrix const& m = g.m;
    g.kernel = nullptr;
    int const lanes = shape_of(t).lanes;
    bool const steps = needs_steps(m);
    if (lanes == 0 || g.in != cell::s16 || g.to.kind == cell::f32 || g.to.kind == cell::s64 ||
        (steps ? m.accum.width > 32 || m.w.width > 32 || !detail::lower_steps(m, g.steps)
               : !bounded(m))) {
        return;
    }
    sums all{};
    if (!steps) {
        all = range_of_outputs(m);
    }
    lowered const l =
        lower(g.after, steps ? reach_of(m.accum) : reach{all.lo, all.hi, m.sum_frac()});
    if (!l.possible || !fits_lane(all.lo, all.hi)) {
        return;
    }
    g.task.end = l.end;
    g.task.end.out = g.to.kind;
    g.task.end.offset = g.to.offset;
    if (steps) {
        g.steps.in_offset = g.offset;
        detail::pack_channels(
            g, lanes, [&](int o) { return detail::step_start(m, o); },
            [&](int o, int tap) { return static_cast<std::uint32_t>(m.row(o)[tap]); });
        g.kernel = channelwise_for<true>(t);
        return;
    }
    int const up = m.sum_frac() - m.product_frac();
    auto const weight = [&](int o, int tap) {
        return static_cast<std::uint32_t>(m.row(o)[tap]) << up;
    };
    detail::pack_channels(
        g, lanes,
        [&](int o) {
            std::uint32_t start = static_cast<std::uint32_t>(m.start(o));
            for (int tap = 0; tap < m.inputs; ++tap) {
                start -= weight(o, tap) * static_cast<std::uint32_t>(g.offset);
            }
            return start;
        },
        weight);
    g.kernel = channelwise_for<false>(t);
}

namespace portable {
/// One fused multiply-add per tap in their order, from the bias; weights [tap][channel].
template <bool Relu>
void channelwise_f32(gemm_task const& t, std::byte const* x, std::byte* y, int rows) {
    for (int row = 0; row < rows; ++row) {
        std::byte const* const from =
            x + (t.row_offset != nullptr ? t.row_offset[row] : row * t.row_bytes);
        for (int c = 0; c < t.outputs; ++c) {
            float sum = t.start_f32[c];
            for (int s = 0; s < t.segments; ++s) {
                float in, weight;
                std::memcpy(&in, from + t.segment_at(s) + 4 * c, sizeof in);
                std::memcpy(&weight, t.weights + static_cast<std::size_t>(s * t.outputs + c) * 4,
                            sizeof weight);
                sum = std::fma(in, weight, sum);
            }
            write_float(Relu && sum < 0 ? 0.0f : sum, y + row * t.out_bytes + 4 * c);
        }
    }
}
} // namespace portable

/// Float weights [channels, taps] and bias, for a vector kernel or the portable one.
inline void pack_channelwise_floats(gemm_step& g, std::vector<float> const& weight,
                                    std::vector<float> const& bias, bool relu, isa::tier t) {
    int const lanes = shape_of(t).lanes, outputs = g.m.outputs, taps = g.m.inputs;
    int const width = lanes == 0 ? outputs : lanes, panels = (outputs + width - 1) / width;
    g.task.segments = taps;
    g.task.panel_bytes = static_cast<std::size_t>(taps * width) * 4;
    g.weights.assign(g.task.panel_bytes * static_cast<std::size_t>(panels) + detail::weight_bytes,
                     std::byte{0});
    g.start_f32.assign(static_cast<std::size_t>(panels * width), 0.0f);
    for (int o = 0; o < outputs; ++o) {
        if (!bias.empty()) {
            g.start_f32[static_cast<std::size_t>(o)] = bias[static_cast<std::size_t>(o)];
        }
        for (int tap = 0; tap < taps; ++tap) {
            std::memcpy(g.weights.data() +
                            static_cast<std::size_t>(o / width) * g.task.panel_bytes +
                            static_cast<std::size_t>(tap * width + o % width) * 4,
                        &weight[static_cast<std::size_t>(o * taps + tap)], 4);
        }
    }
    g.kernel = lanes == 0
                   ? (relu ? &portable::channelwise_f32<true> : &portable::channelwise_f32<false>)
               : relu ? channelwise_f32_for<true>(t)
                      : channelwise_f32_for<false>(t);
}

} // namespace widthwise::kernels
