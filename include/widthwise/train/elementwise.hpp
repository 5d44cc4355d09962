// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/layers/elementwise.hpp>
#include <widthwise/train/node_batch.hpp>

namespace widthwise::train {

namespace detail {
/// dx += sign * dy.
inline void pass_gradient(node_batch const& v, int k, float sign) {
    if (v.dx[k] != nullptr) {
        float const* dy = v.dy;
        accumulate(v.dx[k], v.outputs(), [=](std::size_t s) { return sign * dy[s]; });
    }
}
} // namespace detail

/// y = x0 + x1.
inline void forward(op::add, node_batch const& v) {
    float const *a = v.x[0], *b = v.x[1];
    detail::fill(v.y, v.outputs(), [=](std::size_t s) { return a[s] + b[s]; });
}
inline void backward(op::add, node_batch const& v) {
    detail::pass_gradient(v, 0, 1);
    detail::pass_gradient(v, 1, 1);
}

/// y = x0 - x1.
inline void forward(op::sub, node_batch const& v) {
    float const *a = v.x[0], *b = v.x[1];
    detail::fill(v.y, v.outputs(), [=](std::size_t s) { return a[s] - b[s]; });
}
inline void backward(op::sub, node_batch const& v) {
    detail::pass_gradient(v, 0, 1);
    detail::pass_gradient(v, 1, -1);
}

/// y = x0 * x1,   dx0 += x1 dy,   dx1 += x0 dy.
inline void forward(op::mul, node_batch const& v) {
    float const *a = v.x[0], *b = v.x[1];
    detail::fill(v.y, v.outputs(), [=](std::size_t s) { return a[s] * b[s]; });
}
inline void backward(op::mul, node_batch const& v) {
    float const* dy = v.dy;
    for (int k = 0; k < 2; ++k) {
        if (v.dx[k] != nullptr) {
            float const* other = v.x[1 - k];
            detail::accumulate(v.dx[k], v.outputs(),
                               [=](std::size_t s) { return other[s] * dy[s]; });
        }
    }
}

} // namespace widthwise::train
