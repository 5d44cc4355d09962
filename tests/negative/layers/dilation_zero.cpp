// EXPECT: a dilation is positive
// EXPECT: sliding_window<.*pair<2, 0> ?>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/layers/conv.hpp>

namespace ww = widthwise;

constexpr auto row = ww::conv2d<1, 4, ww::pair<3>, ww::pair<1>, ww::pair<0>, ww::pair<2, 0>>::row();
