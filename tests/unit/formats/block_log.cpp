// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "tests/unit/formats/block.hpp"
#include <widthwise/formats/block_log.hpp>

namespace ww = widthwise;

TEST_CASE("the block's maximum becomes the nearest power of two, and is the top code") {
    using format = ww::block_log<4, 8, -1>; // 8 powers of two, biases 0 .. 255
    for (int k = -100; k <= 7; ++k) {
        float const below = std::ldexp(1.45f, k), above = std::ldexp(1.55f, k);
        CHECK(quantize_row<format>({below, 0})[0] == std::ldexp(1.0f, k));
        CHECK(quantize_row<format>({below, 0})[1] == std::ldexp(1.0f, k - 7));
        if (k < 7) {
            CHECK(quantize_row<format>({-above, 0})[0] == -std::ldexp(1.0f, k + 1));
        }
    }
    CHECK(quantize_row<format>({4096, 0})[0] == 128); // bias 0
}

TEST_CASE("elements are those of log with the block's bias") {
    std::vector<float> const x = {9.0f, -0.3f, 0.0f, 1e-9f, 100.0f, 3.1f};
    std::vector<float> const y = quantize_row<ww::block_log<4, 8, 4>>(x);
    for (std::size_t i = 0; i < x.size(); ++i) {
        CHECK(y[i] == (i < 4 ? ww::log<4, 4>::quantize(x[i]) : ww::log<4, 0>::quantize(x[i])));
    }
}

TEST_CASE("an all-zero block has the least values of all; NaN passes alone") {
    CHECK(quantize_row<ww::block_log<4, 4, -1>>({0, 0})[1] == std::ldexp(1.0f, -15));
    CHECK(quantize_row<ww::block_log<4, 8, -1>>({0, 0})[1] == std::ldexp(1.0f, -149));
    CHECK(quantize_row<ww::mase::block_log<4, 4, -1>>({0, 0})[1] == std::ldexp(1.0f, -7));
    std::vector<float> const y = quantize_row<ww::block_log<4, 4, -1>>({std::nanf(""), 0.5f});
    CHECK(std::isnan(y[0]));
    CHECK(y[1] == 0.5f);
}
