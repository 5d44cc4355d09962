// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include <widthwise/formats/residual_sign.hpp>
#include <widthwise/formats/straight_through.hpp>

namespace ww = widthwise;

TEST_CASE("one level is the sign, zero positive") {
    CHECK(ww::residual_sign<1>::quantize(0.0f) == 1.0f);
    CHECK(ww::residual_sign<1>::quantize(-1e-30f) == -1.0f);
    CHECK(ww::mase::residual_sign<1>::quantize(0.0f) == 0.0f);
    CHECK(std::isnan(ww::residual_sign<2>::quantize(std::nanf(""))));
    CHECK(ww::residual_sign<3>::quantize(-std::numeric_limits<float>::infinity()) ==
          doctest::Approx(-1));
}

TEST_CASE("levels add up to the greedy expansion in the given means") {
    float const means[] = {0.5f, -0.25f, 0.125f}; // a sign of a mean does not matter
    for (int i = -40; i <= 40; ++i) {
        float const x = static_cast<float>(i) / 32.0f;
        float parts[3] = {}, rest = x, sum = 0;
        ww::residual_sign<3>::split(x, means, parts);
        for (int l = 0; l < 3; ++l) {
            CHECK(parts[l] == std::copysign(std::fabs(means[l]), rest));
            rest -= parts[l];
            sum += parts[l];
            rest = rest == 0 ? 0.0f : rest;
        }
        CHECK(ww::residual_sign<3>::quantize(x, means) == sum);
        CHECK(std::fabs(x - sum) <= (std::fabs(x) <= 1 ? 0.125f : 0.5f));
    }
}

TEST_CASE("the gradient is the difference quotient of the clamped expansion") {
    // one level of mean 1: 1 inside, 0 outside
    CHECK(ww::residual_sign<1>::gradient(1.0f, 3.0f) == 3.0f);
    CHECK(ww::residual_sign<1>::gradient(1.5f, 3.0f) == 0.0f);
    // two levels, 2/3 and 1/3: inside 1 - 1/3 2/3; with only the second inside, 1/3
    CHECK(ww::residual_sign<2>::gradient(0.5f, 9.0f) == doctest::Approx(7));
    CHECK(ww::residual_sign<2>::gradient(1.25f, 9.0f) == doctest::Approx(3));
    CHECK(ww::residual_sign<2>::gradient(3.0f, 9.0f) == 0.0f);
    CHECK(ww::straight_through<ww::residual_sign<2>>(3.0f, 9.0f) == 0.0f);
    CHECK(ww::residual_sign<2>::row().width == 2);
}
