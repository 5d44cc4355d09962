// EXPECT: empty_output<.*seq_blocks<0>, 6, 9>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/network.hpp>
#include <widthwise/layers.hpp>

namespace ww = widthwise;

// 4 + 2 * 1 of padding, under a kernel of 5 spread over 9.
struct wrong : ww::network<ww::input<2, 4>, ww::conv1d<2, 2, 5, 1, 1, 2>> {};
constexpr auto shape = ww::shape_of<wrong>("output");
