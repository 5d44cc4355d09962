// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/passes/plan.hpp>

namespace widthwise {

namespace detail {
template <std::size_t N>
struct row_list {
    node_row value[N];
};

template <std::size_t N, std::size_t E>
constexpr std::size_t planned_edges(plan<N, E> const& p, facts<N, E> const& f) {
    int edges = 0;
    for (std::size_t j = 0; j < p.size; ++j) {
        edges += f.first[p.source[j] + 1] - f.first[p.source[j]];
    }
    return static_cast<std::size_t>(edges);
}

/// The rows of the output nodes: the source's names, the rewritten layers. Their edges are in the
/// facts, so no names of inputs.
template <std::size_t Size, std::size_t N, std::size_t E>
constexpr row_list<Size> planned_rows(plan<N, E> const& p, facts<N, E> const& f,
                                      node_row const* source, layer_row const* const* layer) {
    row_list<Size> rows{};
    for (std::size_t j = 0; j < Size; ++j) {
        int const s = p.source[j];
        rows.value[j].name = source[s].name;
        rows.value[j].layer = layer[j];
        rows.value[j].arity = p.rewired[s] ? f.first[s + 1] - f.first[s] : source[s].arity;
    }
    return rows;
}

/// The facts of the output network, renumbered from the source's instead of resolved by name again.
/// Where a layer or an edge changed its shape is inferred anew: a pass keeps every shape that is
/// left, and one that does not is caught here.
template <std::size_t Size, std::size_t Edges, std::size_t N, std::size_t E>
constexpr facts<Size, Edges> planned_facts(plan<N, E> const& p, facts<N, E> const& f,
                                           node_row const* source, node_row const* rows) {
    facts<Size, Edges> g{};
    int number[N] = {};
    int edges = 0;
    for (std::size_t j = 0; j < Size; ++j) {
        int const s = p.source[j];
        number[s] = static_cast<int>(j);
        for (int e = f.first[s]; e < f.first[s + 1]; ++e) {
            g.edge[edges++] = number[p.edge[e]];
        }
        g.first[j + 1] = edges;
        g.out[j] = f.out[s];
        layer_row const& layer = *rows[j].layer;
        if (p.rewired[s] || layer.infer != source[s].layer->infer) {
            inferred const again = layer.infer(layer, g.inputs(j));
            if (again.bad != fault::none || again.out != f.out[s]) {
                bool const inner = again.bad != fault::none;
                g.bad = problem{inner ? again.bad : fault::size_mismatch, static_cast<int>(j),
                                inner ? again.produced : static_cast<int>(again.out.elements()),
                                inner ? again.consumed : static_cast<int>(f.out[s].elements()), 0};
                return g;
            }
        }
    }
    return g;
}

/// The tables of a network that a plan makes of a source network.
template <class Source, class Plan, class Nodes, class... Layer>
struct planned_table {
    using nodes = Nodes;
    static constexpr std::size_t size = sizeof...(Layer);
    static constexpr std::size_t edges = planned_edges(Plan::value, Source::resolved);
    static constexpr layer_row const* layers[size] = {&layer_table<Layer>::row...};
    static constexpr row_list<size> row_table =
        planned_rows<size>(Plan::value, Source::resolved, Source::rows, layers);
    static constexpr node_row const* rows = row_table.value;
    using facts_type = facts<size, edges>;
    static constexpr facts_type resolved =
        planned_facts<size, edges>(Plan::value, Source::resolved, Source::rows, row_table.value);
};
template <class Source, class Plan, class Nodes, class... Layer>
constexpr std::size_t planned_table<Source, Plan, Nodes, Layer...>::size;
template <class Source, class Plan, class Nodes, class... Layer>
constexpr std::size_t planned_table<Source, Plan, Nodes, Layer...>::edges;
template <class Source, class Plan, class Nodes, class... Layer>
constexpr layer_row const* planned_table<
    Source, Plan, Nodes, Layer...>::layers[planned_table<Source, Plan, Nodes, Layer...>::size];
template <class Source, class Plan, class Nodes, class... Layer>
constexpr row_list<planned_table<Source, Plan, Nodes, Layer...>::size>
    planned_table<Source, Plan, Nodes, Layer...>::row_table;
template <class Source, class Plan, class Nodes, class... Layer>
constexpr node_row const* planned_table<Source, Plan, Nodes, Layer...>::rows;
template <class Source, class Plan, class Nodes, class... Layer>
constexpr typename planned_table<Source, Plan, Nodes, Layer...>::facts_type
    planned_table<Source, Plan, Nodes, Layer...>::resolved;
} // namespace detail

} // namespace widthwise
