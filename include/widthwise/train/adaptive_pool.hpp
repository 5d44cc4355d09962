// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/layers/adaptive_pool.hpp>
#include <widthwise/train/windows.hpp>

namespace widthwise::train {

namespace detail {
/// f(output element, input element, share) for every term of an adaptive average.
template <class F>
void each_share(node_batch const& v, F&& f) {
    using widthwise::detail::adaptive_segment;
    shape const &from = v.in[0], &to = *v.out;
    bool const padded = v.layer->attr[2] != 0;
    for (int at = 0; at < static_cast<int>(to.elements()); ++at) {
        int const j = at % to.dim[2], i = at / to.dim[2] % to.dim[1];
        int const c = at / to.dim[2] / to.dim[1];
        auto const rows = adaptive_segment(i, from.dim[1], to.dim[1], padded);
        auto const columns = adaptive_segment(j, from.dim[2], to.dim[2], padded);
        float const share = 1 / static_cast<float>(rows.divisor * columns.divisor);
        for (int h = rows.first; h < rows.last; ++h) {
            for (int w = columns.first; w < columns.last; ++w) {
                f(at, (c * from.dim[1] + h) * from.dim[2] + w, share);
            }
        }
    }
}
} // namespace detail

/// y = mean of the part of x an output stands for,   dx += dy / terms.
inline void forward(op::adaptive_avg_pool2d, node_batch const& v) {
    std::size_t const n = v.samples;
    detail::fill(v.y, v.outputs(), [](std::size_t) { return 0.0f; });
    detail::each_share(v, [&](int to, int from, float share) {
        float const* x = detail::row_of(v.x[0], from, n);
        detail::accumulate(detail::row_of(v.y, to, n), n,
                           [=](std::size_t s) { return x[s] * share; });
    });
}
inline void backward(op::adaptive_avg_pool2d, node_batch const& v) {
    std::size_t const n = v.samples;
    if (v.dx[0] == nullptr) {
        return;
    }
    detail::each_share(v, [&](int to, int from, float share) {
        float const* dy = detail::row_of(v.dy, to, n);
        detail::accumulate(detail::row_of(v.dx[0], from, n), n,
                           [=](std::size_t s) { return dy[s] * share; });
    });
}

} // namespace widthwise::train
