// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "tests/unit/formats/block.hpp"
#include "tests/unit/formats/nearest.hpp"
#include <widthwise/formats/mxint.hpp>

namespace ww = widthwise;

namespace {

template <int Width>
void check(float max, int k) {
    std::vector<double> set;
    for (int q = -(1 << (Width - 1)); q < 1 << (Width - 1); ++q) {
        set.push_back(std::ldexp(q, k - Width + 2));
    }
    auto const beside_max = [max](float x) {
        if (x != x) {
            return quantize_row<ww::mxint<Width, 8, -1>>({max, x})[1];
        }
        // an element larger than the block's maximum would choose another scale
        float const least = -std::ldexp(1.0f, std::ilogb(max) + 1);
        float const inside = x > max ? max : x <= least ? std::nextafter(least, 0.0f) : x;
        return quantize_row<ww::mxint<Width, 8, -1>>({max, inside})[1];
    };
    check_nearest(beside_max, set);
}

} // namespace

TEST_CASE("mxint is the nearest multiple within two's complement") {
    check<8>(1.9999f, 0);
    check<4>(1000.0f, 9);
    check<2>(0.26f, -2);
}

TEST_CASE("a power of two as maximum stays, of either sign") {
    CHECK(quantize_row<ww::mxint<8, 8, 2>>({32, 1, -32, 1}) == std::vector<float>{32, 1, -32, 1});
    CHECK(quantize_row<ww::mase::mxint<8, 8, -1>>({32, 1})[0] == 31.75f);
}

TEST_CASE("scales saturate, zeros stay, NaN passes alone") {
    using format = ww::mxint<6, 4, -1>;                  // scales 2^-8 .. 2^7
    CHECK(quantize_row<format>({1000, 0})[0] == 248.0f); // 31 2^3
    CHECK(quantize_row<ww::mase::mxint<6, 4, -1>>({-267, 0})[0] == -136.0f);
    CHECK(quantize_row<format>({std::ldexp(1.0f, -30), 0}) == std::vector<float>{0, 0});
    CHECK(quantize_row<format>({0, -0.0f}) == std::vector<float>{0, 0});
    std::vector<float> const y =
        quantize_row<format>({std::nanf(""), 1, std::numeric_limits<float>::infinity()});
    CHECK(std::isnan(y[0]));
    CHECK(y[1] == 0.0f);
    CHECK(y[2] == 248.0f);
    CHECK(format::row().exponent == 4);
}
