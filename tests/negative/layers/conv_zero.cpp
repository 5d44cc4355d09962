// EXPECT: conv needs positive channels
// EXPECT: conv<.*, 0, 4,
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/network.hpp>
#include <widthwise/layers.hpp>

namespace ww = widthwise;

struct wrong : ww::network<ww::input<1, 8, 8>, ww::conv2d<0, 4, ww::pair<3>>> {};
constexpr auto shape = ww::shape_of<wrong>("output");
