// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include <widthwise/graph/network.hpp>
#include <widthwise/kernels/chain.hpp>
#include <widthwise/layers.hpp>

namespace widthwise::kernels {

/// What an engine does for a node.
enum class work : unsigned char {
    none,        ///< done by an earlier node's kernel
    input,       ///< its samples are the caller's
    output,      ///< likewise
    gemm,        ///< integer matrix product
    gemm_float,  ///< float matrix product
    cells,       ///< casts and max(x, 0), element by element
    specification ///< the layer's own forward
};

namespace detail {
/// Values pass unchanged but for their casts, and stay in order.
constexpr bool is_move(layer_row const& l) {
    return l.op == op_id<op::flatten> || l.op == op_id<op::view> || l.op == op_id<op::identity> ||
           l.op == op_id<op::dropout>;
}
constexpr bool is_unary(layer_row const& l) { return l.op == op_id<op::relu> || is_move(l); }

constexpr bool has_relu(layer_row const& l) { return l.activation == op_id<op::relu>; }
constexpr bool all_integer(node_formats const& f) {
    return is_integer_kind(f.x.kind) && is_integer_kind(f.weight.kind) &&
           is_integer_kind(f.bias.kind) && is_integer_kind(f.accum.kind) &&
           f.stored.kind == format_kind::fixed && f.act_in.kind == format_kind::fixed &&
           f.out.kind == format_kind::fixed;
}
constexpr bool all_float(node_formats const& f) {
    return is_float(f.x) && is_float(f.weight) && is_float(f.bias) && is_float(f.accum) &&
           is_float(f.stored) && is_float(f.act_in) && is_float(f.out) && !f.stepwise;
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
    return to.kind == format_kind::fixed && to.width <= 30 && to.frac >= 0 && to.frac <= 100;
}
/// edge: what operand 0 brings.
constexpr work classify(layer_row const& l, node_formats const& f, edge_format const& edge) {
    if (l.kind == fx_kind::placeholder || l.kind == fx_kind::output) {
        return l.kind == fx_kind::placeholder ? work::input : work::output;
    }
    if (l.activation != 0 && !has_relu(l)) {
        return work::specification;
    }
    if (l.op == op_id<op::linear>) {
        return all_float(f) ? work::gemm_float
               : all_integer(f) && f.x.kind == format_kind::fixed && f.x.width <= 32 &&
                       f.weight.width <= 32
                   ? work::gemm
                   : work::specification;
    }
    bool const lanes = is_integer_kind(edge.kind) ? edge.width <= 62 : encodes_in_lanes(f.x);
    return is_unary(l) && all_integer(f) && !f.stepwise && lanes ? work::cells
                                                                 : work::specification;
}

/// Of a float rounded to a format's units in a lane, before it is fit.
constexpr reach encoded_reach(format_row const& to) {
    return reach{-(std::int64_t{1} << 30), std::int64_t{1} << 30, to.frac};
}
/// Sums that may need more than 32 bits by their formats often need fewer by their weights: the type
/// assumes so, the load proves it or takes the portable kernel.
constexpr std::int64_t clip(std::int64_t v) {
    constexpr std::int64_t most = std::int64_t{1} << 29;
    return v < -most ? -most : v > most ? most : v;
}
constexpr int larger_of(int a, int b) { return a > b ? a : b; }
/// What the lanes hold before a chain, as far as the formats say; weights may say less.
constexpr reach reach_by_type(layer_row const& l, node_formats const& f, edge_format const& in) {
    bool const sums = !is_unary(l);
    if (!sums && !is_integer_kind(in.kind)) {
        return encoded_reach(f.x);
    }
    format_row const row = sums ? f.accum : as_row(in);
    int const units = f.x.frac + f.weight.frac;
    int const fine = !sums        ? row.frac
                     : l.has_bias ? larger_of(units, f.bias.frac)
                                  : units;
    // Terms that lose bits are cast one by one: the sum is accum's.
    int const frac = f.stepwise && fine > row.frac ? row.frac : fine;
    if (row.width > 31) {
        return reach{clip(INT32_MIN), clip(INT32_MAX), frac};
    }
    reach const r = reach_of(row);
    return reach{clip(r.lo), clip(r.hi), frac};
}
} // namespace detail

} // namespace widthwise::kernels
