// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstring>
#include <vector>

#include <widthwise/kernels/pack.hpp>

namespace widthwise::kernels {

/// Float weights [outputs, inputs] and bias into panels.
inline void pack_floats(gemm_step& g, std::vector<float> const& weight,
                        std::vector<float> const& bias, int lanes) {
    int const inputs = g.m.inputs / g.m.segments, outputs = g.m.outputs;
    int const panels = (outputs + lanes - 1) / lanes;
    g.task.groups = inputs;
    g.task.segments = g.m.segments;
    g.task.panel_bytes = static_cast<std::size_t>(g.m.inputs * lanes) * sizeof(float);
    g.weights.assign(g.task.panel_bytes * static_cast<std::size_t>(panels) + detail::weight_bytes,
                     std::byte{0});
    g.start_f32.assign(static_cast<std::size_t>(panels * lanes), 0.0f);
    for (int o = 0; o < outputs; ++o) {
        if (!bias.empty()) {
            g.start_f32[static_cast<std::size_t>(o)] = bias[static_cast<std::size_t>(o)];
        }
        for (int i = 0; i < g.m.inputs; ++i) {
            std::size_t const at = static_cast<std::size_t>(o / lanes) * g.task.panel_bytes +
                                   static_cast<std::size_t>(i * lanes + o % lanes) * sizeof(float);
            std::memcpy(g.weights.data() + at,
                        &weight[static_cast<std::size_t>(o * g.m.inputs + i)], sizeof(float));
        }
    }
}

} // namespace widthwise::kernels
