// EXPECT: exponent_bias<70000>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/formats/minifloat_ieee.hpp>

constexpr auto rounded = widthwise::minifloat_ieee<8, 4, 70000>::quantize(1.0f);
