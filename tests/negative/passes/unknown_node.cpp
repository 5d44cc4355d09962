// EXPECT: unknown_node<.*fc9 ?>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/core/config.hpp>
#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;

WIDTHWISE_NAME(fc9);
using q8 = ww::integer<8, 4>;
struct wrong : ww::quantize_t<ww::zoo::residual_mlp,
                              ww::by_name<ww::on<ww::zoo::fc1, ww::data_in<q8>>,
                                          ww::on<fc9, ww::data_in<q8>>>> {};
