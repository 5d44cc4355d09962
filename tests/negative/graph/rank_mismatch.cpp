// EXPECT: rank_mismatch<.*seq_blocks<0>, 1, 3>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/network.hpp>
#include <widthwise/layers.hpp>

namespace ww = widthwise;

struct wrong : ww::network<ww::input<16>, ww::conv2d<1, 4, ww::pair<3>>> {};
constexpr auto shape = ww::shape_of<wrong>("output");
