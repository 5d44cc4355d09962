// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <utility>

#include <widthwise/hls/carrier.hpp>
#include <widthwise/hls/edge_table.hpp>
#include <widthwise/hls/pragmas.hpp>

namespace widthwise {
namespace hls {

/// The process of Node was given Given FIFOs; it has Needed: one per operand, then one per reader.
template <class Node, std::size_t Given, std::size_t Needed>
struct fifo_count_mismatch {
    static_assert(Given == Needed,
                  "widthwise: read fifo_count_mismatch<node, fifos given, fifos needed>");
};

/// What the FIFO of edge E holds, and how many; edges are counted as facts_of<Net>().edge has them.
template <class Net, std::size_t E, class Carrier = native>
using edge_cell =
    cell<Carrier,
         edge_of_node<Net, static_cast<std::size_t>(detail::edge_table<Net>::value.writer[E])>>;
template <class Net>
constexpr int edge_depth(std::size_t e) {
    auto const& edges = detail::edge_table<Net>::value;
    return edges.samples[e] *
           static_cast<int>(
               facts_of<Net>().out[static_cast<std::size_t>(edges.writer[e])].elements());
}
/// Is edge e a FIFO? One into a node that only renames its tensor is not.
template <class Net>
constexpr bool is_fifo(std::size_t e) {
    return detail::edge_table<Net>::value.writer[e] >= 0;
}

namespace detail {
/// Argument K of a list: those before it are swallowed.
template <std::size_t>
struct swallow {
    template <class T>
    constexpr swallow(T const&) {}
};
template <class Index>
struct picker;
template <std::size_t... Before>
struct picker<std::index_sequence<Before...>> {
    template <class T, class... After>
    static T& of(swallow<Before>..., T& chosen, After&...) {
        WIDTHWISE_HLS_INLINE
        return chosen;
    }
};
template <std::size_t K, class... T>
auto& pick(T&... list) {
    WIDTHWISE_HLS_INLINE
    return picker<std::make_index_sequence<K>>::of(list...);
}

template <class Net>
constexpr std::size_t operand_count(std::size_t i) {
    return static_cast<std::size_t>(facts_of<Net>().first[i + 1] - facts_of<Net>().first[i]);
}
template <class Net>
constexpr std::size_t reader_count(std::size_t i) {
    return static_cast<std::size_t>(edge_table<Net>::written_by(i));
}
/// Edge k that node i reads.
template <class Net>
constexpr std::size_t read_edge(std::size_t i, std::size_t k) {
    return static_cast<std::size_t>(facts_of<Net>().first[i]) + k;
}
/// Where the FIFOs of input i begin among those of all inputs.
template <class Net>
constexpr std::size_t first_reader(std::size_t input) {
    std::size_t n = 0;
    for (std::size_t i = 0; i < input; ++i) {
        n += rows_of<Net>()[i].layer->arity == 0 ? reader_count<Net>(i) : 0;
    }
    return n;
}
/// The edge of FIFO k among those of all inputs.
template <class Net>
constexpr std::size_t input_edge(std::size_t k) {
    std::size_t i = 0;
    while (rows_of<Net>()[i].layer->arity != 0 || k >= reader_count<Net>(i)) {
        k -= rows_of<Net>()[i].layer->arity == 0 ? reader_count<Net>(i) : 0;
        ++i;
    }
    return edge_table<Net>::written(i, static_cast<int>(k));
}
} // namespace detail

} // namespace hls
} // namespace widthwise
