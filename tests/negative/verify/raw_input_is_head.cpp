// EXPECT: raw_input<.*x_name, false>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/layers.hpp>
#include <widthwise/passes/quantize.hpp>
#include <widthwise/verify/inputs.hpp>

namespace ww = widthwise;

// One reader casts the input; the other is a head, which gives it as the float that it is.
WIDTHWISE_NAME(positive);
WIDTHWISE_NAME(both);
using q4 = ww::fixed<4, 1>;
struct shown : ww::quantize_t<ww::network<ww::input<2>, ww::node<positive, ww::relu, ww::x_name>,
                                          ww::node<both, ww::output, ww::x_name, positive>>,
                              ww::by_type<ww::on<ww::op::relu, ww::data_in<q4>>>> {};
using x = ww::verify::input_format_of<shown>;
