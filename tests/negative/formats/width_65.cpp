// EXPECT: a fixed format has 1 to 64 bits
// EXPECT: storage<65, true>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/formats/fixed.hpp>

constexpr auto least = widthwise::fixed<65, 0>::min();
