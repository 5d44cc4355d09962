// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "tests/unit/formats/block.hpp"
#include <widthwise/formats/block_minifloat.hpp>

namespace ww = widthwise;

TEST_CASE("the bias lets the block's maximum fit: it is off by half a step at most") {
    using format = ww::block_minifloat<8, 4, 6, -1>; // 3 bits of mantissa, biases 0 .. 63
    for (int k = -48; k <= 15; ++k) {
        for (float significand : {1.0f, 1.125f, 1.2f, 1.5f, 1.875f}) {
            float const max = std::ldexp(significand, k);
            float const y = quantize_row<format>({max, 0})[0];
            CHECK(std::fabs(y - max) <= std::ldexp(1.0f, k - 4));
        }
    }
    CHECK(quantize_row<format>({std::ldexp(1.0f, 16), 0})[0] == std::ldexp(1.875f, 15));
}

TEST_CASE("elements are those of minifloat_ieee with the block's bias") {
    std::vector<float> const x = {1023.0f, 0.3f, -77.7f, 1e-3f, 5e5f, -3.0f};
    std::vector<float> const y = quantize_row<ww::block_minifloat<8, 4, 8, 4>>(x);
    for (std::size_t i = 0; i < x.size(); ++i) {
        CHECK(y[i] == (i < 4 ? ww::minifloat_ieee<8, 4, 6>::quantize(x[i])    // 15 - 9
                             : ww::minifloat_ieee<8, 4, 0>::quantize(x[i]))); // 15 - 18
    }
}

TEST_CASE("mase::block_minifloat keeps MASE's inverted bias") {
    CHECK(quantize_row<ww::mase::block_minifloat<8, 4, 8, -1>>({1024, 0})[0] == 60);
    CHECK(quantize_row<ww::block_minifloat<8, 4, 8, -1>>({1024, 0})[0] == 1024);
}

TEST_CASE("zeros stay zero, NaN passes alone") {
    using format = ww::block_minifloat<8, 4, 8, -1>;
    CHECK(quantize_row<format>({0, 0}) == std::vector<float>{0, 0});
    std::vector<float> const y = quantize_row<format>({std::nanf(""), 0.5f});
    CHECK(std::isnan(y[0]));
    CHECK(y[1] == 0.5f);
    CHECK(format::row().bias == 8);
    CHECK(format::row().exponent == 4);
}
