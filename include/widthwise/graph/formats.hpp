// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/graph/edge.hpp>
#include <widthwise/graph/facts.hpp>
#include <widthwise/layers/ranges.hpp>

namespace widthwise {

/// The formats a node's operands have after their casts.
struct operand_formats {
    format_row x;
    format_row weight;
    format_row bias;
};

/// The formats of one node with nothing left open: what its edges bring, what it computes in, what
/// it gives. value formats that are neither integer nor float (minifloats, blocks, log) count as
/// float once quantized: out is then float.
struct node_formats {
    format_row x{};        ///< operands after the cast to data_in
    format_row weight{};   ///< parameter, or second operand of matmul; x's where there is none
    format_row bias{};     ///< weight's where there is none
    format_row accum{};    ///< given, or the exact result
    format_row stored{};   ///< data_out, before a fused activation
    format_row act_in{};   ///< the fused activation's data_in
    format_row out{};      ///< what the next node receives
    bool stepwise = false; ///< accum was given: every term is cast to it
};

namespace detail {
using interval::format_of;
using interval::range;
using interval::range_of;

constexpr format_row given_or(format_row const& given, format_row const& otherwise) {
    return is_exact(given) ? otherwise : given;
}
/// What a consumer sees of a value quantized to a format that is not an integer format.
constexpr format_row as_edge(format_row const& row) {
    return is_integer_kind(row.kind) ? row : format_row{};
}
constexpr format_row relu_format(format_row const& x) {
    if (!is_integer_kind(x.kind) || (x.kind == format_kind::fixed && !x.sign)) {
        return as_edge(x);
    }
    range r = range_of(x);
    r.below = 0;
    return format_of(r);
}

/// A format that holds every input of a node without loss: float if one is float.
constexpr format_row common_format(edge_format const* out, int const* edge, int count) {
    format_row const first = as_row(out[edge[0]]);
    bool all_same = true;
    range all = is_integer_kind(first.kind) ? range_of(first) : range{};
    for (int k = 1; k < count; ++k) {
        format_row const next = as_row(out[edge[k]]);
        if (!is_integer_kind(first.kind) || !is_integer_kind(next.kind)) {
            return format_row{};
        }
        all_same = all_same && next.kind == first.kind && next.width == first.width &&
                   next.frac == first.frac && next.sign == first.sign;
        all = interval::join(all, range_of(next));
    }
    return all_same ? first : format_of(all);
}

constexpr bool all_edges_float(operands const& in, edge_format const* out) {
    for (int k = 0; k < in.count; ++k) {
        if (out[in.edge[k]].kind != format_kind::float32) {
            return false;
        }
    }
    return true;
}

/// The exact result of a node's arithmetic over integer operands.
constexpr format_row exact_result(layer_row const& layer, node_formats const& f, int fan_in) {
    range const x = range_of(f.x);
    switch (layer.arithmetic) {
    case arithmetic_kind::mac:
        return interval::mac_format(f.x, f.weight, layer.has_bias ? &f.bias : nullptr, fan_in);
    case arithmetic_kind::sum:
        return format_of(interval::add(x, x));
    case arithmetic_kind::difference:
        return format_of(interval::add(x, interval::negate(x)));
    case arithmetic_kind::product:
        return format_of(interval::product(x, x, 1));
    case arithmetic_kind::relu:
        return relu_format(f.x);
    case arithmetic_kind::pass:
        return f.x;
    default:
        return format_row{};
    }
}

/// What the data operand, and the weight, are cast to.
constexpr edge_format data_edge(layer_row const& layer, operands const& in,
                                edge_format const* out) {
    return !is_exact(layer.roles.data_in) ? edge_of(layer.roles.data_in)
           : layer.second_is_weight || in.count == 1
               ? out[in.edge[0]]
               : edge_of(common_format(out, in.edge, in.count));
}
constexpr edge_format weight_edge(layer_row const& layer, operands const& in,
                                  edge_format const* out) {
    return !layer.has_weight               ? data_edge(layer, in, out)
           : !is_exact(layer.roles.weight) ? edge_of(layer.roles.weight)
           : layer.second_is_weight        ? out[in.edge[1]]
                                           : edge_format{};
}

/// The operands after their casts: all that a cost model asks for.
constexpr operand_formats resolve_operands(layer_row const& layer, operands const& in,
                                           edge_format const* out) {
    role_rows const& roles = layer.roles;
    operand_formats f{format_row{}, format_row{}, format_row{}};
    f.x = given_or(roles.data_in, as_row(data_edge(layer, in, out)));
    f.weight =
        !layer.has_weight ? f.x : given_or(roles.weight, as_row(weight_edge(layer, in, out)));
    f.bias = !layer.has_bias ? f.weight : given_or(roles.bias, f.bias);
    return f;
}

constexpr node_formats resolve_node(layer_row const& layer, operands const& in,
                                    edge_format const* out, shape const& result) {
    node_formats f{};
    if (layer.arity == 0) { // an input brings float32
        return f;
    }
    role_rows const& roles = layer.roles;
    operand_formats const operand = resolve_operands(layer, in, out);
    f.x = operand.x;
    f.weight = operand.weight;
    f.bias = operand.bias;
    bool const integer =
        is_integer_kind(f.x.kind) && is_integer_kind(f.weight.kind) && is_integer_kind(f.bias.kind);
    f.stepwise = !is_exact(roles.accum) && !is_float(roles.accum);
    if (f.stepwise) {
        f.accum = roles.accum;
    } else if (integer) {
        f.accum = exact_result(layer, f, layer.count(layer, in, result).fan_in);
    }
    f.stored = given_or(roles.data_out, f.accum);
    f.act_in = f.stored;
    f.out = as_edge(f.stored);
    if (layer.activation != 0) {
        f.act_in = given_or(layer.activation_roles.data_in, f.out);
        f.out = as_edge(given_or(layer.activation_roles.data_out, relu_format(f.act_in)));
    }
    return f;
}

template <std::size_t N>
struct format_table {
    edge_format out[N] = {};
    problem bad{};
};

/// Formats flow along the edges as shapes do; an exact result beyond 64 bits is a problem.
template <std::size_t N, std::size_t E>
constexpr format_table<N> resolve_formats(node_row const* rows, facts<N, E> const& f) {
    format_table<N> t{};
    for (std::size_t i = 0; i < N; ++i) {
        layer_row const& layer = *rows[i].layer;
        operands const in = f.inputs(i);
        if (layer.arity == 0 || (!layer.quantized && all_edges_float(in, t.out))) {
            // Float in, float out. Written: g++-12 emits an untouched element of a constant as
            // zeros.
            t.out[i] = edge_format{};
            continue;
        }
        node_formats const n = resolve_node(layer, in, t.out, f.out[i]);
        t.out[i] = edge_of(n.out);
        int const widest =
            interval::larger(interval::larger(n.x.width, n.accum.width), n.stored.width);
        if (widest > 64 && is_integer_kind(n.accum.kind)) {
            t.bad = problem{fault::accumulator_too_wide, static_cast<int>(i), widest, 64, 0};
            return t;
        }
    }
    return t;
}
} // namespace detail

} // namespace widthwise
