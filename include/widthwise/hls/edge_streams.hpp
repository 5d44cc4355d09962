// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <utility>

#include <widthwise/hls/carrier.hpp>
#include <widthwise/hls/edges.hpp>
#include <widthwise/hls/stream.hpp>

namespace widthwise {
namespace hls {

namespace detail {
/// Who writes and who reads each edge when nodes that only rename a tensor are left out.
template <std::size_t E>
struct edge_list {
    int writer[E == 0 ? 1 : E];
    int reader[E == 0 ? 1 : E];
};
template <class Net>
constexpr auto list_edges() {
    auto const& f = facts_of<Net>();
    edge_list<tables_of<Net>::edges> list{};
    for (std::size_t i = 0; i < nodes_of<Net>::size; ++i) {
        bool const none = is_alias(*rows_of<Net>()[i].layer);
        for (int e = f.first[i]; e < f.first[i + 1]; ++e) {
            list.reader[e] = none ? -1 : static_cast<int>(i);
            list.writer[e] =
                none ? -1 : static_cast<int>(origin_node<Net>(static_cast<std::size_t>(f.edge[e])));
        }
    }
    return list;
}
template <class Net>
struct edge_table {
    static constexpr edge_list<tables_of<Net>::edges> value = list_edges<Net>();
    static constexpr int written_by(std::size_t node) {
        int n = 0;
        for (std::size_t e = 0; e < tables_of<Net>::edges; ++e) {
            n += value.writer[e] == static_cast<int>(node) ? 1 : 0;
        }
        return n;
    }
    /// The k-th edge that a node writes.
    static constexpr std::size_t written(std::size_t node, int k) {
        std::size_t e = 0;
        for (int seen = 0; e < tables_of<Net>::edges; ++e) {
            if (value.writer[e] == static_cast<int>(node) && seen++ == k) {
                break;
            }
        }
        return e;
    }
};
template <class Net>
constexpr edge_list<tables_of<Net>::edges> edge_table<Net>::value;

/// The FIFO of edge E: it holds one sample, so that no order of the nodes can block.
template <class Net, std::size_t E, class Carrier, class Streams,
          bool Used = (edge_table<Net>::value.writer[E] >= 0)>
struct edge_stream {
    static constexpr std::size_t writer =
        static_cast<std::size_t>(edge_table<Net>::value.writer[E]);
    static constexpr int depth = static_cast<int>(facts_of<Net>().out[writer].elements());
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
