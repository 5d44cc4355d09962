// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <utility>

#include <widthwise/hls/carrier.hpp>
#include <widthwise/hls/edge_table.hpp>
#include <widthwise/hls/stream.hpp>

namespace widthwise {
namespace hls {

namespace detail {
/// The FIFO of edge E, of edge_table's samples.
template <class Net, std::size_t E, class Carrier, class Streams,
          bool Used = (edge_table<Net>::value.writer[E] >= 0)>
struct edge_stream {
    static constexpr std::size_t writer =
        static_cast<std::size_t>(edge_table<Net>::value.writer[E]);
    static constexpr int depth = static_cast<int>(facts_of<Net>().out[writer].elements()) *
                                 edge_table<Net>::value.samples[E];
    typename Streams::template stream<cell<Carrier, edge_of_node<Net, writer>>, depth> fifo;
};
template <class Net, std::size_t E, class Carrier, class Streams>
struct edge_stream<Net, E, Carrier, Streams, false> {};

template <class Net, class Carrier, class Streams, class Index>
struct edge_streams;
template <class Net, class Carrier, class Streams, std::size_t... E>
struct edge_streams<Net, Carrier, Streams, std::index_sequence<E...>>
    : edge_stream<Net, E, Carrier, Streams>... {
    template <std::size_t At>
    auto& fifo() {
        return static_cast<edge_stream<Net, At, Carrier, Streams>&>(*this).fifo;
    }
};
template <class Net, class Carrier, class Streams>
using edge_streams_of =
    edge_streams<Net, Carrier, Streams, std::make_index_sequence<tables_of<Net>::edges>>;
} // namespace detail

} // namespace hls
} // namespace widthwise
