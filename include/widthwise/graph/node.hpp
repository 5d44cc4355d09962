// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/core/type_list.hpp>
#include <widthwise/graph/names.hpp>
#include <widthwise/layers/endpoints.hpp>
#include <widthwise/layers/formats.hpp>

namespace widthwise {

/// What a constexpr loop knows of one node.
struct node_row {
    char const* name;
    layer_row const* layer;
    char const* near[2];     ///< the first two names it reads
    char const* const* more; ///< the names beyond
    int arity;               ///< how many; 0: the node before this one (an input: none)

    constexpr char const* from(int k) const { return k < 2 ? near[k] : more[k - 2]; }
};

namespace detail {
template <class Layer>
struct layer_table {
    static constexpr layer_row row = Layer::row();
};
template <class Layer>
constexpr layer_row layer_table<Layer>::row;
} // namespace detail

/// A named node: node<fc1, linear<16, 64>, x> reads the node called x. Without From it reads the
/// node before it. Edges refer to earlier nodes only. A name is any type with a static c_str().
template <class Name, class Layer, class... From>
struct node {
    using name = Name;
    using layer = Layer;
};

namespace detail {
// Functions rather than members: a row is made without instantiating its node.
template <class Name, class Layer>
constexpr node_row row_of(node<Name, Layer> const*) {
    return node_row{Name::c_str(), &layer_table<Layer>::row, {nullptr, nullptr}, nullptr, 0};
}
template <class Name, class Layer, class A>
constexpr node_row row_of(node<Name, Layer, A> const*) {
    return node_row{Name::c_str(), &layer_table<Layer>::row, {A::c_str(), nullptr}, nullptr, 1};
}
template <class Name, class Layer, class A, class B, class... More>
constexpr node_row row_of(node<Name, Layer, A, B, More...> const*) {
    return node_row{Name::c_str(),
                    &layer_table<Layer>::row,
                    {A::c_str(), B::c_str()},
                    name_list<More...>::value,
                    2 + static_cast<int>(sizeof...(More))};
}

/// Any item of a network's list in its normal form node<Name, Layer, From...>.
template <std::size_t I, class Item>
struct normal {
    using type = node<seq_blocks<I == 0 ? 0 : static_cast<int>(I) - 1>, Item>;
};
template <std::size_t I, int... Extent>
struct normal<I, input<Extent...>> {
    using type = node<x_name, input<Extent...>>;
};
template <std::size_t I>
struct normal<I, output> {
    using type = node<output_name, output>;
};
template <std::size_t I, class Name, class Layer, class... From>
struct normal<I, node<Name, Layer, From...>> {
    using type = node<Name, Layer, From...>;
};
} // namespace detail

} // namespace widthwise
