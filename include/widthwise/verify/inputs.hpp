// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/graph/input_casts.hpp>

namespace widthwise {
namespace verify {

/// An input of the network cannot be given as raw integers: it is read as a float, or in several
/// formats. Give the vectors as floats.
template <class Node, bool IsInteger>
struct raw_input {
    static_assert(IsInteger, "widthwise: read raw_input<input>: its readers' data_in is not one "
                             "integer format; give the vectors as floats");
};

using widthwise::input_size;

namespace detail {
constexpr bool is_input(node_row const& row) { return row.layer->kind == fx_kind::placeholder; }

/// Do all that read input I cast it to one integer format?
template <class Net>
constexpr bool takes_raw(std::size_t i) {
    auto const& p = widthwise::detail::input_table<Net>::value;
    return p.reader[i] >= 0 && !p.differs[i] && !p.shown[i] &&
           is_integer_kind(widthwise::detail::cast_of<Net>(p.reader[i], p.weight[i]).kind);
}
template <class Net, std::size_t I>
struct raw_format {
    using name = typename type_at<nodes_of<Net>, I>::name;
    static_assert(sizeof(raw_input<name, takes_raw<Net>(I)>) != 0, "");
    using type = held_format_of<Net, I>;
};

/// What node I holds: its own result, or where raw integers are given what those are, moved.
template <class Net, std::size_t I, bool Raw, bool IsInput>
struct value_format {
    using type = edge_format_of<Net, I>;
};
template <class Net, std::size_t I>
struct value_format<Net, I, true, false> {
    using type = held_format_of<Net, I>;
};
template <class Net, std::size_t I>
struct value_format<Net, I, true, true> : raw_format<Net, I> {};
} // namespace detail

/// The format of the raw integers that stand for input node I: the data_in of the nodes that read
/// it, through layers that only move values. A network's input is a float, which each reader casts;
/// a vector of raw integers gives what comes out of that cast.
template <class Net, std::size_t I = 0>
using input_format_of = typename detail::raw_format<Net, I>::type;

} // namespace verify
} // namespace widthwise
