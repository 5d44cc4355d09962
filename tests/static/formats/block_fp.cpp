// SPDX-License-Identifier: Apache-2.0
#include "first.hpp"
#include <widthwise/formats/block_fp.hpp>

namespace ww = widthwise;

using format = ww::block_fp<8, 4, 7, -1>;
static_assert(first<format>(1, 0.3f) == 1.0f, "");
static_assert(first<ww::mase_compat<format>>(1, 0.3f) == 127 / 128.0f, "");
static_assert(format::row().width == 8 && format::row().block[1] == -1, "");
