// EXPECT: wrap<N> saturates N bits, at most the width
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/formats/fixed.hpp>

namespace ww = widthwise;

using wrong = ww::fixed<4, 2, true, ww::rounding::floor, ww::wrap<5>>;
static_assert(sizeof(wrong) != 0, "");
