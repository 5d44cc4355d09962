// EXPECT: minifloat_bits<24, 17, 6>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/formats/minifloat_denorm.hpp>

constexpr auto rounded = widthwise::minifloat_denorm<24, 17>::quantize(1.0f);
