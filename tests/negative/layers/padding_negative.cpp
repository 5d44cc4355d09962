// EXPECT: extents, strides and paddings are not negative
// EXPECT: pair<-1
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/network.hpp>
#include <widthwise/layers.hpp>

namespace ww = widthwise;

struct wrong
    : ww::network<ww::input<1, 8, 8>, ww::conv2d<1, 4, ww::pair<3>, ww::pair<1>, ww::pair<-1>>> {};
constexpr auto shape = ww::shape_of<wrong>("output");
