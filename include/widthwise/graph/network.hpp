// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <type_traits>
#include <utility>

#include <widthwise/graph/errors.hpp>
#include <widthwise/graph/formats.hpp>

namespace widthwise {

namespace detail {
template <class Nodes>
struct node_rows;
template <class... Node>
struct node_rows<type_list<Node...>> {
    static constexpr node_row value[sizeof...(Node)] = {row_of(static_cast<Node const*>(nullptr))...};
};
template <class... Node>
constexpr node_row node_rows<type_list<Node...>>::value[sizeof...(Node)];

/// Everything known of a list of nodes, each table one constant.
template <class Nodes>
struct graph_table {
    static constexpr std::size_t size = Nodes::size;
    static constexpr std::size_t edges = count_edges(node_rows<Nodes>::value, size);
    static constexpr facts<size, edges> resolved = resolve<size, edges>(node_rows<Nodes>::value);
};
template <class Nodes>
constexpr std::size_t graph_table<Nodes>::size;
template <class Nodes>
constexpr std::size_t graph_table<Nodes>::edges;
template <class Nodes>
constexpr facts<graph_table<Nodes>::size, graph_table<Nodes>::edges> graph_table<Nodes>::resolved;

template <class Nodes>
struct numeric_table {
    static constexpr format_table<Nodes::size> value =
        resolve_formats(node_rows<Nodes>::value, graph_table<Nodes>::resolved);
};
template <class Nodes>
constexpr format_table<Nodes::size> numeric_table<Nodes>::value;

template <class Nodes, int I>
using name_at = typename type_at<Nodes, static_cast<std::size_t>(I)>::name;

/// The second name of a problem: the input that is missing or comes later.
template <class Node, int Edge>
struct input_name {
    using type = x_name;
};
template <class Name, class Layer, class First, class... From, int Edge>
struct input_name<node<Name, Layer, First, From...>, Edge> {
    using type = type_at<type_list<First, From...>, static_cast<std::size_t>(Edge)>;
};

template <class Nodes, bool Good>
struct check_graph : sound {};
template <class Nodes>
struct check_graph<Nodes, false> {
    static constexpr problem bad = graph_table<Nodes>::resolved.bad;
    using bad_node = type_at<Nodes, static_cast<std::size_t>(bad.node)>;
    using other = typename input_name<bad_node, bad.what == fault::unknown_input ||
                                                        bad.what == fault::forward_reference
                                                    ? bad.produced
                                                    : 0>::type;
    using message = decltype(sizeof(
        report_problem<bad.what, typename bad_node::name, other, bad.produced, bad.consumed>));
};
template <class Nodes, bool Good>
struct check_formats : sound {};
template <class Nodes>
struct check_formats<Nodes, false> {
    static constexpr problem bad = numeric_table<Nodes>::value.bad;
    using message = decltype(sizeof(
        report_problem<bad.what, name_at<Nodes, bad.node>, x_name, bad.produced, bad.consumed>));
};
} // namespace detail

/// A network in its normal form: every item a node<Name, Layer, From...>, the first an input, the
/// last an output. Passes return it. Shapes are checked where it is instantiated.
template <class... Node>
struct graph
    : detail::check_graph<type_list<Node...>, detail::graph_table<type_list<Node...>>::resolved.bad
                                                      .what == fault::none> {
    using nodes = type_list<Node...>;
};

namespace detail {
/// Is the last item an output? A constant array of answers, the last one read.
template <class Item>
struct is_output : std::false_type {};
template <>
struct is_output<output> : std::true_type {};
template <class Name, class... From>
struct is_output<node<Name, output, From...>> : std::true_type {};
template <class... Item>
constexpr bool ends_in_output() {
    bool const answers[] = {is_output<Item>::value...};
    return answers[sizeof...(Item) - 1];
}

template <bool HasOutput, class Index, class... Item>
struct normal_graph;
template <std::size_t... I, class... Item>
struct normal_graph<true, std::index_sequence<I...>, Item...> {
    using type = graph<typename normal<I, Item>::type...>;
};
template <std::size_t... I, class... Item>
struct normal_graph<false, std::index_sequence<I...>, Item...> {
    using type = graph<typename normal<I, Item>::type..., node<output_name, output>>;
};
template <class... Item>
struct build {
    static_assert(sizeof...(Item) > 0, "widthwise: a network has at least an input");
    using type = typename normal_graph<ends_in_output<Item...>(), std::index_sequence_for<Item...>,
                                       Item...>::type;
};
} // namespace detail

/// A network is a type: a list of layers and named nodes, first an input; an output is appended.
///   struct jsc_tiny : network<input<16>, batch_norm1d<16>, relu, linear<16, 5>, relu> {};
/// A named struct keeps symbols and messages short.
template <class... Item>
struct network : detail::build<Item...>::type {};

/// The normal form of a network, by which its tables are found.
template <class Net>
using nodes_of = typename Net::nodes;

/// The number of nodes, input and output included.
template <class Net>
constexpr std::size_t size_of() {
    return nodes_of<Net>::size;
}
/// The rows of a network's nodes, in order.
template <class Net>
constexpr node_row const* rows_of() {
    return detail::node_rows<nodes_of<Net>>::value;
}
/// Edges and shapes.
template <class Net>
constexpr auto const& facts_of() {
    return detail::graph_table<nodes_of<Net>>::resolved;
}
/// The format on every edge; accumulator_too_wide is raised here.
template <class Net>
constexpr auto const& edge_formats_of() {
    using table = detail::numeric_table<nodes_of<Net>>;
    static_assert(
        sizeof(detail::check_formats<nodes_of<Net>, table::value.bad.what == fault::none>) != 0,
        "");
    return table::value;
}
/// The formats of node i, nothing left open.
template <class Net>
constexpr node_formats formats_of(std::size_t i) {
    return detail::resolve_node(*rows_of<Net>()[i].layer, facts_of<Net>().inputs(i),
                                edge_formats_of<Net>().out, facts_of<Net>().out[i]);
}
/// What the operands of node i are cast to.
template <class Net>
constexpr operand_formats operands_of(std::size_t i) {
    return detail::resolve_operands(*rows_of<Net>()[i].layer, facts_of<Net>().inputs(i),
                                    edge_formats_of<Net>().out);
}
/// The number of the node with that name, or -1.
template <class Net>
constexpr int find_node(char const* name) {
    for (std::size_t i = 0; i < size_of<Net>(); ++i) {
        if (same_text(rows_of<Net>()[i].name, name)) {
            return static_cast<int>(i);
        }
    }
    return -1;
}
/// The output shape of the node with that name; rank 0 when there is none of that name.
template <class Net>
constexpr shape shape_of(char const* name) {
    int const i = find_node<Net>(name);
    return i < 0 ? shape{} : facts_of<Net>().out[i];
}

} // namespace widthwise
