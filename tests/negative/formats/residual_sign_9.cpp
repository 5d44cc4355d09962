// EXPECT: residual_sign<9
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/formats/residual_sign.hpp>

constexpr auto rounded = widthwise::residual_sign<9>::quantize(1.0f);
