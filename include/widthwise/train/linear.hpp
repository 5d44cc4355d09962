// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/layers/linear.hpp>
#include <widthwise/train/node_batch.hpp>

namespace widthwise::train {

/// y = Wx + b,   dx += W' dy,   dW += dy x',   db += dy, summed over samples and leading indices.
/// Error: float sums, terms in input order.   Source: torch.nn.Linear.
inline void forward(op::linear, node_batch const& v) {
    auto const in = static_cast<std::size_t>(v.layer->attr[0]);
    auto const out = static_cast<std::size_t>(v.layer->attr[1]);
    std::size_t const n = v.samples;
    for (std::size_t group = 0; group < v.inputs(0) / (in * n); ++group) {
        float* y = v.y + group * out * n;
        for (std::size_t o = 0; o < out; ++o) {
            float const start = v.bias.value != nullptr ? v.bias.value[o] : 0;
            detail::fill(y + o * n, n, [start](std::size_t) { return start; });
        }
        detail::multiply(v.weight.value, in, 1, out, in, v.x[0] + group * in * n, y, n);
    }
}
inline void backward(op::linear, node_batch const& v) {
    auto const in = static_cast<std::size_t>(v.layer->attr[0]);
    auto const out = static_cast<std::size_t>(v.layer->attr[1]);
    std::size_t const n = v.samples;
    for (std::size_t group = 0; group < v.inputs(0) / (in * n); ++group) {
        float const* x = v.x[0] + group * in * n;
        float const* dy = v.dy + group * out * n;
        for (std::size_t o = 0; o < out; ++o) {
            for (std::size_t i = 0; i < in; ++i) {
                v.weight.gradient[o * in + i] +=
                    static_cast<float>(detail::dot(dy + o * n, x + i * n, n));
            }
            if (v.bias.gradient != nullptr) {
                v.bias.gradient[o] += static_cast<float>(detail::sum(dy + o * n, n));
            }
        }
        if (v.dx[0] != nullptr) {
            detail::multiply(v.weight.value, 1, in, in, out, dy, v.dx[0] + group * in * n, n);
        }
    }
}

} // namespace widthwise::train
