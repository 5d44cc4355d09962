// EXPECT: two_input_formats<.*x_name, .*left, .*right>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/network.hpp>
#include <widthwise/hls.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;

// Both linears read the float input; one casts it to 8 bits, the other to 6.
WIDTHWISE_NAME(left);
WIDTHWISE_NAME(right);
WIDTHWISE_NAME(both);
using q8 = ww::fixed<8, 4>;
using q6 = ww::fixed<6, 3>;
using net = ww::network<ww::input<4>, ww::node<left, ww::linear<4, 2>, ww::x_name>,
                        ww::node<right, ww::linear<4, 2>, ww::x_name>,
                        ww::node<both, ww::add, left, right>>;
struct halves
    : ww::quantize_t<net,
                     ww::by_name<ww::on<left, ww::data_in<q8>, ww::weight<q8>, ww::bias<q8>>,
                                 ww::on<right, ww::data_in<q6>, ww::weight<q8>, ww::bias<q8>>>> {};
using x = ww::hls::input_format<halves>;
