// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <utility>

#include <widthwise/hls/process.hpp>

namespace widthwise {
namespace hls {

namespace detail {
enum class process_kind { none, input, output, gathers, computes };
template <class Net, std::size_t I>
constexpr process_kind kind_of_process() {
    layer_row const& layer = *rows_of<Net>()[I].layer;
    return layer.kind == fx_kind::output                  ? process_kind::output
           : layer.arity == 0                             ? process_kind::input
           : is_alias(layer)                              ? process_kind::none
           : kind_of_node<Net, I>() == node_kind::gathers ? process_kind::gathers
                                                          : process_kind::computes;
}
template <class Net, std::size_t I>
using written_edges =
    std::make_index_sequence<static_cast<std::size_t>(edge_table<Net>::written_by(I))>;
template <class Net, std::size_t I>
using read_edges = std::make_index_sequence<static_cast<std::size_t>(facts_of<Net>().first[I + 1] -
                                                                     facts_of<Net>().first[I])>;
/// Edge k that node I reads, and that it writes.
template <class Net, std::size_t I, std::size_t K>
struct read_edge {
    static constexpr std::size_t value = static_cast<std::size_t>(facts_of<Net>().first[I]) + K;
};
template <class Net, std::size_t I, std::size_t K>
struct written_edge {
    static constexpr std::size_t value = edge_table<Net>::written(I, static_cast<int>(K));
};

/// Connects node I: hands its process the FIFOs of its edges.
template <class Net, std::size_t I, class Carrier, class Options,
          process_kind Kind = kind_of_process<Net, I>()>
struct connect {
    template <class X, class Y, class Edges>
    static int run(parameters<Net> const&, X&, Y&, Edges&) {
        return 0;
    }
};
template <class Net, std::size_t I, class Carrier, class Options>
struct connect<Net, I, Carrier, Options, process_kind::input> {
    template <class X, class Y, class Edges>
    static int run(parameters<Net> const&, X& x, Y&, Edges& edges) {
        return with(x, edges, written_edges<Net, I>{});
    }
    template <class X, class Edges, std::size_t... Out>
    static int with(X& x, Edges& edges, std::index_sequence<Out...>) {
        input_process<Net, I, Carrier>::run(
            x, edges.template fifo<written_edge<Net, I, Out>::value>()...);
        return 0;
    }
};
template <class Net, std::size_t I, class Carrier, class Options>
struct connect<Net, I, Carrier, Options, process_kind::output> {
    template <class X, class Y, class Edges>
    static int run(parameters<Net> const&, X&, Y& y, Edges& edges) {
        return with(y, edges, read_edges<Net, I>{});
    }
    template <class Y, class Edges, std::size_t... K>
    static int with(Y& y, Edges& edges, std::index_sequence<K...>) {
        int const each[] = {head_process<Net, K, Carrier>::run(
            edges.template fifo<read_edge<Net, I, K>::value>(), y)...};
        return each[0];
    }
};
template <class Net, std::size_t I, class Carrier, class Options>
struct connect<Net, I, Carrier, Options, process_kind::computes> {
    template <class X, class Y, class Edges>
    static int run(parameters<Net> const& p, X&, Y&, Edges& edges) {
        return with(p, edges, read_edges<Net, I>{}, written_edges<Net, I>{});
    }
    template <class Edges, std::size_t... K, std::size_t... Out>
    static int with(parameters<Net> const& p, Edges& edges, std::index_sequence<K...>,
                    std::index_sequence<Out...>) {
        process<Net, I, Carrier, Options, kind_of_node<Net, I>()>::run(
            widthwise::get<I>(p), edges.template fifo<read_edge<Net, I, K>::value>()...,
            edges.template fifo<written_edge<Net, I, Out>::value>()...);
        return 0;
    }
};
template <class Net, std::size_t I, class Carrier, class Options>
struct connect<Net, I, Carrier, Options, process_kind::gathers> {
    using op_type = typename type_at<nodes_of<Net>, I>::layer::op_type;
    template <class X, class Y, class Edges>
    static int run(parameters<Net> const&, X&, Y&, Edges& edges) {
        return with(edges, read_edges<Net, I>{}, written_edges<Net, I>{});
    }
    template <class Edges, std::size_t... K, std::size_t... Out>
    static int with(Edges& edges, std::index_sequence<K...>, std::index_sequence<Out...>) {
        memory<Net, I, Carrier, node_kind::gathers> y;
        int const each[] = {gather<K>(edges.template fifo<read_edge<Net, I, K>::value>(), y)...};
        static_cast<void>(each);
        detail::send(y.data, edges.template fifo<written_edge<Net, I, Out>::value>()...);
        return 0;
    }
    template <std::size_t K, class In, class Memory>
    static int gather(In& in, Memory& y) {
        operand_memory<Net, I, K, Carrier> x;
        x.receive(in);
        engine<op_type>::template run<context<Net, I, Carrier, Options>, K>(x.data, y.data);
        return 0;
    }
};

template <class Net, class Carrier, class Options, class Streams>
struct network_processes {
    template <std::size_t... I, class X, class Y>
    static void run(parameters<Net> const& p, X& x, Y& y, std::index_sequence<I...>) {
        WIDTHWISE_HLS_DATAFLOW
        edge_streams_of<Net, Carrier, Streams> edges;
        int const each[] = {connect<Net, I, Carrier, Options>::run(p, x, y, edges)...};
        static_cast<void>(each);
    }
};
} // namespace detail

/// The same function over streams, one value at a time: the layers work beside each other, with a
/// FIFO of one sample on each edge. x.read() gives raw values in input_format<Net>, input after
/// input; y.write() takes them in output_format<Net>, head after head. One call is one sample.
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
