// EXPECT: forward_reference<.*sum, .*sum>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/core/config.hpp>
#include <widthwise/graph/network.hpp>
#include <widthwise/layers.hpp>

namespace ww = widthwise;

WIDTHWISE_NAME(sum);
struct wrong : ww::network<ww::input<16>, ww::node<sum, ww::add, ww::x_name, sum>> {};
constexpr auto shape = ww::shape_of<wrong>("sum");
