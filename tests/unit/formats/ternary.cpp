// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <type_traits>
#include <vector>

#include "tests/unit/formats/block.hpp"
#include <widthwise/formats/ternary.hpp>

namespace ww = widthwise;

namespace {
float const inf = std::numeric_limits<float>::infinity();
}

TEST_CASE("ternary cuts at .75 of the mean size, exclusively") {
    // mean 4, threshold 3
    std::vector<float> const x = {8, 3, -3, -4, 2, 4};
    CHECK(quantize_row<ww::ternary<>>(x) == std::vector<float>{1, 0, 0, -1, 0, 1});
    std::int8_t codes[6] = {};
    int const dims[] = {6};
    ww::ternary<>::encode_tensor(x.data(), codes, dims, 1);
    CHECK(std::vector<int>(codes, codes + 6) == std::vector<int>{1, 0, 0, -1, 0, 1});
}

TEST_CASE("ternary_scaled has the mean size of what is kept") {
    CHECK(quantize_row<ww::ternary_scaled<>>({8, 3, -3, -4, 2, 4}) ==
          std::vector<float>{16.0f / 3, 0, 0, -16.0f / 3, 0, 16.0f / 3});
    CHECK(quantize_row<ww::ternary_scaled<>>({0, -0.0f}) == std::vector<float>{0, 0});
}

TEST_CASE("each sample has its own threshold when the first dimension counts samples") {
    std::vector<float> x = {1, 0.1f, 100, 10};
    int const dims[] = {2, 2};
    std::int8_t codes[4] = {};
    ww::ternary<>::encode_tensor(x.data(), codes, dims, 2, true);
    CHECK(std::vector<int>(codes, codes + 4) == std::vector<int>{1, 0, 1, 0});
    ww::ternary<>::encode_tensor(x.data(), codes, dims, 2);
    CHECK(std::vector<int>(codes, codes + 4) == std::vector<int>{0, 0, 1, 0});
}

TEST_CASE("NaN: 0 as a code, itself as a float, absent from the mean; infinities are kept") {
    std::vector<float> const y = quantize_row<ww::ternary<>>({std::nanf(""), 8, -1});
    CHECK(std::isnan(y[0]));
    CHECK(y[1] == 1);
    CHECK(y[2] == 0);
    float const nan_first[] = {std::nanf(""), 8};
    std::int8_t codes[2] = {7, 7};
    int const dims[] = {2};
    ww::ternary<>::encode_tensor(nan_first, codes, dims, 1);
    CHECK(codes[0] == 0);
    CHECK(codes[1] == 1);
    CHECK(quantize_row<ww::ternary<>>({inf, -inf, 3}) == std::vector<float>{1, -1, 0});
    CHECK(std::isfinite(quantize_row<ww::ternary_scaled<>>({inf, 3})[0]));
}

TEST_CASE("torch's order and the exact mean differ by rounding only") {
    std::mt19937 random(3);
    std::normal_distribution<float> normal;
    bool differs = false;
    for (int trial = 0; trial < 50; ++trial) {
        std::vector<float> x(200);
        for (float& v : x) {
            v = normal(random);
        }
        std::vector<float> const ours = quantize_row<ww::ternary_scaled<>>(x);
        std::vector<float> const theirs = quantize_row<ww::mase::ternary_scaled<>>(x);
        for (std::size_t i = 0; i < x.size(); ++i) {
            CHECK(std::fabs(ours[i] - theirs[i]) <= 1e-6f);
            differs = differs || ours[i] != theirs[i];
        }
    }
    CHECK(differs);
}

TEST_CASE("rows") {
    CHECK(ww::is_integer_kind(ww::ternary<>::row().kind));
    CHECK(!ww::is_integer_kind(ww::ternary_scaled<>::row().kind));
    CHECK(ww::ternary<>::row().width == 2);
    static_assert(std::is_same<ww::mase_compat<ww::ternary<>>, ww::mase::ternary<>>::value, "");
}
