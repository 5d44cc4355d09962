// EXPECT: log_width<18>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/formats/log.hpp>

constexpr auto rounded = widthwise::log<18>::quantize(1.0f);
