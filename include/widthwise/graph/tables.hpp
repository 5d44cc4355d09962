// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/graph/errors.hpp>
#include <widthwise/graph/formats.hpp>

namespace widthwise {

namespace detail {
/// Everything known of a written list of nodes. A table has nodes, size, edges, rows() and
/// resolved(); passes/planned.hpp makes one from a plan. One constant each: its symbol is as long
/// as the list of nodes, and a compiler takes time to write it.
template <class Nodes>
struct graph_table;
template <class... Node>
struct graph_table<type_list<Node...>> {
    using nodes = type_list<Node...>;
    // Unqualified: the look-up completes each node's types first, so that what is wrong with a
    // layer's own numbers is said before the chain of tables that asks for it.
    static constexpr node_row listed[sizeof...(Node)] = {
        row_of(static_cast<Node const*>(nullptr))...};
    enum : std::size_t { size = sizeof...(Node), edges = count_edges(listed, size) };
    static constexpr facts<size, edges> made = resolve<size, edges>(listed);
    static constexpr node_row const* rows() { return listed; }
    static constexpr facts<size, edges> const& resolved() { return made; }
};
template <class... Node>
constexpr node_row graph_table<type_list<Node...>>::listed[sizeof...(Node)];
template <class... Node>
constexpr facts<graph_table<type_list<Node...>>::size, graph_table<type_list<Node...>>::edges>
    graph_table<type_list<Node...>>::made;

/// The formats on the edges of a table's network.
template <class Table>
struct numeric_table {
    static constexpr format_table<Table::size> value =
        resolve_formats(Table::rows(), Table::resolved());
};
template <class Table>
constexpr format_table<Table::size> numeric_table<Table>::value;

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

template <class Table, bool Good>
struct check_graph : sound {};
template <class Table>
struct check_graph<Table, false> {
    static constexpr problem bad = Table::resolved().bad;
    using bad_node = type_at<typename Table::nodes, static_cast<std::size_t>(bad.node)>;
    static constexpr bool names_an_input =
        bad.what == fault::unknown_input || bad.what == fault::forward_reference;
    using other = typename input_name<bad_node, names_an_input ? bad.produced : 0>::type;
    using message = decltype(sizeof(
        report_problem<bad.what, typename bad_node::name, other, bad.produced, bad.consumed>));
};
template <class Table, bool Good>
struct check_formats : sound {};
template <class Table>
struct check_formats<Table, false> {
    static constexpr problem bad = numeric_table<Table>::value.bad;
    using bad_name = name_at<typename Table::nodes, bad.node>;
    using message =
        decltype(sizeof(report_problem<bad.what, bad_name, x_name, bad.produced, bad.consumed>));
};
} // namespace detail

/// A network in its normal form: its nodes, each a node<Name, Layer, From...>, the first an input,
/// the last an output, and the tables that loops read. network and every pass give one. Shapes are
/// checked where it is instantiated.
template <class Table>
struct graph : detail::check_graph<Table, Table::resolved().bad.what == fault::none> {
    using nodes = typename Table::nodes;
    using table = Table;
};

} // namespace widthwise
