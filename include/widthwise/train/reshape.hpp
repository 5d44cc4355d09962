// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/layers/reshape.hpp>
#include <widthwise/train/elementwise.hpp>

namespace widthwise::train {

namespace detail {
inline void copy_input(node_batch const& v) {
    float const* x = v.x[0];
    fill(v.y, v.outputs(), [x](std::size_t s) { return x[s]; });
}
} // namespace detail

/// y = x in another shape,   dx += dy.
inline void forward(op::flatten, node_batch const& v) { detail::copy_input(v); }
inline void forward(op::view, node_batch const& v) { detail::copy_input(v); }
inline void forward(op::identity, node_batch const& v) { detail::copy_input(v); }
inline void backward(op::flatten, node_batch const& v) { detail::pass_gradient(v, 0, 1); }
inline void backward(op::view, node_batch const& v) { detail::pass_gradient(v, 0, 1); }
inline void backward(op::identity, node_batch const& v) { detail::pass_gradient(v, 0, 1); }

/// In training y = x m,  dx += dy m,  m = 0 with probability p = Percent / 100, else 1 / (1 - p);
/// otherwise y = x.   saved: m.   Source: torch.nn.Dropout.
inline void forward(op::dropout, node_batch const& v) {
    double const p = v.layer->attr[0] / 100.0;
    auto const kept = static_cast<float>(1 / (1 - p));
    v.saved->assign(v.outputs(), 1);
    for (std::size_t s = 0; v.training && s < v.outputs(); ++s) {
        (*v.saved)[s] = v.numbers->uniform() < p ? 0 : kept;
    }
    float const *x = v.x[0], *factor = v.saved->data();
    detail::fill(v.y, v.outputs(), [=](std::size_t s) { return x[s] * factor[s]; });
}
inline void backward(op::dropout, node_batch const& v) {
    if (v.dx[0] != nullptr) {
        float const *dy = v.dy, *factor = v.saved->data();
        detail::accumulate(v.dx[0], v.outputs(), [=](std::size_t s) { return dy[s] * factor[s]; });
    }
}

} // namespace widthwise::train
