// EXPECT: .frac. is at most 1023
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/hls/operators.hpp>

constexpr auto one = widthwise::hls::fixed_value<8, 1024>::from_raw(1);
