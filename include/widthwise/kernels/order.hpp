// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/kernels/classify.hpp>

namespace widthwise::kernels {

namespace detail {
/// The order that image kernels write: 0 where channels-last is C order.
constexpr int channels_last(shape const& s) {
    return s.rank < 2 || s.dim[0] == 1 || s.elements() == s.dim[0] ? 0 : s.dim[0];
}
/// The order in which node i reads operand k; -1: any.
template <class Facts>
constexpr int order_read(work kind, layer_row const& l, Facts const& f, int const* order,
                         std::size_t i, int k) {
    operands const in = f.inputs(i);
    switch (kind) {
    case work::conv:
    case work::conv_float:
    case work::channelwise:
    case work::channelwise_float:
    case work::pool:
    case work::pool_float:
    case work::normalize:
        return channels_last(in[0]);
    case work::gemm:
    case work::gemm_float: // weights are laid in the order of a sample that is one row
        return in[0].elements() == l.attr[0] ? -1 : 0;
    case work::elementwise:
    case work::elementwise_float:
        return k == 0 ? -1 : order[in.edge[0]];
    case work::cells:
    case work::cells_float:
        return -1;
    case work::concat:
        return order[i] == 0 ? 0 : channels_last(in[k]);
    default:
        return 0;
    }
}
template <class Facts>
constexpr int order_written(work kind, layer_row const& l, Facts const& f, int const* order,
                            std::size_t i) {
    operands const in = f.inputs(i);
    switch (kind) {
    case work::conv:
    case work::conv_float:
    case work::channelwise:
    case work::channelwise_float:
    case work::pool:
    case work::pool_float:
    case work::normalize:
        return channels_last(f.out[i]);
    case work::elementwise:
    case work::elementwise_float:
    case work::cells:
    case work::cells_float:
        return order[in.edge[0]];
    case work::concat:
        for (int k = 0; k < in.count; ++k) {
            if (l.attr[0] != 0 || order[in.edge[k]] != channels_last(in[k])) {
                return 0;
            }
        }
        return channels_last(f.out[i]);
    default:
        return 0;
    }
}
/// Has its operand a slot of its own, which an earlier kernel can fill?
constexpr bool has_operand(work kind) {
    return kind == work::gemm || kind == work::conv || kind == work::conv_float ||
           kind == work::channelwise || kind == work::channelwise_float || kind == work::pool;
}
/// May zeros stand around its operand?
constexpr bool has_border(work kind) {
    return has_operand(kind) && kind != work::gemm && kind != work::pool;
}
/// Does its kernel write pixel by pixel, line by line?
constexpr bool writes_pixels(work kind) {
    return kind == work::conv || kind == work::conv_float || kind == work::channelwise ||
           kind == work::channelwise_float || kind == work::pool || kind == work::pool_float;
}
/// Can its kernel write the caller's floats?
constexpr bool can_write_output(work kind) {
    return kind == work::input || kind == work::gemm || kind == work::gemm_float ||
           kind == work::cells || kind == work::cells_float || kind == work::normalize;
}
/// Sums in floats, then perhaps max(x, 0).
constexpr bool is_float_work(work kind) {
    return kind == work::gemm_float || kind == work::conv_float ||
           kind == work::channelwise_float || kind == work::pool_float ||
           kind == work::elementwise_float || kind == work::normalize || kind == work::cells_float;
}
/// Sums in integers, then a chain of casts.
constexpr bool is_chained(work kind) {
    return kind == work::gemm || kind == work::conv || kind == work::channelwise ||
           kind == work::pool || kind == work::elementwise || kind == work::cells;
}
} // namespace detail

} // namespace widthwise::kernels
