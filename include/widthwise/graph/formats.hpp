// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/graph/facts.hpp>
#include <widthwise/layers/ranges.hpp>

namespace widthwise {

/// The formats of one node with nothing left open: what its edges bring, what it computes in, what
/// it gives. value formats that are neither integer nor float (minifloats, blocks, log) count as
/// float once quantized: out is then float.
struct node_formats {
    format_row x{};       ///< operands after the cast to data_in
    format_row weight{};  ///< parameter, or second operand of matmul; x's where there is none
    format_row bias{};    ///< weight's where there is none
    format_row accum{};   ///< given, or the exact result
    format_row stored{};  ///< data_out, before a fused activation
    format_row act_in{};  ///< the fused activation's data_in
    format_row out{};     ///< what the next node receives
    bool stepwise = false; ///< accum was given: every term is cast to it
};

namespace detail {
constexpr format_row given_or(format_row const& given, format_row const& otherwise) {
    return is_exact(given) ? otherwise : given;
}
/// What a consumer sees of a value quantized to a format that is not an integer format.
constexpr format_row as_edge(format_row const& row) {
    return is_integer_kind(row.kind) ? row : format_row{};
}
constexpr format_row relu_format(format_row const& x) {
    if (!is_integer_kind(x.kind) || (x.kind == hash_name("fixed") && !x.sign)) {
        return as_edge(x);
    }
    range r = range_of(x);
    r.lo = wide(0);
    return format_of(r);
}

/// A format that holds every input of a node without loss: float if one is float.
constexpr format_row common_format(format_row const* out, int const* edge, int count) {
    format_row first = out[edge[0]];
    bool all_same = true;
    range all = is_integer_kind(first.kind) ? range_of(first) : range{};
    for (int k = 1; k < count; ++k) {
        format_row const& next = out[edge[k]];
        if (!is_integer_kind(first.kind) || !is_integer_kind(next.kind)) {
            return format_row{};
        }
        all_same = all_same && next.kind == first.kind && next.width == first.width &&
                   next.frac == first.frac && next.sign == first.sign;
        all = join(all, range_of(next));
    }
    return all_same ? first : format_of(all);
}

/// The exact result of a node's arithmetic over integer operands.
constexpr format_row exact_result(layer_row const& layer, node_formats const& f, int fan_in) {
    range const x = range_of(f.x);
    switch (layer.arithmetic) {
    case arithmetic_kind::mac:
        return mac_format(f.x, f.weight, layer.has_bias ? &f.bias : nullptr, fan_in);
    case arithmetic_kind::sum:
        return format_of(add(x, x));
    case arithmetic_kind::difference:
        return format_of(add(x, negate(x)));
    case arithmetic_kind::product:
        return format_of(product(x, x, 1));
    case arithmetic_kind::relu:
        return relu_format(f.x);
    case arithmetic_kind::pass:
        return f.x;
    default:
        return format_row{};
    }
}

constexpr node_formats resolve_node(layer_row const& layer, operands const& in,
                                    format_row const* out, shape const& result) {
    node_formats f{};
    if (layer.arity == 0) { // an input brings float32
        return f;
    }
    role_rows const& roles = layer.roles;
    format_row const edge = layer.second_is_weight || in.count == 1
                                ? out[in.edge[0]]
                                : common_format(out, in.edge, in.count);
    f.x = given_or(roles.data_in, edge);
    format_row const second = layer.second_is_weight ? out[in.edge[1]] : format_row{};
    f.weight = layer.has_weight ? given_or(roles.weight, second) : f.x;
    f.bias = layer.has_bias ? given_or(roles.bias, format_row{}) : f.weight;
    bool const integer = is_integer_kind(f.x.kind) && is_integer_kind(f.weight.kind) &&
                         is_integer_kind(f.bias.kind);
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
    node_formats node[N] = {};
    problem bad{};
};

/// Formats flow along the edges as shapes do; an exact result beyond 64 bits is a problem.
template <std::size_t N, std::size_t E>
constexpr format_table<N> resolve_formats(node_row const* rows, facts<N, E> const& f) {
    format_table<N> t{};
    format_row out[N] = {};
    for (std::size_t i = 0; i < N; ++i) {
        t.node[i] = resolve_node(*rows[i].layer, f.inputs(i), out, f.out[i]);
        out[i] = t.node[i].out;
        node_formats const& n = t.node[i];
        int const widest = larger(larger(n.x.width, n.accum.width), n.stored.width);
        if (widest > 64 && is_integer_kind(n.accum.kind)) {
            t.bad = problem{fault::accumulator_too_wide, static_cast<int>(i), widest, 64, 0};
            return t;
        }
    }
    return t;
}
} // namespace detail

} // namespace widthwise
