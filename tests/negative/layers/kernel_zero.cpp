// EXPECT: a kernel has positive extents
// EXPECT: sliding_window<.*pair<3, 0>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/layers/pool.hpp>

namespace ww = widthwise;

constexpr auto row = ww::max_pool2d<ww::pair<3, 0>>::row();
