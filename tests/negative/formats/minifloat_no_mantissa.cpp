// EXPECT: minifloat_bits<5, 4, 0>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/formats/minifloat_ieee.hpp>

constexpr auto rounded = widthwise::minifloat_ieee<5, 4>::quantize(1.0f);
