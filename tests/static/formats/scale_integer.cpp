// SPDX-License-Identifier: Apache-2.0
#include "first.hpp"
#include <widthwise/formats/scale_integer.hpp>

namespace ww = widthwise;

static_assert(first<ww::scale_integer<8>>(3, 1) == 3.0f, "");
static_assert(first<ww::mase::scale_integer<8>>(3, 1) == 2.9765625f, "127/128 of it");
