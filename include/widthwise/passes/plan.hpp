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
/// The node with the layer that a rule makes of its own.
template <class Nodes, class Rewrite, int Rule, class Node>
struct with_layer;
template <class Nodes, class Rewrite, int Rule, class Name, class Layer, class... From>
struct with_layer<Nodes, Rewrite, Rule, node<Name, Layer, From...>> {
    using type = node<Name, typename Rewrite::template layer<Nodes, Rule, Layer>, From...>;
};
/// The same, its edges named from the plan.
template <class Nodes, class Plan, class Rewrite, std::size_t S, class Node, class Edges>
struct with_edges;
template <class Nodes, class Plan, class Rewrite, std::size_t S, class Name, class Layer,
          class... From, std::size_t... K>
struct with_edges<Nodes, Plan, Rewrite, S, node<Name, Layer, From...>, std::index_sequence<K...>> {
    using type = node<Name, typename Rewrite::template layer<Nodes, Plan::value.rule[S], Layer>,
                      name_at<Nodes, Plan::value.edge[graph_table<Nodes>::resolved.first[S] +
                                                      static_cast<int>(K)]>...>;
};

template <class Nodes, class Plan, class Rewrite, std::size_t S, bool Rewired, class Node>
struct emit_node : with_layer<Nodes, Rewrite, Plan::value.rule[S], Node> {};
template <class Nodes, class Plan, class Rewrite, std::size_t S, class Node>
struct emit_node<Nodes, Plan, Rewrite, S, true, Node>
    : with_edges<
          Nodes, Plan, Rewrite, S, Node,
          std::make_index_sequence<static_cast<std::size_t>(
              graph_table<Nodes>::resolved.first[S + 1] - graph_table<Nodes>::resolved.first[S])>> {
};

// Nodes is passed beside its own pack: naming type_list<Node...> inside the expansion would make
// the compiler substitute the whole pack once for each node.
template <class Nodes, class List, class Plan, class Rewrite, class Index>
struct emit_whole;
template <class Nodes, class... Node, class Plan, class Rewrite, std::size_t... I>
struct emit_whole<Nodes, type_list<Node...>, Plan, Rewrite, std::index_sequence<I...>> {
    using type = graph<typename with_layer<Nodes, Rewrite, Plan::value.rule[I], Node>::type...>;
};
template <class Nodes, class Plan, class Rewrite, class Index>
struct emit_part;
template <class Nodes, class Plan, class Rewrite, std::size_t... J>
struct emit_part<Nodes, Plan, Rewrite, std::index_sequence<J...>> {
    using type = graph<typename emit_node<
        Nodes, Plan, Rewrite, static_cast<std::size_t>(Plan::value.source[J]),
        Plan::value.rewired[Plan::value.source[J]],
        type_at<Nodes, static_cast<std::size_t>(Plan::value.source[J])>>::type...>;
};
template <class Nodes, class Plan, class Rewrite, bool Whole>
struct emit : emit_whole<Nodes, Nodes, Plan, Rewrite, std::make_index_sequence<Nodes::size>> {};
template <class Nodes, class Plan, class Rewrite>
struct emit<Nodes, Plan, Rewrite, false>
    : emit_part<Nodes, Plan, Rewrite, std::make_index_sequence<Plan::value.size>> {};
} // namespace detail

/// The network that a plan describes. Plan::value is the plan;
/// Rewrite::layer<Nodes, Rule, Layer> is what a rule makes of a node's layer.
template <class Net, class Plan, class Rewrite>
using emit_t = typename detail::emit<nodes_of<Net>, Plan, Rewrite,
                                     Plan::value.size == nodes_of<Net>::size>::type;

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
    template <class Nodes, int Rule, class Layer>
    using layer = Layer;
};

} // namespace widthwise
