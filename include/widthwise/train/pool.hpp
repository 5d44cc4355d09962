// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <limits>

#include <widthwise/layers/pool.hpp>
#include <widthwise/train/windows.hpp>

namespace widthwise::train {

/// y = max over the window, NaN wins; dx of the first largest += dy.   saved: its tap, per output.
/// Source: torch.nn.MaxPool2d.
inline void forward(op::max_pool2d, node_batch const& v) {
    std::size_t const n = v.samples;
    int const plane = detail::plane_of(v.in[0]);
    v.saved->assign(v.outputs(), -1);
    detail::fill(v.y, v.outputs(),
                 [](std::size_t) { return -std::numeric_limits<float>::infinity(); });
    detail::each_tap(v, [&](int channel, int to, int tap, int from) {
        float const* x = detail::row_of(v.x[0], channel * plane + from, n);
        float* y = detail::row_of(v.y, to, n);
        float* best = detail::row_of(v.saved->data(), to, n);
        for (std::size_t s = 0; s < n; ++s) {
            bool const larger = best[s] < 0 || x[s] > y[s] || x[s] != x[s];
            y[s] = larger ? x[s] : y[s];
            best[s] = larger ? static_cast<float>(tap) : best[s];
        }
    });
}
inline void backward(op::max_pool2d, node_batch const& v) {
    std::size_t const n = v.samples;
    int const plane = detail::plane_of(v.in[0]);
    if (v.dx[0] == nullptr) {
        return;
    }
    detail::each_tap(v, [&](int channel, int to, int tap, int from) {
        float const* dy = detail::row_of(v.dy, to, n);
        float const* best = detail::row_of(v.saved->data(), to, n);
        auto const mine = static_cast<float>(tap);
        detail::accumulate(detail::row_of(v.dx[0], channel * plane + from, n), n,
                           [=](std::size_t s) { return best[s] == mine ? dy[s] : 0; });
    });
}

/// y = sum over the window / taps, padding counted as zeros; dx += dy / taps.
/// Source: torch.nn.AvgPool2d.
inline void forward(op::avg_pool2d, node_batch const& v) {
    std::size_t const n = v.samples;
    int const plane = detail::plane_of(v.in[0]);
    float const share = 1 / static_cast<float>(window_of(*v.layer).taps());
    detail::fill(v.y, v.outputs(), [](std::size_t) { return 0.0f; });
    detail::each_tap(v, [&](int channel, int to, int, int from) {
        float const* x = detail::row_of(v.x[0], channel * plane + from, n);
        detail::accumulate(detail::row_of(v.y, to, n), n,
                           [=](std::size_t s) { return x[s] * share; });
    });
}
inline void backward(op::avg_pool2d, node_batch const& v) {
    std::size_t const n = v.samples;
    int const plane = detail::plane_of(v.in[0]);
    float const share = 1 / static_cast<float>(window_of(*v.layer).taps());
    if (v.dx[0] == nullptr) {
        return;
    }
    detail::each_tap(v, [&](int channel, int to, int, int from) {
        float const* dy = detail::row_of(v.dy, to, n);
        detail::accumulate(detail::row_of(v.dx[0], channel * plane + from, n), n,
                           [=](std::size_t s) { return dy[s] * share; });
    });
}

inline void forward(op::max_pool1d, node_batch const& v) { forward(op::max_pool2d{}, v); }
inline void forward(op::avg_pool1d, node_batch const& v) { forward(op::avg_pool2d{}, v); }
inline void backward(op::max_pool1d, node_batch const& v) { backward(op::max_pool2d{}, v); }
inline void backward(op::avg_pool1d, node_batch const& v) { backward(op::avg_pool2d{}, v); }

} // namespace widthwise::train
