// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include <widthwise/graph/network.hpp>
#include <widthwise/kernels/chain.hpp>
#include <widthwise/layers.hpp>

namespace widthwise::kernels {

/// What an engine does for a node.
enum class work : unsigned char {
    none,       ///< done by an earlier node's kernel
    input,      ///< its samples are the caller's
    output,     ///< likewise
    gemm,       ///< integer matrix product
    gemm_float, ///< float matrix product
    conv,       ///< convolution: a matrix product per output pixel
    conv_float,
    channelwise, ///< a few taps per channel: depthwise convolution, quantized batch_norm
    channelwise_float,
    pool,        ///< integers to integers
    pool_float,  ///< to floats
    elementwise, ///< add, sub, mul
    elementwise_float,
    normalize, ///< float batch_norm of any operand
    concat,
    cells,        ///< casts and max(x, 0), element by element
    cells_float,  ///< max(x, 0), or nothing
    specification ///< the layer's own forward
};

namespace detail {
using widthwise::is_mean;

/// One input channel per output channel.
constexpr bool is_depthwise(layer_row const& l) {
    return is_conv(l) && l.attr[10] == l.attr[0] && l.attr[1] == l.attr[0];
}
constexpr bool is_elementwise(layer_row const& l) {
    return l.op == op_id<op::add> || l.op == op_id<op::sub> || l.op == op_id<op::mul>;
}
constexpr bool is_unary(layer_row const& l) { return l.op == op_id<op::relu> || keeps_values(l); }

constexpr bool has_relu(layer_row const& l) { return l.activation == op_id<op::relu>; }
constexpr bool all_integer(node_formats const& f) {
    return is_integer_kind(f.x.kind) && is_integer_kind(f.weight.kind) &&
           is_integer_kind(f.bias.kind) && is_integer_kind(f.accum.kind) &&
           f.stored.kind == format_kind::fixed && f.act_in.kind == format_kind::fixed &&
           f.out.kind == format_kind::fixed;
}
/// What all operands of a node bring.
struct operand_edges {
    edge_format first{};
    bool all_fixed = false;
    bool all_float = false;
};
/// Floats in, floats throughout, floats out: nothing is cast on the way.
constexpr bool all_float(node_formats const& f, operand_edges const& in) {
    return in.all_float && is_float(f.x) && is_float(f.weight) && is_float(f.bias) &&
           is_float(f.accum) && is_float(f.stored) && is_float(f.act_in) && is_float(f.out) &&
           !f.stepwise;
}

/// What a node does behind its sum.
constexpr void append_store(chain& c, layer_row const& l, node_formats const& f) {
    c.cast_to(f.stored);
    if (has_relu(l)) {
        c.cast_to(f.act_in);
        c.relu();
        c.cast_to(f.out);
    }
}
constexpr void append_unary(chain& c, layer_row const& l, node_formats const& f) {
    c.cast_to(f.x);
    if (l.op == op_id<op::relu>) {
        c.relu();
    }
    append_store(c, l, f);
}
constexpr void append_start(chain& c, layer_row const& l, node_formats const& f) {
    if (is_unary(l)) {
        append_unary(c, l, f);
        return;
    }
    if (f.stepwise) {
        c.cast_to(f.accum);
    }
    append_store(c, l, f);
}

/// Floats are encoded in lanes where scaling is exact and every raw value is far from their ends.
constexpr bool encodes_in_lanes(format_row const& to) {
    return to.kind == format_kind::binary ||
           (to.kind == format_kind::fixed && to.width <= 30 && to.frac >= 0 && to.frac <= 100);
}
/// The kinds of matrix products, with few or many outputs per input.
constexpr work classify_product(layer_row const& l, node_formats const& f, operand_edges const& in,
                                work integer, work real) {
    return all_float(f, in) ? real
           : all_integer(f) && f.x.kind != format_kind::ternary && f.x.width <= 32 &&
                   f.weight.width <= 32 && l.arithmetic == arithmetic_kind::mac
               ? integer
               : work::specification;
}
constexpr bool is_same_edge(format_row const& x, edge_format const& edge) {
    return x.kind == edge.kind && (x.kind == format_kind::float32 ||
                                   (x.kind == format_kind::fixed && x.width == edge.width &&
                                    x.frac == edge.frac && x.sign == edge.sign));
}
constexpr work classify_pool(layer_row const& l, node_formats const& f, edge_format const& edge) {
    if (is_float(f.out) && is_float(f.stored) && is_float(f.act_in)) { // of what the edge brings
        bool const real =
            is_float(f.x) || (is_mean(l) && f.x.kind == format_kind::fixed && f.x.width <= 53);
        return real && is_same_edge(f.x, edge) ? work::pool_float : work::specification;
    }
    return f.x.kind == format_kind::fixed && f.x.width <= 24 && f.stored.kind == f.x.kind &&
                   f.act_in.kind == f.x.kind && f.out.kind == f.x.kind && !f.stepwise
               ? work::pool
               : work::specification;
}
constexpr work classify(layer_row const& l, node_formats const& f, operand_edges const& in) {
    edge_format const& edge = in.first;
    if (l.kind == fx_kind::placeholder || l.kind == fx_kind::output) {
        return l.kind == fx_kind::placeholder ? work::input : work::output;
    }
    if (l.activation != 0 && !has_relu(l)) {
        return work::specification;
    }
    if (l.op == op_id<op::linear>) {
        return classify_product(l, f, in, work::gemm, work::gemm_float);
    }
    if (is_depthwise(l)) {
        return classify_product(l, f, in, work::channelwise, work::channelwise_float);
    }
    if (is_conv(l)) {
        return classify_product(l, f, in, work::conv, work::conv_float);
    }
    if (is_batch_norm(l)) {
        bool const real = l.arithmetic == arithmetic_kind::real && is_float(f.stored) &&
                          is_float(f.act_in) && is_float(f.out) && is_same_edge(f.x, edge) &&
                          f.x.width <= 53;
        return real ? work::normalize
                    : classify_product(l, f, in, work::channelwise, work::specification);
    }
    if (is_max_pool(l) || is_mean(l)) {
        return classify_pool(l, f, edge);
    }
    // A ternary's threshold is of the whole tensor.
    bool const by_element = all_integer(f) && f.x.kind != format_kind::ternary;
    if (is_elementwise(l)) {
        return all_float(f, in) ? work::elementwise_float
               : all_integer(f) && f.x.kind == format_kind::fixed && !f.stepwise && in.all_fixed
                   ? work::elementwise
                   : work::specification;
    }
    if (l.op == op_id<op::concat>) {
        return all_float(f, in) || (by_element && in.all_fixed) ? work::concat
                                                                : work::specification;
    }
    if (is_unary(l) && all_float(f, in)) {
        return work::cells_float;
    }
    bool const lanes = is_integer_kind(edge.kind) ? edge.width <= 62 : encodes_in_lanes(f.x);
    return is_unary(l) && by_element && !f.stepwise && lanes ? work::cells : work::specification;
}
} // namespace detail

} // namespace widthwise::kernels
