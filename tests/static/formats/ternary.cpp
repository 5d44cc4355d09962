// SPDX-License-Identifier: Apache-2.0
#include "first.hpp"
#include <widthwise/formats/ternary.hpp>

namespace ww = widthwise;

static_assert(first<ww::ternary<>>(-3, 1) == -1.0f && first<ww::ternary<>>(1, -3) == 0.0f, "");
static_assert(first<ww::ternary_scaled<>>(-3, 1) == -3.0f, "");
static_assert(first<ww::mase::ternary_scaled<>>(-3, 1) == -3.0f, "");
