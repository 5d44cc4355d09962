// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <type_traits>
#include <vector>

#include "tests/unit/formats/block.hpp"
#include "tests/unit/formats/nearest.hpp"
#include <widthwise/formats/block_fp.hpp>

namespace ww = widthwise;

namespace {

float const inf = std::numeric_limits<float>::infinity();

// Elements beside a maximum in [2^(k-1), 2^k) are the nearest of the set of k.
template <int Width, int Exponent, int Bias>
void check(float max, int k) {
    std::vector<double> set;
    for (int q = 0; q < 1 << (Width - 1); ++q) {
        set.push_back(std::ldexp(q, k - Width + 1));
        set.push_back(-std::ldexp(q, k - Width + 1));
    }
    auto const beside_max = [max](float x) {
        float const inside = x > max ? max : x < -max ? -max : x;
        return quantize_row<ww::block_fp<Width, Exponent, Bias, -1>>(
                   {max, inside})[x != x ? 0 : 1] +
               (x != x ? x : 0.0f);
    };
    check_nearest(beside_max, set);
}

} // namespace

TEST_CASE("block_fp is the nearest value of the set its maximum chooses") {
    check<8, 8, 127>(1.9999f, 1);
    check<4, 8, 127>(1023.0f, 10);
    check<2, 4, 7>(0.99f, 0);
    check<6, 3, 3>(15.999f, 4);  // the largest exponent
    check<6, 3, 3>(0.1249f, -3); // the least
}

TEST_CASE("a power of two as maximum stays, in every block") {
    std::vector<float> const x = {1.0f, 0.3f, -4.0f, 0.3f};
    CHECK(quantize_row<ww::block_fp<4, 8, 127, 2>>(x) == std::vector<float>{1, .25f, -4, 0});
    CHECK(quantize_row<ww::mase::block_fp<4, 8, 127, 2>>(x) ==
          std::vector<float>{.875f, .25f, -3.5f, .5f});
}

TEST_CASE("zeros stay zero; NaN passes alone, infinities saturate") {
    using format = ww::block_fp<8, 4, 7, -1>;
    CHECK(quantize_row<format>({0, -0.0f}) == std::vector<float>{0, 0});
    std::vector<float> const y = quantize_row<format>({std::nanf(""), 1, -inf});
    CHECK(std::isnan(y[0]));
    CHECK(y[1] == 0.0f); // beside an infinity the step is 2
    CHECK(y[2] == -254.0f);
    CHECK(quantize_row<format>({std::nanf(""), 1})[1] == 1.0f);
    CHECK(std::isnan(quantize_row<ww::mase::block_fp<8, 4, 7, -1>>({std::nanf(""), 1})[1]));
}

TEST_CASE("the row holds the last two extents") {
    using format = ww::block_fp<8, 4, ww::default_bias, 3, 1, 16>;
    CHECK(format::row().block[0] == 1);
    CHECK(format::row().block[1] == 16);
    CHECK(format::row().bias == 7);
    CHECK(ww::block_fp<8, 4, 7, 16>::row().block[0] == -1);
    static_assert(std::is_same<ww::mase_compat<ww::block_fp<8, 4, 7, 16>>,
                               ww::mase::block_fp<8, 4, 7, 16>>::value,
                  "");
}
