// EXPECT: dropout<Percent> takes 0 to 99
// EXPECT: dropout<100>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/network.hpp>
#include <widthwise/layers.hpp>

namespace ww = widthwise;

struct wrong : ww::network<ww::input<4>, ww::dropout<100>> {};
constexpr auto shape = ww::shape_of<wrong>("output");
