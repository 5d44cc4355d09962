// EXPECT: shape_mismatch<.*seq_blocks<1>, 16, 15>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/network.hpp>
#include <widthwise/layers.hpp>

namespace ww = widthwise;

struct wrong : ww::network<ww::input<16>, ww::relu, ww::linear<15, 5>> {};
constexpr auto shape = ww::shape_of<wrong>("output");
