// EXPECT: linear<In, Out> needs positive extents
// EXPECT: linear<16, 0
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/network.hpp>
#include <widthwise/layers.hpp>

namespace ww = widthwise;

struct wrong : ww::network<ww::input<16>, ww::linear<16, 0>> {};
constexpr auto shape = ww::shape_of<wrong>("output");
