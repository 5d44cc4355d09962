// SPDX-License-Identifier: Apache-2.0
#include "first.hpp"
#include <widthwise/formats/binary.hpp>

namespace ww = widthwise;

static_assert(ww::binary<>::encode(0.0) == 1 && ww::binary<>::encode(-1e-300) == -1, "");
static_assert(ww::binary<ww::polarity::zero_one>::encode(-1.0) == 0, "");
static_assert(ww::binary<>::encode_stochastic(0.5f, 0.75f) == 1, "");
static_assert(ww::binary<>::encode_stochastic(0.5f, 0.76f) == -1, "");
static_assert(first<ww::binary_scaled<>>(3, -1) == 2.0f, "");
