// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "tests/unit/formats/block.hpp"
#include <widthwise/formats/scale_integer.hpp>

namespace ww = widthwise;

TEST_CASE("the row's maximum is exact and every element within half a step") {
    std::mt19937 random(4);
    std::normal_distribution<float> normal;
    for (int trial = 0; trial < 100; ++trial) {
        std::vector<float> x(20);
        float max = 0;
        for (float& v : x) {
            v = normal(random);
            max = std::max(max, std::fabs(v));
        }
        std::vector<float> const y = quantize_row<ww::scale_integer<8>>(x);
        for (std::size_t i = 0; i < x.size(); ++i) {
            CHECK(std::fabs(y[i] - x[i]) <= max / 254 * 1.000001f);
            CHECK((std::fabs(x[i]) != max || y[i] == x[i]));
        }
        std::vector<float> const again = quantize_row<ww::scale_integer<8>>(y);
        CHECK(again == y);
    }
}

TEST_CASE("rows have their own scale; unsigned clips at zero") {
    std::vector<float> x = {1, 0.4f, -100, 40};
    int const dims[] = {2, 2};
    ww::scale_integer<2>::quantize_tensor(x.data(), x.data(), dims, 2);
    CHECK(x == std::vector<float>{1, 0, -100, 0});
    CHECK(quantize_row<ww::scale_integer<1, false>>({3, -3, 1}) == std::vector<float>{3, 0, 0});
    CHECK(quantize_row<ww::mase::scale_integer<8>>({1, -1}) ==
          std::vector<float>{127 / 128.0f, -1});
}

TEST_CASE("zeros stay, NaN passes alone, infinities count as the largest float") {
    float const inf = std::numeric_limits<float>::infinity();
    float const most = std::numeric_limits<float>::max();
    CHECK(quantize_row<ww::scale_integer<8>>({0, 0}) == std::vector<float>{0, 0});
    std::vector<float> const y = quantize_row<ww::scale_integer<8>>({std::nanf(""), 2, 1});
    CHECK(std::isnan(y[0]));
    CHECK(y[1] == 2.0f);
    CHECK(quantize_row<ww::scale_integer<8>>({inf, -inf, 1})[0] == most);
    CHECK(std::isfinite(quantize_row<ww::scale_integer<8>>({inf, -inf, 1})[1]));
    CHECK(quantize_row<ww::scale_integer<8>>({1e-45f, 0})[0] == 1e-45f);
}
