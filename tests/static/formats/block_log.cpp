// SPDX-License-Identifier: Apache-2.0
#include "first.hpp"
#include <widthwise/formats/block_log.hpp>

namespace ww = widthwise;

using format = ww::block_log<4, 8, -1>;
static_assert(first<format>(0.3f, 11) == 0.25f && first<format>(11, 0.3f) == 8.0f, "");
static_assert(first<ww::mase_compat<format>>(0, 0) == 0.0078125f, "all zero: the bias of 1");
static_assert(format::row().exponent == 8, "");
