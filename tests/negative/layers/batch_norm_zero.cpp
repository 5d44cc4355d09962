// EXPECT: batch_norm needs a positive number of channels
// EXPECT: batch_norm<.*, 0, 1>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/network.hpp>
#include <widthwise/layers.hpp>

namespace ww = widthwise;

struct wrong : ww::network<ww::input<16>, ww::batch_norm1d<0>> {};
constexpr auto shape = ww::shape_of<wrong>("output");
