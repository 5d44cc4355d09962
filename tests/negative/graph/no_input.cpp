// EXPECT: no_input<.*seq_blocks<0> ?>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/network.hpp>
#include <widthwise/layers.hpp>

namespace ww = widthwise;

struct wrong : ww::network<ww::linear<16, 5>, ww::relu> {};
constexpr auto shape = ww::shape_of<wrong>("output");
