// EXPECT: read scale_integer<width, sign, rule>: at least 1 bit beside the sign, at most 24
// EXPECT: scale_integer<1[,>]
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/formats/scale_integer.hpp>

constexpr auto row = widthwise::scale_integer<1>::row();
