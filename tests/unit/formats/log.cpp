// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <type_traits>
#include <vector>

#include "tests/unit/formats/nearest.hpp"
#include <widthwise/formats/log.hpp>

namespace ww = widthwise;

namespace {

template <int Width, int Bias>
void check() {
    std::vector<double> set;
    for (int k = -Bias; k <= (1 << (Width - 1)) - 1 - Bias; ++k) {
        set.push_back(std::ldexp(1.0, k));
        set.push_back(-std::ldexp(1.0, k));
    }
    check_nearest(ww::log<Width, Bias>::quantize, set);
}

} // namespace

TEST_CASE("log is the nearest value of its set") {
    check<2, 0>();
    check<3, 3>();
    check<5, 8>();
    check<8, 63>();
    check<8, 140>();
    check<8, 0>();
    check<9, 200>();
}

TEST_CASE("no zero: it becomes the least positive value; ties go to the even code") {
    using format = ww::log<5, 8>; // 2^-8 .. 2^7
    CHECK(format::quantize(0.0f) == 0.00390625f);
    CHECK(format::quantize(-0.0f) == 0.00390625f);
    CHECK(format::quantize(-1e-30f) == -0.00390625f);
    CHECK(format::quantize(1.5f) == 1.0f); // code 8
    CHECK(format::quantize(3.0f) == 4.0f); // codes 9 and 10
    CHECK(ww::log<5, 7>::quantize(1.5f) == 2.0f);
    CHECK(ww::log<5, 7>::quantize(3.0f) == 2.0f);
}

TEST_CASE("mase_compat rounds the logarithm, not the value") {
    using theirs = ww::mase_compat<ww::log<8>>;
    static_assert(std::is_same<theirs, ww::mase::log<8>>::value, "");
    CHECK(theirs::quantize(1.45f) == 2.0f);
    CHECK(ww::log<8>::quantize(1.45f) == 1.0f);
    CHECK(ww::log<8>::row().bias == 63);
    CHECK(std::isnan(theirs::quantize(std::nanf(""))));
}
