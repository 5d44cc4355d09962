// SPDX-License-Identifier: Apache-2.0
#include <widthwise/formats/log.hpp>

namespace ww = widthwise;

static_assert(ww::log<8>::quantize(1.45f) == 1.0f, "nearest value");
static_assert(ww::mase::log<8>::quantize(1.45f) == 2.0f, "nearest logarithm");
static_assert(ww::log<5, 8>::quantize(0.0f) == 0.00390625f, "no zero");
static_assert(ww::log<8>::row().exponent == 7 && ww::log<8>::row().bias == 63, "");
