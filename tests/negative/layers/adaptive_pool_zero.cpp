// EXPECT: adaptive_avg_pool2d needs positive outputs
// EXPECT: adaptive_avg_pool2d<2, 0
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/network.hpp>
#include <widthwise/layers.hpp>

namespace ww = widthwise;

struct wrong : ww::network<ww::input<4, 7, 8>, ww::adaptive_avg_pool2d<2, 0>> {};
constexpr auto shape = ww::shape_of<wrong>("output");
