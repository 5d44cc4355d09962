// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <type_traits>
#include <vector>

#include "tests/unit/formats/block.hpp"
#include <widthwise/formats/binary.hpp>

namespace ww = widthwise;

namespace {
float const inf = std::numeric_limits<float>::infinity();
float const most = std::numeric_limits<float>::max();
using zero_one = ww::binary<ww::polarity::zero_one>;
} // namespace

TEST_CASE("binary is the sign; zero counts as positive, NaN as not") {
    for (double x : {0.0, -0.0, 5e-324, 3.0, static_cast<double>(inf)}) {
        CHECK(ww::binary<>::encode(x) == 1);
        CHECK(zero_one::encode(x) == 1);
    }
    for (double x : {-5e-324, -3.0, static_cast<double>(-inf), std::nan("")}) {
        CHECK(ww::binary<>::encode(x) == -1);
        CHECK(zero_one::encode(x) == 0);
    }
    CHECK(ww::binary<>::quantize(-2.0f) == -1.0f);
    CHECK(std::isnan(ww::binary<>::quantize(std::nanf(""))));
}

TEST_CASE("the row is an integer of one bit") {
    CHECK(ww::is_integer_kind(ww::binary<>::row().kind));
    CHECK(!ww::is_integer_kind(ww::binary_scaled<>::row().kind));
    CHECK(ww::binary<>::row().width == 1);
    CHECK(ww::binary<>::row().sign);
    CHECK(!zero_one::row().sign);
}

TEST_CASE("the expectation of the stochastic value is x within [-1, 1]") {
    for (float x : {-2.0f, -1.0f, -0.5f, 0.0f, 0.25f, 1.0f, 7.0f}) {
        int const steps = 1024;
        int sum = 0;
        for (int i = 0; i < steps; ++i) {
            float const random = (static_cast<float>(i) + 0.5f) / steps;
            sum += ww::binary<>::encode_stochastic(x, random);
        }
        CHECK(static_cast<float>(sum) / steps == std::fmax(-1.0f, std::fmin(1.0f, x)));
    }
    CHECK(ww::binary<>::encode_stochastic(std::nanf(""), 0.5f) == -1);
    CHECK(zero_one::encode_stochastic(-1.0f, 0.5f) == 0);
}

TEST_CASE("binary_scaled has the sample's mean size") {
    using bipolar = ww::binary_scaled<ww::polarity::bipolar>;
    CHECK(quantize_row<ww::binary_scaled<>>({3, -1, 0, 4}) == std::vector<float>{2, 0, 0, 2});
    CHECK(quantize_row<bipolar>({3, -1, 0, 4}) == std::vector<float>{2, -2, -2, 2});
    std::vector<float> two = {1, 3, 10, -30};
    int const dims[] = {2, 2};
    ww::binary_scaled<>::quantize_tensor(two.data(), two.data(), dims, 2, true);
    CHECK(two == std::vector<float>{2, 2, 20, 0}); // a mean per sample
    // the sum is exact in double: 2^24 + 1 + 1 does not lose its ones
    CHECK(quantize_row<ww::binary_scaled<>>({16777216, 1, 1, -2})[1] == 4194305.0f);
}

TEST_CASE("NaN passes alone, infinities give a finite scale") {
    std::vector<float> const y = quantize_row<ww::binary_scaled<>>({std::nanf(""), 5, 3});
    CHECK(std::isnan(y[0]));
    CHECK(y[1] == 4.0f);
    CHECK(quantize_row<ww::binary_scaled<>>({inf, 1})[0] == most);
    CHECK(quantize_row<ww::binary_scaled<>>({}).empty());
    static_assert(std::is_same<ww::mase_compat<ww::binary<>>, ww::binary<>>::value, "");
    static_assert(
        std::is_same<ww::mase_compat<ww::binary_scaled<>>, ww::mase::binary_scaled<>>::value, "");
}
