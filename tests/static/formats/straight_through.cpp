// SPDX-License-Identifier: Apache-2.0
#include <widthwise/formats/minifloat_ieee.hpp>
#include <widthwise/formats/straight_through.hpp>

namespace ww = widthwise;

static_assert(ww::straight_through<ww::minifloat_ieee<8, 4>>(1e9f, -3.0f) == -3.0f, "");
