// EXPECT: value_too_wide<130, 128>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/hls/operators.hpp>

using widthwise::hls::fixed_value;

// A product of 65-bit values has 130 bits.
constexpr auto p = fixed_value<65, 0>::from_raw(1) * fixed_value<65, 0>::from_raw(1);
