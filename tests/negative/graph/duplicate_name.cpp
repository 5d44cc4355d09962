// EXPECT: duplicate_name<.*fc1, 1, 3>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/core/config.hpp>
#include <widthwise/graph/network.hpp>
#include <widthwise/layers.hpp>

namespace ww = widthwise;

WIDTHWISE_NAME(fc1);
struct wrong : ww::network<ww::input<16>, ww::node<fc1, ww::linear<16, 16>>, ww::relu,
                           ww::node<fc1, ww::linear<16, 5>>> {};
constexpr auto shape = ww::shape_of<wrong>("fc1");
