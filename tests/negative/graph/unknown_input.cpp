// EXPECT: unknown_input<.*fc1, .*nope>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/core/config.hpp>
#include <widthwise/graph/network.hpp>
#include <widthwise/layers.hpp>

namespace ww = widthwise;

WIDTHWISE_NAME(fc1);
WIDTHWISE_NAME(nope);
struct wrong : ww::network<ww::input<16>, ww::node<fc1, ww::linear<16, 5>, nope>> {};
constexpr auto shape = ww::shape_of<wrong>("fc1");
