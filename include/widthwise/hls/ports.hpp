// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/hls/check.hpp>

namespace widthwise {
namespace hls {

namespace detail {
/// Where the network's inputs and heads lie in the arrays of its ports.
template <std::size_t N>
struct port_list {
    int inputs;    ///< how many
    int odd;       ///< an input of another format than the first, -1: none
    int odd_head;  ///< a head of another format than the first, -1: none
    int elements;  ///< of all inputs
    int offset[N]; ///< of input i's elements
};
template <class Net>
constexpr int head_node(int k) {
    auto const& f = facts_of<Net>();
    return f.edge[f.first[nodes_of<Net>::size - 1] + k];
}
template <class Net>
constexpr int head_offset(std::size_t k) {
    int offset = 0;
    for (int i = 0; i < static_cast<int>(k); ++i) {
        offset += static_cast<int>(facts_of<Net>().out[head_node<Net>(i)].elements());
    }
    return offset;
}
template <class Net>
constexpr port_list<nodes_of<Net>::size> list_ports() {
    constexpr std::size_t n = nodes_of<Net>::size;
    auto const& f = facts_of<Net>();
    port_list<n> p{};
    p.odd = -1;
    p.odd_head = -1;
    for (std::size_t i = 0; i < n; ++i) {
        p.offset[i] = p.elements;
        if (rows_of<Net>()[i].layer->arity != 0) {
            continue;
        }
        p.elements += static_cast<int>(f.out[i].elements());
        p.inputs += 1;
        if (!same_format(edge_row<Net>(0), edge_row<Net>(static_cast<int>(i)))) {
            p.odd = static_cast<int>(i);
        }
    }
    for (int k = 0; k < f.first[n] - f.first[n - 1]; ++k) {
        if (!same_values(edge_row<Net>(head_node<Net>(0)), edge_row<Net>(head_node<Net>(k)))) {
            p.odd_head = head_node<Net>(k);
        }
    }
    return p;
}
template <class Net>
struct port_table {
    static constexpr port_list<nodes_of<Net>::size> value = list_ports<Net>();
};
template <class Net>
constexpr port_list<nodes_of<Net>::size> port_table<Net>::value;

template <class Net, bool Inputs, int First, int Odd>
struct report_ports : two_port_formats<name_of_node<Net, First>, name_of_node<Net, Odd>> {};
template <class Net, bool Inputs, int First>
struct report_ports<Net, Inputs, First, -1> {};

/// Everything is checked before a format is asked for, so that its message comes first.
template <class Net>
struct ports : check_synthesizable<Net>,
               report_ports<Net, true, 0, port_table<Net>::value.odd>,
               report_ports<Net, false, head_node<Net>(0), port_table<Net>::value.odd_head> {
    using input = edge_of_node<Net, 0>;
    using output = edge_of_node<Net, origin_node<Net>(static_cast<std::size_t>(head_node<Net>(0)))>;
};
} // namespace detail

/// The format of forward's x. A network's input is float; in hardware it comes in the data_in of
/// the first node that casts it, so quantizing is left to whoever sends it.
template <class Net>
using input_format = typename detail::ports<Net>::input;
/// The format of forward's y.
template <class Net>
using output_format = typename detail::ports<Net>::output;
/// What the arrays hold: the raw values as the smallest standard integers.
template <class Net>
using input_cell = value_t<input_format<Net>>;
template <class Net>
using output_cell = value_t<output_format<Net>>;

// Elements of x, and of y.
using widthwise::input_size;
using widthwise::output_size;

} // namespace hls
} // namespace widthwise
