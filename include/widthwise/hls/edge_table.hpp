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
template <std::size_t E>
struct edge_list {
    int writer[E == 0 ? 1 : E];
    int reader[E == 0 ? 1 : E];
    int samples[E == 0 ? 1 : E]; ///< that its FIFO holds
};
template <class Net>
constexpr auto list_edges() {
    auto const& f = facts_of<Net>();
    edge_list<tables_of<Net>::edges> list{};
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
    return list;
}
template <class Net>
struct edge_table {
    static constexpr edge_list<tables_of<Net>::edges> value = list_edges<Net>();
    /// Readers of the tensor that has most of them, at least 1.
    static constexpr std::size_t most_readers() {
        std::size_t read[nodes_of<Net>::size] = {}, most = 1;
        for (std::size_t e = 0; e < tables_of<Net>::edges; ++e) {
            std::size_t const n = value.writer[e] < 0 ? 0 : ++read[value.writer[e]];
            most = n > most ? n : most;
        }
        return most;
    }
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

} // namespace detail

} // namespace hls
} // namespace widthwise
