// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/graph/arithmetic.hpp>
#include <widthwise/layers/concat.hpp>
#include <widthwise/layers/reshape.hpp>

namespace widthwise {

namespace detail {
/// Do they hold the same values as the same raw integers?
constexpr bool same_values(format_row const& a, format_row const& b) {
    return a.kind == b.kind && a.width == b.width && a.frac == b.frac && a.sign == b.sign;
}
/// Does a cast to one give what a cast to the other does?
constexpr bool same_format(format_row const& a, format_row const& b) {
    return same_values(a, b) && a.round == b.round && a.over == b.over;
}

/// A network's inputs are floats, which each reader casts. Given as raw integers instead, they are
/// what comes out of that cast: so who casts them, and do all who do agree? Layers that only move
/// values (flatten, view, identity, dropout, concat, without formats) pass the question on.
template <std::size_t N>
struct input_plan {
    bool moved[N];   ///< an input, or moved values of inputs
    int reader[N];   ///< the first node that casts what is moved, -1: none
    bool weight[N];  ///< it takes it in the weight role
    bool differs[N]; ///< another node casts it to another format
    bool shown[N];   ///< it is a head of the network too, as the float that it is
    int conflict;    ///< a moved node that two readers cast differently, -1: none
    int other;       ///< the second of them
};

/// The format to which node Reader casts its operand.
template <class Net>
constexpr format_row cast_of(int reader, bool weight) {
    operand_formats const f = operands_of<Net>(static_cast<std::size_t>(reader));
    return weight ? f.weight : f.x;
}

template <class Net>
constexpr input_plan<nodes_of<Net>::size> plan_inputs() {
    constexpr std::size_t n = nodes_of<Net>::size;
    auto const& f = facts_of<Net>();
    input_plan<n> p{};
    p.conflict = -1;
    p.other = -1;
    for (std::size_t i = 0; i < n; ++i) {
        layer_row const& layer = *rows_of<Net>()[i].layer;
        bool moved = layer.arity == 0 ||
                     (!layer.quantized && (keeps_values(layer) || layer.op == op_id<op::concat>));
        for (int e = f.first[i]; e < f.first[i + 1]; ++e) {
            moved = moved && p.moved[f.edge[e]];
        }
        p.moved[i] = moved;
        p.reader[i] = -1;
    }
    for (std::size_t back = n; back > 0; --back) {
        std::size_t const i = back - 1;
        layer_row const& layer = *rows_of<Net>()[i].layer;
        bool const output = layer.kind == fx_kind::output;
        int const self = static_cast<int>(i);
        for (int e = f.first[i]; e < f.first[i + 1]; ++e) {
            int const source = f.edge[e];
            int const reader = p.moved[i] ? p.reader[i] : output ? -1 : self;
            bool const weight = p.moved[i] ? p.weight[i] : layer.second_is_weight && e > f.first[i];
            p.shown[source] = p.shown[source] || output || (p.moved[i] && p.shown[i]);
            if (!p.moved[source] || reader < 0) {
                continue;
            }
            bool const differs = p.reader[source] >= 0 &&
                                 !same_format(cast_of<Net>(reader, weight),
                                              cast_of<Net>(p.reader[source], p.weight[source]));
            if (differs && p.conflict < 0) {
                p.conflict = source;
                p.other = p.reader[source];
            }
            p.differs[source] = p.differs[source] || differs || (p.moved[i] && p.differs[i]);
            p.reader[source] = reader;
            p.weight[source] = weight;
        }
    }
    return p;
}
template <class Net>
struct input_table {
    static constexpr input_plan<nodes_of<Net>::size> value = plan_inputs<Net>();
};
template <class Net>
constexpr input_plan<nodes_of<Net>::size> input_table<Net>::value;

/// The format in which node I's values are held where inputs are raw integers: the cast of their
/// reader where they are moved inputs, else what the node computes.
template <class Net, std::size_t I, bool Cast, bool Weight>
struct held_format {
    using type = edge_format_of<Net, I>;
};
template <class Net, std::size_t I>
struct held_format<Net, I, true, false> {
    using type = typename arithmetic_of<Net, static_cast<std::size_t>(
                                                 input_table<Net>::value.reader[I])>::x_format;
};
template <class Net, std::size_t I>
struct held_format<Net, I, true, true> {
    using type = typename arithmetic_of<Net, static_cast<std::size_t>(
                                                 input_table<Net>::value.reader[I])>::w_format;
};
template <class Net>
constexpr bool casts_input(std::size_t i) {
    return input_table<Net>::value.moved[i] && input_table<Net>::value.reader[i] >= 0;
}
/// The row of held_format_of, for loops.
template <class Net>
constexpr format_row held_row(std::size_t i) {
    input_plan<nodes_of<Net>::size> const& p = input_table<Net>::value;
    return casts_input<Net>(i) ? cast_of<Net>(p.reader[i], p.weight[i]) : formats_of<Net>(i).out;
}
} // namespace detail

/// What node I holds where the network's inputs are given as raw integers.
template <class Net, std::size_t I>
using held_format_of =
    typename detail::held_format<Net, I, detail::casts_input<Net>(I),
                                 detail::input_table<Net>::value.weight[I]>::type;

} // namespace widthwise
