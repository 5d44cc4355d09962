// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/hls/edges.hpp>

namespace widthwise {
namespace hls {

namespace detail {
/// Who writes and who reads each edge when nodes that only rename a tensor are left out, and the
/// FIFO between them. A process reads all of one operand, then all of the next, and writes a sample
/// to all its readers at once. With one sample in each FIFO nothing can block for ever: whoever
/// waits to write a sample waits for earlier ones only. A FIFO holds as many as the levels of its
/// ends differ (a level: processes on the longest way from an input), so that a way around d
/// processes keeps the samples that are inside them, and nobody waits for a place to write either.
template <std::size_t E, std::size_t Nodes>
struct edge_list {
    int writer[E == 0 ? 1 : E];
    int reader[E == 0 ? 1 : E];
    int samples[E == 0 ? 1 : E]; ///< that its FIFO holds
    int first[Nodes];            ///< the first edge that a node writes, or -1
    int next[E == 0 ? 1 : E];    ///< the next one that the same node writes, or -1
};
template <class Net>
constexpr auto list_edges() {
    auto const& f = facts_of<Net>();
    edge_list<tables_of<Net>::edges, nodes_of<Net>::size> list{};
    int level[nodes_of<Net>::size] = {};
    for (std::size_t i = 0; i < nodes_of<Net>::size; ++i) {
        bool const none = is_alias(*rows_of<Net>()[i].layer);
        for (int e = f.first[i]; e < f.first[i + 1]; ++e) {
            list.reader[e] = none ? -1 : static_cast<int>(i);
            list.writer[e] =
                none ? -1 : static_cast<int>(origin_node<Net>(static_cast<std::size_t>(f.edge[e])));
            int const next = level[f.edge[e]] + (none ? 0 : 1);
            level[i] = next > level[i] ? next : level[i];
        }
        for (int e = f.first[i]; e < f.first[i + 1]; ++e) {
            list.samples[e] = level[i] - level[f.edge[e]];
        }
    }
    for (int& e : list.first) {
        e = -1;
    }
    for (std::size_t e = tables_of<Net>::edges; e-- > 0;) {
        if (list.writer[e] >= 0) {
            list.next[e] = list.first[list.writer[e]];
            list.first[list.writer[e]] = static_cast<int>(e);
        }
    }
    return list;
}
/// Readers of the tensor that has most of them, at least 1.
template <class List>
constexpr std::size_t count_readers(List const& list) {
    std::size_t most = 1;
    for (int const first : list.first) {
        std::size_t n = 0;
        for (int e = first; e >= 0; e = list.next[e]) {
            ++n;
        }
        most = n > most ? n : most;
    }
    return most;
}
template <class Net>
struct edge_table {
    static constexpr edge_list<tables_of<Net>::edges, nodes_of<Net>::size> value =
        list_edges<Net>();
    static constexpr std::size_t most_readers = count_readers(value);
    static constexpr int written_by(std::size_t node) {
        int n = 0;
        for (int e = value.first[node]; e >= 0; e = value.next[e]) {
            ++n;
        }
        return n;
    }
    /// The k-th edge that a node writes.
    static constexpr std::size_t written(std::size_t node, int k) {
        int e = value.first[node];
        for (; k > 0; --k) {
            e = value.next[e];
        }
        return static_cast<std::size_t>(e);
    }
};
template <class Net>
constexpr edge_list<tables_of<Net>::edges, nodes_of<Net>::size> edge_table<Net>::value;
template <class Net>
constexpr std::size_t edge_table<Net>::most_readers;

} // namespace detail

} // namespace hls
} // namespace widthwise
