// EXPECT: forward_reference<.*sum, .*fc2>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/core/config.hpp>
#include <widthwise/graph/network.hpp>
#include <widthwise/layers.hpp>

namespace ww = widthwise;

WIDTHWISE_NAME(sum);
WIDTHWISE_NAME(fc2);
struct wrong : ww::network<ww::input<16>, ww::node<sum, ww::add, ww::x_name, fc2>,
                           ww::node<fc2, ww::linear<16, 16>>> {};
constexpr auto shape = ww::shape_of<wrong>("sum");
