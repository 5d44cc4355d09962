// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/graph/arithmetic.hpp>
#include <widthwise/layers/concat.hpp>
#include <widthwise/layers/reshape.hpp>

namespace widthwise {
namespace hls {

/// Node Reader and Node Other read Input, which is float, and cast it to different formats: in
/// hardware the input has one. Give both the same data_in.
template <class Input, class Reader, class Other>
struct two_input_formats {
    static_assert(sizeof(Input*) == 0, "widthwise: read two_input_formats<input, reader, other>");
};

namespace detail {
constexpr bool keeps_values(layer_row const& layer) {
    return layer.op == op_id<op::flatten> || layer.op == op_id<op::view> ||
           layer.op == op_id<op::identity> || layer.op == op_id<op::dropout>;
}

/// Which edges bring the network's float inputs on, moved at most, and who casts them first.
template <std::size_t N>
struct input_plan {
    bool moved[N];  ///< an input, or moved values of inputs
    int reader[N];  ///< the first node that casts what is moved, -1: none
    bool weight[N]; ///< it takes it in the weight role
    int conflict;   ///< a moved node that two readers cast differently, -1: none
    int other;      ///< the second of them
};

constexpr format_row read_format(node_formats const& f, bool weight) {
    return weight ? f.weight : f.x;
}
constexpr bool same_format(format_row const& a, format_row const& b) {
    return a.kind == b.kind && a.width == b.width && a.frac == b.frac && a.sign == b.sign &&
           a.round == b.round && a.over == b.over;
}

template <class Net>
constexpr bool reads_format_of(int reader, bool weight, int other, bool other_weight) {
    return same_format(read_format(formats_of<Net>(static_cast<std::size_t>(reader)), weight),
                       read_format(formats_of<Net>(static_cast<std::size_t>(other)), other_weight));
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
        p.weight[i] = false;
    }
    for (std::size_t back = n; back > 0; --back) {
        std::size_t const i = back - 1;
        layer_row const& layer = *rows_of<Net>()[i].layer;
        int const self = static_cast<int>(i);
        for (int e = f.first[i]; e < f.first[i + 1] && layer.kind != fx_kind::output; ++e) {
            int const source = f.edge[e];
            int const reader = p.moved[i] ? p.reader[i] : self;
            bool const weight = p.moved[i] ? p.weight[i] : layer.second_is_weight && e > f.first[i];
            if (!p.moved[source] || reader < 0) {
                continue;
            }
            if (p.reader[source] >= 0 && p.conflict < 0 &&
                !reads_format_of<Net>(reader, weight, p.reader[source], p.weight[source])) {
                p.conflict = source;
                p.other = p.reader[source];
            }
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

template <class Net, std::size_t I, bool Moved, bool Weight>
struct edge_type { // what the node computes
    using type = edge_format_of<Net, I>;
};
template <class Net, std::size_t I>
struct edge_type<Net, I, true, false> {
    using type = typename arithmetic_of<Net, static_cast<std::size_t>(
                                                 input_table<Net>::value.reader[I])>::x_format;
};
template <class Net, std::size_t I>
struct edge_type<Net, I, true, true> {
    using type = typename arithmetic_of<Net, static_cast<std::size_t>(
                                                 input_table<Net>::value.reader[I])>::w_format;
};

/// Has the node a memory of its own? Else its readers read what its source holds.
constexpr bool is_alias(layer_row const& layer) { return keeps_values(layer) && !layer.quantized; }
template <class Net>
constexpr std::size_t origin_node(std::size_t i) {
    auto const& f = facts_of<Net>();
    while (is_alias(*rows_of<Net>()[i].layer)) {
        i = static_cast<std::size_t>(f.edge[f.first[i]]);
    }
    return i;
}
/// The row of edge_of_node, for loops.
template <class Net>
constexpr format_row edge_row(int node) {
    std::size_t const at = origin_node<Net>(static_cast<std::size_t>(node));
    input_plan<nodes_of<Net>::size> const& p = input_table<Net>::value;
    return p.moved[at] && p.reader[at] >= 0
               ? read_format(formats_of<Net>(static_cast<std::size_t>(p.reader[at])), p.weight[at])
               : formats_of<Net>(at).out;
}
/// The node whose memory holds operand K of node I.
template <class Net, std::size_t I, std::size_t K>
struct origin_of {
    static constexpr std::size_t value = origin_node<Net>(static_cast<std::size_t>(
        facts_of<Net>().edge[static_cast<std::size_t>(facts_of<Net>().first[I]) + K]));
};
} // namespace detail

/// The format of node I's values in hardware: data_out, or for an input (and what only moves one)
/// the data_in of the first node that casts it.
template <class Net, std::size_t I>
using edge_of_node = typename detail::edge_type<Net, I,
                                                (detail::input_table<Net>::value.moved[I] &&
                                                 detail::input_table<Net>::value.reader[I] >= 0),
                                                detail::input_table<Net>::value.weight[I]>::type;

} // namespace hls
} // namespace widthwise
