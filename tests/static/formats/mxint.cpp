// SPDX-License-Identifier: Apache-2.0
#include "first.hpp"
#include <widthwise/formats/mxint.hpp>

namespace ww = widthwise;

static_assert(first<ww::mxint<8, 8, -1>>(32, 1) == 32.0f, "");
static_assert(first<ww::mase::mxint<8, 8, -1>>(32, 1) == 31.75f, "");
