// SPDX-License-Identifier: Apache-2.0
#include <widthwise/formats/minifloat_denorm.hpp>

namespace ww = widthwise;

using format = ww::minifloat_denorm<8, 4>;
static_assert(format::quantize(1.0f) == 1.0f, "powers of two stay");
static_assert(ww::mase_compat<format>::quantize(1.0f) == 0.875f, "MASE's saturate");
static_assert(format::quantize(-1e30f) == -224.0f, "saturates");
static_assert(format::row().kind == ww::hash_name("minifloat_denorm"), "");
