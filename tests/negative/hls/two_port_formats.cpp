// EXPECT: two_port_formats<.*left, .*right>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/network.hpp>
#include <widthwise/hls.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;

// Two heads in different formats cannot share one array.
WIDTHWISE_NAME(left);
WIDTHWISE_NAME(right);
using q8 = ww::fixed<8, 4>;
using q6 = ww::fixed<6, 3>;
using net = ww::network<ww::input<4>, ww::node<left, ww::linear<4, 2>, ww::x_name>,
                        ww::node<right, ww::linear<4, 2>, ww::x_name>,
                        ww::node<ww::output_name, ww::output, left, right>>;
struct heads
    : ww::quantize_t<
          net,
          ww::by_name<
              ww::on<left, ww::data_in<q8>, ww::weight<q8>, ww::bias<q8>, ww::data_out<q8>>,
              ww::on<right, ww::data_in<q8>, ww::weight<q8>, ww::bias<q8>, ww::data_out<q6>>>> {};
using y = ww::hls::output_format<heads>;
