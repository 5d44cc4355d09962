// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <type_traits>
#include <utility>

#include <widthwise/graph/network.hpp>

namespace widthwise {

/// What a pass decides, in the coordinates of its source network: which nodes live, which rule each
/// one takes, what each edge reads now. A pass is a constexpr function from rows to a plan, and can
/// be tested with rows written by hand; emit turns the plan back into a type.
template <std::size_t N, std::size_t E>
struct plan {
    bool live[N] = {};
    bool rewired[N] = {}; ///< an edge of the node reads another node than before
    int rule[N] = {};     ///< what to do with the layer; negative: nothing
    int edge[E == 0 ? 1 : E] = {};
    int source[N] = {}; ///< output node -> source node
    std::size_t size = 0;
};

/// The plan that changes nothing.
template <std::size_t N, std::size_t E>
constexpr plan<N, E> keep_all(facts<N, E> const& f) {
    plan<N, E> p{};
    for (std::size_t i = 0; i < N; ++i) {
        p.live[i] = true;
        p.rule[i] = -1;
        p.source[i] = static_cast<int>(i);
    }
    for (std::size_t e = 0; e < E; ++e) {
        p.edge[e] = f.edge[e];
    }
    p.size = N;
    return p;
}

/// Makes every reader of a dropped node read what that node read (its first input), and numbers the
/// nodes that are left.
template <std::size_t N, std::size_t E>
constexpr void close_gaps(plan<N, E>& p, facts<N, E> const& f, node_row const* rows) {
    p.size = 0;
    int before = -1; // the last live node
    for (std::size_t i = 0; i < N; ++i) {
        for (int e = f.first[i]; e < f.first[i + 1]; ++e) {
            int source = p.edge[e];
            while (!p.live[source]) {
                source = p.edge[f.first[source]];
            }
            bool const implicit = rows[i].arity == 0;
            p.rewired[i] = p.rewired[i] || source != f.edge[e] || (implicit && source != before);
            p.edge[e] = source;
        }
        if (p.live[i]) {
            p.source[p.size++] = static_cast<int>(i);
            before = static_cast<int>(i);
        }
    }
}

/// How many edges read each node.
template <std::size_t N, std::size_t E>
struct readers {
    int count[N] = {};
};
template <std::size_t N, std::size_t E>
constexpr readers<N, E> count_readers(facts<N, E> const& f) {
    readers<N, E> r{};
    for (int e = 0; e < f.first[N]; ++e) {
        ++r.count[f.edge[e]];
    }
    return r;
}

namespace detail {
/// One output node: the source node's name, its layer rewritten, its edges named where they moved.
template <class Nodes, class Plan, class Rewrite, std::size_t S, bool Rewired, class Node,
          class Edges>
struct emit_node;
template <class Nodes, class Plan, class Rewrite, std::size_t S, class Name, class Layer,
          class... From, std::size_t... K>
struct emit_node<Nodes, Plan, Rewrite, S, false, node<Name, Layer, From...>,
                 std::index_sequence<K...>> {
    using type = node<Name, typename Rewrite::template layer<Nodes, S, Plan::value.rule[S], Layer>::type,
                      From...>;
};
template <class Nodes, class Plan, class Rewrite, std::size_t S, class Name, class Layer,
          class... From, std::size_t... K>
struct emit_node<Nodes, Plan, Rewrite, S, true, node<Name, Layer, From...>,
                 std::index_sequence<K...>> {
    using type =
        node<Name, typename Rewrite::template layer<Nodes, S, Plan::value.rule[S], Layer>::type,
             name_at<Nodes, Plan::value.edge[static_cast<std::size_t>(
                                graph_table<Nodes>::resolved.first[S]) + K]>...>;
};

template <class Nodes, class Plan, class Rewrite, std::size_t S, class Node>
using emitted = typename emit_node<
    Nodes, Plan, Rewrite, S, Plan::value.rewired[S], Node,
    std::make_index_sequence<Plan::value.rewired[S]
                                 ? static_cast<std::size_t>(graph_table<Nodes>::resolved.first[S + 1] -
                                                            graph_table<Nodes>::resolved.first[S])
                                 : 0>>::type;

template <class Nodes, class Plan, class Rewrite, bool Whole, class Index>
struct emit_list;
template <class... Node, class Plan, class Rewrite, std::size_t... I>
struct emit_list<type_list<Node...>, Plan, Rewrite, true, std::index_sequence<I...>> {
    using type = network<emitted<type_list<Node...>, Plan, Rewrite, I, Node>...>;
};
template <class Nodes, class Plan, class Rewrite, std::size_t... J>
struct emit_list<Nodes, Plan, Rewrite, false, std::index_sequence<J...>> {
    using type = network<emitted<
        Nodes, Plan, Rewrite, static_cast<std::size_t>(Plan::value.source[J]),
        type_at<Nodes, static_cast<std::size_t>(Plan::value.source[J])>>...>;
};
} // namespace detail

/// The network that a plan describes. Plan::value is the plan;
/// Rewrite::layer<Nodes, S, Rule, Layer>::type is what becomes of source node S's layer.
template <class Net, class Plan, class Rewrite>
using emit_t = typename detail::emit_list<nodes_of<Net>, Plan, Rewrite,
                                          Plan::value.size == nodes_of<Net>::size,
                                          std::make_index_sequence<Plan::value.size>>::type;

namespace detail {
template <class Nodes, class Pass>
struct plan_table {
    using plan_type = plan<Nodes::size, graph_table<Nodes>::edges>;
    static constexpr plan_type value =
        Pass::make(node_rows<Nodes>::value, graph_table<Nodes>::resolved);
};
template <class Nodes, class Pass>
constexpr typename plan_table<Nodes, Pass>::plan_type plan_table<Nodes, Pass>::value;
} // namespace detail

/// A pass applied: Pass::make(rows, facts) is its plan, Pass::layer its rewrite.
template <class Net, class Pass>
using apply_t = emit_t<Net, detail::plan_table<nodes_of<Net>, Pass>, Pass>;

/// The rewrite of a pass that only drops nodes.
struct keep_layers {
    template <class Nodes, std::size_t S, int Rule, class Layer>
    struct layer {
        using type = Layer;
    };
};

} // namespace widthwise
