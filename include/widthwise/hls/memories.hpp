// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <utility>

#include <widthwise/hls/ports.hpp>

namespace widthwise {
namespace hls {

namespace detail {
enum class node_kind { nothing, loads, computes_one, computes_two, gathers };

template <class Net, std::size_t I>
constexpr node_kind kind_of_node() {
    using op_type = typename type_at<nodes_of<Net>, I>::layer::op_type;
    layer_row const& layer = *rows_of<Net>()[I].layer;
    return layer.kind == fx_kind::output || is_alias(layer) ? node_kind::nothing
           : layer.arity == 0
               ? (port_table<Net>::value.inputs > 1 ? node_kind::loads : node_kind::nothing)
           : is_per_input<op_type>::value ? node_kind::gathers
           : layer.arity == 2             ? node_kind::computes_two
                                          : node_kind::computes_one;
}

/// What a node keeps for its readers: one sample.
template <class Net, std::size_t I, class Carrier, class Options, node_kind Kind>
struct memory {
    WIDTHWISE_HLS_BEFORE_BANKS((banks_at<Net, Options, I>::value))
    cell<Carrier, edge_of_node<Net, I>> data[facts_of<Net>().out[I].elements()];
};
template <class Net, std::size_t I, class Carrier, class Options>
struct memory<Net, I, Carrier, Options, node_kind::nothing> {};

template <class Net, class Carrier, class Options, class Index>
struct memories;
template <class Net, class Carrier, class Options, std::size_t... I>
struct memories<Net, Carrier, Options, std::index_sequence<I...>>
    : memory<Net, I, Carrier, Options, kind_of_node<Net, I>()>... {};
template <class Net, class Carrier, class Options>
using memories_of = memories<Net, Carrier, Options, std::make_index_sequence<nodes_of<Net>::size>>;

/// The tensor of node J, the network's own input where it is the only one.
template <class Net, std::size_t J, class Carrier, class Options,
          node_kind Kind = kind_of_node<Net, J>()>
struct tensor_of {
    template <class X, class Memories>
    static auto& of(X const&, Memories& all) {
        return static_cast<memory<Net, J, Carrier, Options, Kind>&>(all).data;
    }
};
template <class Net, std::size_t J, class Carrier, class Options>
struct tensor_of<Net, J, Carrier, Options, node_kind::nothing> {
    template <class X, class Memories>
    static X const& of(X const& x, Memories&) {
        return x;
    }
};
template <class Net, std::size_t I, std::size_t K, class Carrier, class Options>
using operand_of = tensor_of<Net, origin_of<Net, I, K>::value, Carrier, Options>;
} // namespace detail

} // namespace hls
} // namespace widthwise
