// SPDX-License-Identifier: Apache-2.0
#include <widthwise/formats/residual_sign.hpp>
#include <widthwise/formats/straight_through.hpp>

namespace ww = widthwise;

static_assert(ww::residual_sign<1>::quantize(0.0f) == 1.0f, "zero is positive");
static_assert(ww::mase::residual_sign<1>::quantize(0.0f) == 0.0f, "MASE's is zero");
static_assert(ww::straight_through<ww::residual_sign<1>>(1.5f, 2.0f) == 0.0f, "");
static_assert(ww::straight_through<ww::residual_sign<1>>(0.5f, 2.0f) == 2.0f, "");
