// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <type_traits>
#include <vector>

#include "tests/unit/formats/nearest.hpp"
#include <widthwise/formats/minifloat_ieee.hpp>

namespace ww = widthwise;

namespace {

template <int Width, int Exponent, int Bias>
void check() {
    int const mantissa = Width - Exponent - 1;
    std::vector<double> set;
    for (int field = 0; field < 1 << Exponent; ++field) {
        for (int q = 0; q < 1 << mantissa; ++q) {
            int const significand = q + (field == 0 ? 0 : 1 << mantissa);
            int const exponent = (field == 0 ? 1 : field) - Bias - mantissa;
            set.push_back(std::ldexp(significand, exponent));
            set.push_back(-std::ldexp(significand, exponent));
        }
    }
    check_nearest(ww::minifloat_ieee<Width, Exponent, Bias>::quantize, set);
}

} // namespace

TEST_CASE("minifloat_ieee is the nearest value of its set") {
    check<8, 4, 7>();
    check<8, 5, 15>();
    check<6, 3, 3>();
    check<4, 2, 1>();
    check<3, 1, 0>();
    check<8, 3, 100>();
    check<12, 8, 127>(); // the top is beyond float
    check<8, 3, -125>();
    check<8, 3, 150>();  // the least values are below float's
    check<6, 3, -120>(); // the top is the top binade of float
}

TEST_CASE("rounding carries into the next exponent and saturates at the top") {
    using format = ww::minifloat_ieee<8, 4>;
    CHECK(format::quantize(1.97f) == 2.0f);
    CHECK(format::quantize(1.9375f) == 2.0f); // tie, to even
    CHECK(format::quantize(1.8125f) == 1.75f);
    CHECK(format::quantize(1e9f) == 480.0f);
    CHECK(ww::minifloat_ieee<16, 8, 127>::quantize(3.4028235e38f) == std::ldexp(255.0f, 120));
}

TEST_CASE("encode is quantize, decode the identity") {
    using format = ww::minifloat_ieee<8, 4>;
    CHECK(format::encode(1.97) == 2.0f);
    CHECK(format::encode(1e300) == 480.0f);
    CHECK(format::decode(0.3f) == 0.3f);
}

TEST_CASE("mase_compat has MASE's rounding") {
    using theirs = ww::mase_compat<ww::minifloat_ieee<8, 4>>;
    static_assert(std::is_same<theirs, ww::mase::minifloat_ieee<8, 4>>::value, "");
    CHECK(theirs::quantize(1.97f) == 1.875f);
    CHECK(std::isnan(theirs::quantize(std::nanf(""))));
    CHECK(theirs::quantize(std::numeric_limits<float>::infinity()) == 480.0f);
}
