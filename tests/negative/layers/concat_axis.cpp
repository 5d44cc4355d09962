// EXPECT: concat<Axis> takes 0 to 3
// EXPECT: concat<4>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/network.hpp>
#include <widthwise/layers.hpp>

namespace ww = widthwise;

struct wrong : ww::network<ww::input<4>, ww::concat<4>> {};
constexpr auto shape = ww::shape_of<wrong>("output");
