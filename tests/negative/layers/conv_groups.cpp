// EXPECT: conv's channels must be divisible by its groups
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/network.hpp>
#include <widthwise/layers.hpp>

namespace ww = widthwise;

using grouped = ww::conv2d<6, 8, ww::pair<3>, ww::pair<1>, ww::pair<0>, ww::pair<1>, 4>;
struct wrong : ww::network<ww::input<6, 8, 8>, grouped> {};
constexpr auto shape = ww::shape_of<wrong>("output");
