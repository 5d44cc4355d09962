// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <utility>

#include <widthwise/hls/edge_streams.hpp>
#include <widthwise/hls/port_process.hpp>

namespace widthwise {
namespace hls {

namespace detail {
enum class process_kind { none, inputs, outputs, computes };
template <class Net, std::size_t I>
constexpr process_kind kind_of_process() {
    layer_row const& layer = *rows_of<Net>()[I].layer;
    return layer.kind == fx_kind::output ? process_kind::outputs
           : I == 0                      ? process_kind::inputs // of them all
           : layer.arity == 0            ? process_kind::none
           : is_alias(layer)             ? process_kind::none
                                         : process_kind::computes;
}

/// Hands the process of node I the FIFOs of its edges: dissolved before a tool looks at the region.
template <class Net, std::size_t I, class Carrier, class Options,
          process_kind Kind = kind_of_process<Net, I>()>
struct connect {
    template <class X, class Y, class Edges>
    static void run(parameters<Net> const&, X&, Y&, Edges&) {}
};
template <class Net, std::size_t I, class Carrier, class Options>
struct connect<Net, I, Carrier, Options, process_kind::inputs> {
    template <class X, class Y, class Edges>
    static void run(parameters<Net> const&, X& x, Y&, Edges& edges) {
        WIDTHWISE_HLS_INLINE
        with(x, edges, std::make_index_sequence<first_reader<Net>(nodes_of<Net>::size)>{});
    }
    template <class X, class Edges, std::size_t... Fifo>
    static void with(X& x, Edges& edges, std::index_sequence<Fifo...>) {
        WIDTHWISE_HLS_INLINE
        process_inputs<Net, Carrier>(x, edges.template fifo<input_edge<Net>(Fifo)>()...);
    }
};
template <class Net, std::size_t I, class Carrier, class Options>
struct connect<Net, I, Carrier, Options, process_kind::outputs> {
    template <class X, class Y, class Edges>
    static void run(parameters<Net> const&, X&, Y& y, Edges& edges) {
        WIDTHWISE_HLS_INLINE
        with(y, edges, std::make_index_sequence<operand_count<Net>(I)>{});
    }
    template <class Y, class Edges, std::size_t... K>
    static void with(Y& y, Edges& edges, std::index_sequence<K...>) {
        WIDTHWISE_HLS_INLINE
        process_outputs<Net, Carrier>(y, edges.template fifo<read_edge<Net>(I, K)>()...);
    }
};
template <class Net, std::size_t I, class Carrier, class Options>
struct connect<Net, I, Carrier, Options, process_kind::computes> {
    template <class X, class Y, class Edges>
    static void run(parameters<Net> const& p, X&, Y&, Edges& edges) {
        WIDTHWISE_HLS_INLINE
        with(p, edges, std::make_index_sequence<operand_count<Net>(I)>{},
             std::make_index_sequence<reader_count<Net>(I)>{});
    }
    template <class Edges, std::size_t... K, std::size_t... Out>
    static void with(parameters<Net> const& p, Edges& edges, std::index_sequence<K...>,
                     std::index_sequence<Out...>) {
        WIDTHWISE_HLS_INLINE
        process_node_with<Net, I, Carrier, Options>(
            widthwise::get<I>(p), edges.template fifo<read_edge<Net>(I, K)>()...,
            edges.template fifo<edge_table<Net>::written(I, static_cast<int>(Out))>()...);
    }
};

template <class Net, class Carrier, class Options, class Streams>
struct network_processes {
    template <std::size_t... I, class X, class Y>
    static void run(parameters<Net> const& p, X& x, Y& y, std::index_sequence<I...>) {
        WIDTHWISE_HLS_DATAFLOW
        WIDTHWISE_HLS_CHANNEL edge_streams_of<Net, Carrier, Streams> edges;
        int const each[] = {(connect<Net, I, Carrier, Options>::run(p, x, y, edges), 0)...};
        static_cast<void>(each);
    }
};
} // namespace detail

/// The same function over streams, one value at a time: a process per node, a FIFO on each edge
/// between them. x.read() gives raw values in input_format<Net>, input after input; y.write() takes
/// them in output_format<Net>, head after head. One call is one sample.
/// The region holds void calls on local FIFOs only, once the calls that hand them out are inlined;
/// io/emit_project writes the same region as text, one line per FIFO and per process.
template <class Net, class Carrier = native, class Options = options<>, class Streams = own_streams,
          class X, class Y>
void forward_stream(parameters<Net> const& p, X& x, Y& y) {
    static_assert(sizeof(detail::ports<Net>) != 0, "");
    detail::network_processes<Net, Carrier, Options, Streams>::run(
        p, x, y, std::make_index_sequence<nodes_of<Net>::size>{});
}
/// With constant weights, as forward<Net, Params>.
template <class Net, class Params, class Carrier = native, class Options = options<>,
          class Streams = own_streams, class X, class Y>
void forward_stream(X& x, Y& y) {
    hls::forward_stream<Net, Carrier, Options, Streams>(Params::value, x, y);
}

} // namespace hls
} // namespace widthwise
