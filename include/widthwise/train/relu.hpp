// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/layers/relu.hpp>
#include <widthwise/train/node_batch.hpp>

namespace widthwise::train {

/// y = max(x, 0),   dx += dy where x > 0.   Source: torch.nn.ReLU (gradient 0 at 0).
inline void forward(op::relu, node_batch const& v) {
    float const* x = v.x[0];
    detail::fill(v.y, v.outputs(), [x](std::size_t s) { return x[s] < 0 ? 0 : x[s]; });
}
inline void backward(op::relu, node_batch const& v) {
    if (v.dx[0] != nullptr) {
        float const *x = v.x[0], *dy = v.dy;
        detail::accumulate(v.dx[0], v.outputs(),
                           [x, dy](std::size_t s) { return x[s] > 0 ? dy[s] : 0; });
    }
}

} // namespace widthwise::train
