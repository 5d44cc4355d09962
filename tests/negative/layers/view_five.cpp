// EXPECT: view<...> takes 1 to 4 positive extents
// EXPECT: view<2, 2, 2, 2, 1>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/network.hpp>
#include <widthwise/layers.hpp>

namespace ww = widthwise;

struct wrong : ww::network<ww::input<16>, ww::view<2, 2, 2, 2, 1>> {};
constexpr auto shape = ww::shape_of<wrong>("output");
