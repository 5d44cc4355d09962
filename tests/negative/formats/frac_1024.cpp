// EXPECT: .frac. is at most 1023
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/formats/fixed.hpp>

constexpr auto least = widthwise::fixed<8, 1024>::min();
