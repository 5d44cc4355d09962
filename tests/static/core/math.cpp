// SPDX-License-Identifier: Apache-2.0
#include <widthwise/core/math.hpp>

namespace ww = widthwise;

static_assert(ww::exp2i(0) == 1 && ww::exp2i(10) == 1024 && ww::exp2i(-2) == 0.25, "");
static_assert(ww::exp2i(-1074) > 0 && ww::exp2i(-1075) == 0, "denormals are exact");
static_assert(ww::is_inf(ww::exp2i(1024)) && !ww::is_inf(ww::exp2i(1023)), "");
static_assert(ww::exponent_of(1) == 0 && ww::exponent_of(-0.999) == -1, "");
static_assert(ww::exponent_of(ww::exp2i(-1074)) == -1074, "");
static_assert(ww::exponent_of(0) == -1075 && ww::exponent_of(ww::infinity()) == 1024, "");
static_assert(ww::scale_by_power(3, 1022) == 3 * ww::exp2i(1022), "");
static_assert(ww::scale_by_power(3, 2000) == ww::infinity(), "");
static_assert(ww::scale_by_power(3, -1075) == 2 * ww::exp2i(-1074), "rounded once, to even");
static_assert(ww::scale_by_power(ww::exp2i(-1074), 2097) == ww::exp2i(1023), "");
static_assert(ww::floor(-0.5) == -1 && ww::floor(2) == 2 && ww::floor(1e300) == 1e300, "");
static_assert(ww::ceil(-1.5) == -1 && ww::ceil(1.5) == 2, "");
static_assert(ww::round_half_even(0.5) == 0 && ww::round_half_even(1.5) == 2, "");
static_assert(ww::round_half_even(-2.5) == -2 && ww::round_half_even(-2.6) == -3, "");
static_assert(ww::round_half_even(ww::infinity()) == ww::infinity(), "");
static_assert(ww::math::sqrt(2) == 1.4142135623730951 && ww::math::sqrt(9) == 3, "");
static_assert(ww::math::exp(0) == 1 && ww::math::exp(-800) == 0, "");
static_assert(ww::is_inf(ww::math::exp(800)) && ww::is_inf(ww::math::log(0)), "");
static_assert(ww::math::log(1) == 0 && ww::math::log2(1024) == 10, "");
static_assert(ww::math::log2(ww::exp2i(-1074)) == -1074, "exact at every power of two");
static_assert(ww::is_nan(ww::math::log(-1)) && ww::is_nan(ww::math::sqrt(-1)), "");
static_assert(ww::math::tanh(0) == 0 && ww::math::tanh(100) == 1 && ww::math::tanh(-100) == -1, "");
static_assert(ww::math::sigmoid(0) == 0.5 && ww::math::sigmoid(-800) == 0, "");
