// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cmath>

#include <widthwise/layers/transcendental.hpp>
#include <widthwise/train/node_batch.hpp>

namespace widthwise::train {

namespace detail {
/// The results are saved: y itself may be rounded to a format before backward reads it.
template <class F>
void apply(node_batch const& v, F&& f) {
    v.saved->resize(v.outputs());
    for (std::size_t s = 0; s < v.outputs(); ++s) {
        v.y[s] = (*v.saved)[s] = f(v.x[0][s]);
    }
}
} // namespace detail

/// y = 1 / (1 + exp(-x)),   dx += y (1 - y) dy.
inline void forward(op::sigmoid, node_batch const& v) {
    detail::apply(v, [](float x) { return 1 / (1 + std::exp(-x)); });
}
inline void backward(op::sigmoid, node_batch const& v) {
    if (v.dx[0] != nullptr) {
        float const *y = v.saved->data(), *dy = v.dy;
        detail::accumulate(v.dx[0], v.outputs(),
                           [=](std::size_t s) { return y[s] * (1 - y[s]) * dy[s]; });
    }
}

/// y = tanh(x),   dx += (1 - y^2) dy.
inline void forward(op::tanh, node_batch const& v) {
    detail::apply(v, [](float x) { return std::tanh(x); });
}
inline void backward(op::tanh, node_batch const& v) {
    if (v.dx[0] != nullptr) {
        float const *y = v.saved->data(), *dy = v.dy;
        detail::accumulate(v.dx[0], v.outputs(),
                           [=](std::size_t s) { return (1 - y[s] * y[s]) * dy[s]; });
    }
}

/// y = softmax(x) along the last axis,   dx_i += y_i (dy_i - sum_j y_j dy_j).
inline void forward(op::softmax, node_batch const& v) {
    std::size_t const n = v.samples, last = static_cast<std::size_t>(v.in[0].last());
    v.saved->resize(v.outputs());
    for (std::size_t group = 0; group < v.outputs(); group += last * n) {
        for (std::size_t s = group; s < group + n; ++s) {
            float top = v.x[0][s], sum = 0;
            for (std::size_t i = 1; i < last; ++i) {
                top = std::max(top, v.x[0][s + i * n]);
            }
            for (std::size_t i = 0; i < last; ++i) {
                sum += v.y[s + i * n] = std::exp(v.x[0][s + i * n] - top);
            }
            for (std::size_t i = 0; i < last; ++i) {
                v.y[s + i * n] = (*v.saved)[s + i * n] = v.y[s + i * n] / sum;
            }
        }
    }
}
inline void backward(op::softmax, node_batch const& v) {
    std::size_t const n = v.samples, last = static_cast<std::size_t>(v.in[0].last());
    float const *y = v.saved->data(), *dy = v.dy;
    for (std::size_t group = 0; v.dx[0] != nullptr && group < v.outputs(); group += last * n) {
        for (std::size_t s = group; s < group + n; ++s) {
            float mean = 0;
            for (std::size_t i = 0; i < last; ++i) {
                mean += y[s + i * n] * dy[s + i * n];
            }
            for (std::size_t i = 0; i < last; ++i) {
                v.dx[0][s + i * n] += y[s + i * n] * (dy[s + i * n] - mean);
            }
        }
    }
}

} // namespace widthwise::train
