// EXPECT: not_synthesizable<.*x_name, .*input>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/hls.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;

// relu casts the input, but a head shows it, moved, as the float that it is.
WIDTHWISE_NAME(moved);
WIDTHWISE_NAME(positive);
WIDTHWISE_NAME(both);
using q4 = ww::fixed<4, 1>;
struct shown
    : ww::quantize_t<ww::network<ww::input<2>, ww::node<moved, ww::flatten, ww::x_name>,
                                 ww::node<positive, ww::relu, ww::x_name>,
                                 ww::node<both, ww::output, moved, positive>>,
                     ww::by_type<ww::on<ww::op::relu, ww::data_in<q4>, ww::data_out<q4>>>> {};
using x = ww::hls::input_format<shown>;
