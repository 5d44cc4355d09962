// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <type_traits>
#include <utility>

#include <widthwise/graph/arithmetic.hpp>

namespace widthwise {

namespace detail {
/// The parameters of node I, in the formats it computes in.
template <class Net, std::size_t I>
struct node_parameters {
    using item = typename type_at<nodes_of<Net>, I>::layer;
    using arithmetic = arithmetic_of<Net, I>;
    using type = typename item::template parameters<typename arithmetic::w_format,
                                                    typename arithmetic::b_format>;
};
/// One node's parameters inside the whole. A base of its own, so that slots are found by number.
template <class Net, std::size_t I>
struct slot {
    typename node_parameters<Net, I>::type value;
};
template <class Net, class Index>
struct slots;
template <class Net, std::size_t... I>
struct slots<Net, std::index_sequence<I...>> : slot<Net, I>... {
    constexpr slots() : slot<Net, I>{}... {}
    constexpr explicit slots(typename node_parameters<Net, I>::type const&... value)
        : slot<Net, I>{value}... {}
};
} // namespace detail

/// All parameters of a network: one aggregate of C arrays per node, floats in a float network,
/// integers in their formats in a quantized one. get<I>(p).weight(out, in) is one weight.
/// Constructed empty (zeros) or from one aggregate per node, in order.
template <class Net>
struct parameters : detail::slots<Net, std::make_index_sequence<nodes_of<Net>::size>> {
    using base = detail::slots<Net, std::make_index_sequence<nodes_of<Net>::size>>;
    using base::base;
    constexpr parameters() : base() {}
};

template <std::size_t I, class Net>
constexpr auto const& get(parameters<Net> const& p) {
    return static_cast<detail::slot<Net, I> const&>(p).value;
}
template <std::size_t I, class Net>
constexpr auto& get(parameters<Net>& p) {
    return static_cast<detail::slot<Net, I>&>(p).value;
}

} // namespace widthwise
