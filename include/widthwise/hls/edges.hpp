// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/graph/input_casts.hpp>

namespace widthwise {
namespace hls {

/// Node Reader and Node Other read Input, which is float, and cast it to different formats: in
/// hardware the input has one. Give both the same data_in.
template <class Input, class Reader, class Other>
struct two_input_formats {
    static_assert(sizeof(Input*) == 0, "widthwise: read two_input_formats<input, reader, other>");
};

namespace detail {
using widthwise::detail::held_row;
using widthwise::detail::input_table;
using widthwise::detail::same_format;
using widthwise::detail::same_values;

/// Has the node a memory of its own? Else its readers read what its source holds.
constexpr bool is_alias(layer_row const& layer) { return keeps_values(layer) && !layer.quantized; }
template <class Net>
constexpr std::size_t origin_node(std::size_t i) {
    auto const& f = facts_of<Net>();
    while (is_alias(*rows_of<Net>()[i].layer)) {
        i = static_cast<std::size_t>(f.edge[f.first[i]]);
    }
    return i;
}
/// The row of edge_of_node, for loops.
template <class Net>
constexpr format_row edge_row(int node) {
    return held_row<Net>(origin_node<Net>(static_cast<std::size_t>(node)));
}
/// The node whose memory holds operand K of node I.
template <class Net, std::size_t I, std::size_t K>
struct origin_of {
    static constexpr std::size_t value = origin_node<Net>(static_cast<std::size_t>(
        facts_of<Net>().edge[static_cast<std::size_t>(facts_of<Net>().first[I]) + K]));
};
} // namespace detail

/// The format of node I's values in hardware: data_out, or for an input (and what only moves one)
/// the data_in of the first node that casts it.
template <class Net, std::size_t I>
using edge_of_node = held_format_of<Net, I>;

} // namespace hls
} // namespace widthwise
