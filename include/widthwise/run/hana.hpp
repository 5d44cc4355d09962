// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstddef>
#include <utility>

#include <boost/hana/core/tag_of.hpp>
#include <boost/hana/fwd/unpack.hpp>
#include <boost/hana/string.hpp>

#include <widthwise/graph/parameters.hpp>

namespace widthwise {

/// One node of a network for a Hana algorithm: its row, its shape, its parameters.
template <class Parameters>
struct layer_view {
    node_row const& row;
    shape const& out;
    Parameters& own;
};

/// The nodes of a network with their parameters, a Hana Foldable:
///   hana::for_each(layers(p), [](auto const& node) { ... node.own ... });
/// An adaptor over the indexed storage, not a container: as a container of a network's graph,
/// hana::tuple took minutes to compile at 200 layers.
template <class Net, class Storage>
struct layers_view {
    Storage& storage;
};
template <class Net>
constexpr layers_view<Net, parameters<Net> const> layers(parameters<Net> const& p) {
    return {p};
}
template <class Net>
constexpr layers_view<Net, parameters<Net>> layers(parameters<Net>& p) {
    return {p};
}

namespace detail {
struct layers_tag {};

template <std::size_t N>
struct literal_text {
    char text[N];
    consteval literal_text(char const (&from)[N]) { std::copy_n(from, N, text); }
};
template <literal_text Text, std::size_t... I>
constexpr auto to_hana(std::index_sequence<I...>) {
    return boost::hana::string<Text.text[I]...>{};
}
} // namespace detail

/// "fc1"_s: a node's name as a boost::hana::string, in ISO C++20 (Hana's own literal is a GNU
/// extension). node<decltype("fc1"_s), linear<16, 64>>.
namespace literals {
template <detail::literal_text Text>
constexpr auto operator""_s() {
    return detail::to_hana<Text>(std::make_index_sequence<sizeof(Text.text) - 1>{});
}
} // namespace literals

} // namespace widthwise

namespace boost::hana {

template <class Net, class Storage>
struct tag_of<widthwise::layers_view<Net, Storage>> {
    using type = widthwise::detail::layers_tag;
};

/// unpack makes a Foldable: for_each, fold_left, length, to_tuple and the others follow from it.
template <>
struct unpack_impl<widthwise::detail::layers_tag> {
    template <class Net, class Storage, class F>
    static constexpr decltype(auto) apply(widthwise::layers_view<Net, Storage> const& of, F&& f) {
        return call<Net>(of.storage, std::forward<F>(f),
                         std::make_index_sequence<widthwise::nodes_of<Net>::size>{});
    }

private:
    template <class Net, class Storage, class F, std::size_t... I>
    static constexpr decltype(auto) call(Storage& p, F&& f, std::index_sequence<I...>) {
        using widthwise::facts_of;
        using widthwise::get;
        using widthwise::rows_of;
        return std::forward<F>(f)(
            widthwise::layer_view<std::remove_reference_t<decltype(get<I>(p))>>{
                rows_of<Net>()[I], facts_of<Net>().out[I], get<I>(p)}...);
    }
};

} // namespace boost::hana
