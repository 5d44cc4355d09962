// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <utility>

#include <widthwise/hls/steps.hpp>

namespace widthwise {
namespace hls {

/// y = Net(x), one sample, in hardware: plain arrays of raw values, weights as arguments.
///   x: raw values in input_format<Net>, the data_in of the first node that casts the input (all
///      inputs one after another); y: raw values in output_format<Net>.
///   Both are arrays of input_cell<Net>, output_cell<Net>, or of the carrier's exact widths,
///   input_port<Net, Carrier>, output_port<Net, Carrier>.
/// Equals the layers' scalar forward bit for bit, whatever Carrier and Options are.
/// Source: layers/*; loops and reuse as hls4ml's and FINN's layers have them.
template <class Net, class Carrier = native, class Options = options<>, class X, class Y>
void forward(parameters<Net> const& p, X const (&x)[input_size<Net>()],
             Y (&y)[output_size<Net>()]) {
    static_assert(sizeof(check_synthesizable<Net>) != 0, "");
    static_assert(sizeof(detail::check_port<X, input_cell<Net>, input_port<Net, Carrier>>) != 0 &&
                      sizeof(detail::check_port<Y, output_cell<Net>, output_port<Net, Carrier>>) !=
                          0,
                  "");
    constexpr std::size_t nodes = nodes_of<Net>::size;
    detail::network_steps<Net, Carrier, Options>::run(
        p, x, y, std::make_index_sequence<nodes>{},
        std::make_index_sequence<static_cast<std::size_t>(facts_of<Net>().first[nodes] -
                                                          facts_of<Net>().first[nodes - 1])>{});
}

/// The same with constant weights (ROM): Params has a static constexpr parameters<Net> value.
template <class Net, class Params, class Carrier = native, class Options = options<>, class X,
          class Y>
void forward(X const (&x)[input_size<Net>()], Y (&y)[output_size<Net>()]) {
    hls::forward<Net, Carrier, Options>(Params::value, x, y);
}

} // namespace hls
} // namespace widthwise
