// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <widthwise/graph/tables.hpp>

namespace widthwise {

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
struct normal_list;
template <std::size_t... I, class... Item>
struct normal_list<true, std::index_sequence<I...>, Item...> {
    using type = type_list<typename normal<I, Item>::type...>;
};
template <std::size_t... I, class... Item>
struct normal_list<false, std::index_sequence<I...>, Item...> {
    using type = type_list<typename normal<I, Item>::type..., node<output_name, output>>;
};
template <class... Item>
struct build {
    static_assert(sizeof...(Item) > 0, "widthwise: a network has at least an input");
    using nodes = typename normal_list<ends_in_output<Item...>(), std::index_sequence_for<Item...>,
                                       Item...>::type;
    using type = graph<graph_table<nodes>>;
};
} // namespace detail

/// A network is a type: a list of layers and named nodes, first an input; an output is appended.
///   struct jsc_tiny : network<input<16>, batch_norm1d<16>, relu, linear<16, 5>, relu> {};
/// A named struct keeps symbols and messages short.
template <class... Item>
struct network : detail::build<Item...>::type {};

/// The normal form of a network, and its tables.
template <class Net>
using nodes_of = typename Net::nodes;
template <class Net>
using tables_of = typename Net::table;

/// The number of nodes, input and output included.
template <class Net>
constexpr std::size_t size_of() {
    return nodes_of<Net>::size;
}
/// The rows of a network's nodes, in order.
template <class Net>
constexpr node_row const* rows_of() {
    return tables_of<Net>::rows();
}
/// Edges and shapes.
template <class Net>
constexpr auto const& facts_of() {
    return tables_of<Net>::resolved();
}
/// The format on every edge; accumulator_too_wide is raised here.
template <class Net>
constexpr auto const& edge_formats_of() {
    using table = detail::numeric_table<tables_of<Net>>;
    static_assert(
        sizeof(detail::check_formats<tables_of<Net>, table::value.bad.what == fault::none>) != 0,
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

/// Elements of one sample: all inputs, one after the other.
template <class Net>
constexpr std::size_t input_size() {
    std::int64_t elements = 0;
    for (std::size_t i = 0; i < size_of<Net>(); ++i) {
        bool const input = rows_of<Net>()[i].layer->kind == fx_kind::placeholder;
        elements += input ? facts_of<Net>().out[i].elements() : 0;
    }
    return static_cast<std::size_t>(elements);
}
/// The same of all heads.
template <class Net>
constexpr std::size_t output_size() {
    return static_cast<std::size_t>(facts_of<Net>().inputs(size_of<Net>() - 1).elements());
}

} // namespace widthwise
