// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <utility>

#include <widthwise/hls/fifos.hpp>
#include <widthwise/hls/stream.hpp>

namespace widthwise {
namespace hls {

namespace detail {
/// The FIFO of edge E, of edge_table's samples.
template <class Net, std::size_t E, class Carrier, class Streams, bool Used = is_fifo<Net>(E)>
struct edge_stream {
    typename Streams::template stream<edge_cell<Net, E, Carrier>, edge_depth<Net>(E)> fifo;
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
