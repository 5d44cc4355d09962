// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/layers/concat.hpp>
#include <widthwise/train/node_batch.hpp>

namespace widthwise::train {

namespace detail {
/// f(input, its first value, the result's first value, values) for each part that is contiguous in
/// both.
template <class F>
void each_part(node_batch const& v, F&& f) {
    int const axis = v.layer->attr[0];
    std::size_t inner = v.samples, outer = 1;
    for (int i = 0; i < v.out->rank; ++i) {
        inner *= i > axis ? static_cast<std::size_t>(v.out->dim[i]) : 1;
        outer *= i < axis ? static_cast<std::size_t>(v.out->dim[i]) : 1;
    }
    std::size_t const all = static_cast<std::size_t>(v.out->dim[axis]) * inner;
    std::size_t offset = 0;
    for (int k = 0; k < v.in.count; ++k) {
        std::size_t const mine = static_cast<std::size_t>(v.in[k].dim[axis]) * inner;
        for (std::size_t o = 0; o < outer; ++o) {
            f(k, o * mine, o * all + offset, mine);
        }
        offset += mine;
    }
}
} // namespace detail

/// y = the inputs one after the other along an axis,   dx = their parts of dy.
inline void forward(op::concat, node_batch const& v) {
    detail::each_part(v, [&v](int k, std::size_t from, std::size_t to, std::size_t n) {
        float const* x = v.x[k] + from;
        detail::fill(v.y + to, n, [x](std::size_t s) { return x[s]; });
    });
}
inline void backward(op::concat, node_batch const& v) {
    detail::each_part(v, [&v](int k, std::size_t from, std::size_t to, std::size_t n) {
        if (v.dx[k] != nullptr) {
            float const* dy = v.dy + to;
            detail::accumulate(v.dx[k] + from, n, [dy](std::size_t s) { return dy[s]; });
        }
    });
}

} // namespace widthwise::train
