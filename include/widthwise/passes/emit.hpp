// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <utility>

#include <widthwise/passes/planned.hpp>

namespace widthwise {

namespace detail {
/// The node with the layer that a rule makes of its own.
template <class Nodes, class Rewrite, int Rule, class Node>
struct with_layer;
template <class Nodes, class Rewrite, int Rule, class Name, class Layer, class... From>
struct with_layer<Nodes, Rewrite, Rule, node<Name, Layer, From...>> {
    using layer = typename Rewrite::template layer<Nodes, Rule, Layer>;
    using type = node<Name, layer, From...>;
};

/// The edges of source node S that its output node has to name.
template <class Source, class Plan, std::size_t S>
using named_edges =
    std::make_index_sequence<Plan::decided().rewired[S]
                                 ? static_cast<std::size_t>(Source::resolved().first[S + 1] -
                                                            Source::resolved().first[S])
                                 : 0>;

/// Output node of source node S; without named edges it keeps what it had.
template <class Source, class Plan, class Rewrite, std::size_t S, class Node, class Edges>
struct emit_node;
template <class Source, class Plan, class Rewrite, std::size_t S, class Name, class Layer,
          class... From>
struct emit_node<Source, Plan, Rewrite, S, node<Name, Layer, From...>, std::index_sequence<>> {
    using layer =
        typename Rewrite::template layer<typename Source::nodes, Plan::decided().rule[S], Layer>;
    using type = node<Name, layer, From...>;
};
template <class Source, class Plan, class Rewrite, std::size_t S, class Name, class Layer,
          class... From, std::size_t K, std::size_t... More>
struct emit_node<Source, Plan, Rewrite, S, node<Name, Layer, From...>,
                 std::index_sequence<K, More...>> {
    using nodes = typename Source::nodes;
    static constexpr int first = Source::resolved().first[S];
    using layer = typename Rewrite::template layer<nodes, Plan::decided().rule[S], Layer>;
    using type = node<Name, layer, name_at<nodes, Plan::decided().edge[first]>,
                      name_at<nodes, Plan::decided().edge[first + static_cast<int>(More)]>...>;
};

// Nodes is passed beside its own pack: naming type_list<Node...> inside the expansion would make
// the compiler substitute the whole pack once for each node.
template <class Source, class Nodes, class List, class Plan, class Rewrite, class Index>
struct emit_whole;
template <class Source, class Nodes, class... Node, class Plan, class Rewrite, std::size_t... I>
struct emit_whole<Source, Nodes, type_list<Node...>, Plan, Rewrite, std::index_sequence<I...>> {
    using type = type_list<with_layer<Nodes, Rewrite, Plan::decided().rule[I], Node>...>;
};
template <class Source, class Plan, class Rewrite, class Index>
struct emit_part;
template <class Source, class Plan, class Rewrite, std::size_t... J>
struct emit_part<Source, Plan, Rewrite, std::index_sequence<J...>> {
    using type = type_list<emit_node<
        Source, Plan, Rewrite, static_cast<std::size_t>(Plan::decided().source[J]),
        type_at<typename Source::nodes, static_cast<std::size_t>(Plan::decided().source[J])>,
        named_edges<Source, Plan, static_cast<std::size_t>(Plan::decided().source[J])>>...>;
};
template <class Source, class Plan, class Rewrite, bool Whole>
struct emit : emit_whole<Source, typename Source::nodes, typename Source::nodes, Plan, Rewrite,
                         std::make_index_sequence<Source::size>> {};
template <class Source, class Plan, class Rewrite>
struct emit<Source, Plan, Rewrite, false>
    : emit_part<Source, Plan, Rewrite, std::make_index_sequence<Plan::decided().size>> {};

template <class Source, class Pass>
struct plan_table {
    using plan_type = widthwise::plan<Source::size, Source::edges>;
    static constexpr plan_type made = Pass::make(Source::rows(), Source::resolved());
    static constexpr plan_type const& decided() { return made; }
};
template <class Source, class Pass>
constexpr typename plan_table<Source, Pass>::plan_type plan_table<Source, Pass>::made;

template <class Emitted>
struct emitted_nodes;
template <class... Emitted>
struct emitted_nodes<type_list<Emitted...>> {
    using type = type_list<typename Emitted::type...>;
};

/// The tables of the network that a plan makes of a source. Named by its source and its pass, not
/// by its nodes: symbols stay as short as the source's.
template <class Source, class Plan, class Rewrite>
struct planned_table {
    using emitted =
        typename emit<Source, Plan, Rewrite, Plan::decided().size == Source::size>::type;
    using nodes = typename emitted_nodes<emitted>::type;
    enum : std::size_t {
        size = Plan::decided().size,
        edges = planned_edges(Plan::decided(), Source::resolved())
    };
    static constexpr resolved_rows<size, edges> made =
        apply_plan<size, edges>(Plan::decided(), Source::resolved(), Source::rows(),
                                detail::layers_of(static_cast<emitted const*>(nullptr)));
    static constexpr node_row const* rows() { return made.rows; }
    static constexpr facts<size, edges> const& resolved() { return made.resolved; }
};
template <class Source, class Plan, class Rewrite>
constexpr resolved_rows<planned_table<Source, Plan, Rewrite>::size,
                        planned_table<Source, Plan, Rewrite>::edges>
    planned_table<Source, Plan, Rewrite>::made;
} // namespace detail

/// The network that a plan describes. Plan::decided() is the plan;
/// Rewrite::layer<Nodes, Rule, Layer> is what a rule makes of a node's layer.
template <class Net, class Plan, class Rewrite>
using emit_t = graph<detail::planned_table<tables_of<Net>, Plan, Rewrite>>;

/// A pass applied: Pass::make(rows, facts) is its plan, Pass::layer its rewrite.
template <class Net, class Pass>
using apply_t = emit_t<Net, detail::plan_table<tables_of<Net>, Pass>, Pass>;

/// The rewrite of a pass that only drops nodes.
struct keep_layers {
    template <class Nodes, int Rule, class Layer>
    using layer = Layer;
};

} // namespace widthwise
