// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <type_traits>
#include <vector>

#include "tests/unit/formats/nearest.hpp"
#include <widthwise/formats/minifloat_denorm.hpp>

namespace ww = widthwise;

namespace {

template <int Width, int Exponent, int Bias>
void check() {
    using format = ww::minifloat_denorm<Width, Exponent, Bias>;
    int const mantissa = Width - Exponent - 1;
    std::vector<double> set;
    for (int k = -Bias; k <= (1 << Exponent) - 1 - Bias; ++k) {
        for (int q = 0; q < 1 << mantissa; ++q) {
            set.push_back(std::ldexp(q, k - mantissa));
            set.push_back(-std::ldexp(q, k - mantissa));
        }
    }
    check_nearest(format::quantize, set);
}

} // namespace

TEST_CASE("minifloat_denorm is the nearest value of its set") {
    check<8, 4, 7>();
    check<6, 2, 1>();
    check<5, 3, -2>();
    check<3, 1, 0>();
    check<8, 3, 100>();
    check<12, 8, 127>(); // the top is beyond float
    check<8, 3, -125>();
    check<9, 3, 152>();  // the least values are below float's
    check<6, 3, -120>(); // the top is 2^127 and a half
}

TEST_CASE("ties go to the even significand, powers of two stay") {
    using format = ww::minifloat_denorm<8, 4>; // [1, 2) in steps of 1/4
    CHECK(format::quantize(1.125f) == 1.0f);
    CHECK(format::quantize(1.375f) == 1.5f);
    CHECK(format::quantize(1.875f) == 2.0f);
    for (int k = -9; k <= 7; ++k) {
        CHECK(format::quantize(std::ldexp(1.0f, k)) == std::ldexp(1.0f, k));
    }
    CHECK(format::quantize(1e9f) == 224.0f);
}

TEST_CASE("the top binade of float is reached without infinity") {
    using format = ww::minifloat_denorm<16, 8, 127>;
    CHECK(format::quantize(3.4e38f) == std::ldexp(127.0f, 121));
}

TEST_CASE("mase_compat swaps the rule and nothing else") {
    using ours = ww::minifloat_denorm<8, 4>;
    using theirs = ww::mase_compat<ours>;
    static_assert(std::is_same<theirs, ww::mase::minifloat_denorm<8, 4>>::value, "");
    static_assert(std::is_same<ww::mase_compat<theirs>, theirs>::value, "");
    CHECK(theirs::quantize(1.0f) == 0.875f);
    CHECK(theirs::quantize(5e-9f) == 5e-9f);
    CHECK(ours::quantize(5e-9f) == 0.0f);
    CHECK(theirs::row().follow == ww::rule::mase_compat);
    CHECK(theirs::row().bias == 7);
}
