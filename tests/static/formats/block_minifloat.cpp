// SPDX-License-Identifier: Apache-2.0
#include "first.hpp"
#include <widthwise/formats/block_minifloat.hpp>

namespace ww = widthwise;

using format = ww::block_minifloat<8, 4, 8, -1>;
static_assert(first<format>(1024, 0.3f) == 1024.0f, "the bias lets the maximum fit");
static_assert(first<ww::mase_compat<format>>(1024, 0.3f) == 60.0f, "MASE's is inverted");
