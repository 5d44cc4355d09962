// EXPECT: widthwise: -ffast-math is unsupported
// SPDX-License-Identifier: Apache-2.0
#define __FAST_MATH__
#include <widthwise.hpp>
