// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/layers/conv.hpp>
#include <widthwise/train/windows.hpp>

namespace widthwise::train {

namespace detail {
/// f(output element, input element, weight) for every product of a convolution whose input
/// is not padding.
template <class F>
void each_product(node_batch const& v, F&& f) {
    int const taps = window_of(*v.layer).taps(), plane = plane_of(v.in[0]);
    int const groups = v.layer->attr[10];
    int const group_in = v.layer->attr[0] / groups, group_out = v.layer->attr[1] / groups;
    each_tap(v, [&](int channel, int to, int tap, int from) {
        for (int i = 0; i < group_in; ++i) {
            f(to, (channel / group_out * group_in + i) * plane + from,
              static_cast<std::size_t>((channel * group_in + i) * taps + tap));
        }
    });
}
inline void forward_conv(node_batch const& v) {
    std::size_t const n = v.samples;
    std::size_t const plane = v.outputs() / static_cast<std::size_t>(v.layer->attr[1]);
    for (std::size_t c = 0; c < static_cast<std::size_t>(v.layer->attr[1]); ++c) {
        float const start = v.bias.value != nullptr ? v.bias.value[c] : 0;
        fill(v.y + c * plane, plane, [start](std::size_t) { return start; });
    }
    each_product(v, [&](int to, int from, std::size_t w) {
        float const factor = v.weight.value[w];
        float const* x = row_of(v.x[0], from, n);
        accumulate(row_of(v.y, to, n), n, [=](std::size_t s) { return factor * x[s]; });
    });
}
inline void backward_conv(node_batch const& v) {
    std::size_t const n = v.samples;
    std::size_t const plane = v.outputs() / static_cast<std::size_t>(v.layer->attr[1]);
    for (std::size_t c = 0; v.bias.gradient != nullptr && c * plane < v.outputs(); ++c) {
        v.bias.gradient[c] += static_cast<float>(sum(v.dy + c * plane, plane));
    }
    each_product(v, [&](int to, int from, std::size_t w) {
        float const* dy = row_of(v.dy, to, n);
        v.weight.gradient[w] += static_cast<float>(dot(dy, row_of(v.x[0], from, n), n));
        if (v.dx[0] != nullptr) {
            float const factor = v.weight.value[w];
            accumulate(row_of(v.dx[0], from, n), n, [=](std::size_t s) { return factor * dy[s]; });
        }
    });
}
} // namespace detail

/// y[o] = b[o] + sum of W x over the window, dx and dW the same products turned round.
/// Source: torch.nn.Conv2d, Conv1d.
inline void forward(op::conv2d, node_batch const& v) { detail::forward_conv(v); }
inline void forward(op::conv1d, node_batch const& v) { detail::forward_conv(v); }
inline void backward(op::conv2d, node_batch const& v) { detail::backward_conv(v); }
inline void backward(op::conv1d, node_batch const& v) { detail::backward_conv(v); }

} // namespace widthwise::train
