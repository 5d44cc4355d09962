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

/// g.kernel stays null where a sum does not fit a lane.
inline void pack_channelwise(gemm_step& g, isa::tier t) {
    matrix const& m = g.m;
    g.kernel = nullptr;
    tier_shape const shape = shape_of(t);
    if (shape.lanes == 0 || !bounded(m) || (m.stepwise && !casts_are_harmless(m))) {
        return;
    }
    sums const all = range_of_outputs(m);
    lowered const l = lower(g.after, reach{all.lo, all.hi, m.sum_frac()});
    int const up = m.sum_frac() - m.product_frac();
    if (!l.possible || !fits_lane(all.lo, all.hi) || g.to.kind == cell::f32 ||
        g.to.kind == cell::s64) {
        return;
    }
    g.task.end = l.end;
    g.task.end.out = g.to.kind;
    g.task.end.offset = g.to.offset;
    int const panels = (m.outputs + shape.lanes - 1) / shape.lanes;
    g.task.segments = m.inputs;
    g.task.panel_bytes = static_cast<std::size_t>(m.inputs * shape.lanes) * 4;
    g.weights.assign(g.task.panel_bytes * static_cast<std::size_t>(panels) + detail::weight_bytes,
                     std::byte{0});
    g.start.assign(static_cast<std::size_t>(panels * shape.lanes), 0);
    for (int o = 0; o < m.outputs; ++o) {
        std::uint32_t start = static_cast<std::uint32_t>(m.start(o)); // modulo 2^32
        for (int tap = 0; tap < m.inputs; ++tap) {
            std::uint32_t const w = static_cast<std::uint32_t>(m.row(o)[tap]) << up;
            start -= w * static_cast<std::uint32_t>(g.offset);
            std::memcpy(g.weights.data() +
                            static_cast<std::size_t>(o / shape.lanes) * g.task.panel_bytes +
                            static_cast<std::size_t>(tap * shape.lanes + o % shape.lanes) * 4,
                        &w, 4);
        }
        g.start[static_cast<std::size_t>(o)] = static_cast<std::int32_t>(start);
    }
    g.kernel = channelwise_for(t);
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
