// SPDX-License-Identifier: Apache-2.0
#include <type_traits>

#include <widthwise/formats/minifloat_ieee.hpp>

namespace ww = widthwise;

using format = ww::minifloat_ieee<8, 4>;
static_assert(format::quantize(1.97f) == 2.0f, "carries into the next exponent");
static_assert(ww::mase_compat<format>::quantize(1.97f) == 1.875f, "MASE does not");
static_assert(format::quantize(-1e30f) == -480.0f, "saturates");
static_assert(format::row().kind == ww::hash_name("minifloat_ieee") && format::row().bias == 7, "");
static_assert(std::is_empty<format>::value, "a format is a type only");
