// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <random>

#include <widthwise/core/math.hpp>

namespace ww = widthwise;

namespace {

// |got - wanted| in units in the last place of wanted as a double
double ulps(double got, long double wanted) {
    double const rounded = static_cast<double>(wanted);
    if (got == rounded && (rounded == 0 || std::isinf(rounded))) {
        return 0;
    }
    int exponent = 0;
    std::frexp(rounded, &exponent);
    return static_cast<double>(std::fabs(static_cast<long double>(got) - wanted) /
                               std::ldexp(1.0L, std::max(exponent - 53, -1074)));
}

// Any finite double >= 0, every exponent equally often.
double any_positive(std::mt19937_64& random) {
    double value = std::numeric_limits<double>::infinity();
    while (!std::isfinite(value)) {
        std::uint64_t const bits = random() >> 1;
        std::memcpy(&value, &bits, sizeof value);
    }
    return value;
}

double const inf = std::numeric_limits<double>::infinity();
double const not_a_number = std::numeric_limits<double>::quiet_NaN();

} // namespace

TEST_CASE("parts and roundings of a double are those of <cmath>") {
    for (int n = -1200; n <= 1200; ++n) {
        CHECK(ww::exp2i(n) == std::ldexp(1.0, n));
    }
    std::mt19937_64 random(1);
    for (int i = 0; i < 200000; ++i) {
        double const x = any_positive(random) * (i % 2 == 0 ? 1 : -1);
        int const n = static_cast<int>(random() % 4400) - 2200;
        double const near =
            std::ldexp(static_cast<double>(random() >> 1), -static_cast<int>(random() % 70));
        double const half = std::rint(near) / (i % 2 == 0 ? 2 : -2);
        bool const equal =
            ww::exponent_of(x) == (x == 0 ? -1075 : std::ilogb(x)) &&
            ww::scale_by_power(x, n) == std::ldexp(x, n) && ww::absolute(x) == std::fabs(x) &&
            ww::floor(x) == std::floor(x) && ww::floor(near) == std::floor(near) &&
            ww::ceil(-near) == std::ceil(-near) && ww::round_half_even(near) == std::rint(near) &&
            ww::floor(half) == std::floor(half) && ww::round_half_even(half) == std::rint(half);
        REQUIRE_MESSAGE(equal, x << ' ' << n << ' ' << near << ' ' << half);
    }
}

TEST_CASE("errors stay within the stated bounds") {
    double exp = 0, log = 0, log2 = 0, tanh = 0, sigmoid = 0;
    std::mt19937_64 random(2);
    std::uniform_real_distribution<double> unit(-1, 1), mid(-30, 30), wide(-746, 710),
        near_one(.5, 2);
    for (int i = 0; i < 400000; ++i) {
        double const x = i % 3 == 0 ? unit(random) : i % 3 == 1 ? mid(random) : wide(random);
        double const y = i % 2 == 0 ? near_one(random) : any_positive(random);
        long double const lx = x, ly = y;
        exp = std::max(exp, ulps(ww::math::exp(x), std::exp(lx)));
        tanh = std::max(tanh, ulps(ww::math::tanh(x), std::tanh(lx)));
        sigmoid = std::max(sigmoid, ulps(ww::math::sigmoid(x), 1 / (1 + std::exp(-lx))));
        log = std::max(log, ulps(ww::math::log(y), std::log(ly)));
        log2 = std::max(log2, ulps(ww::math::log2(y), std::log2(ly)));
        REQUIRE(ww::math::sqrt(y) == std::sqrt(y)); // correctly rounded, as IEEE's is
    }
    MESSAGE("ulp: exp " << exp << ", log " << log << ", log2 " << log2 << ", tanh " << tanh
                        << ", sigmoid " << sigmoid);
    CHECK(exp <= 1);
    CHECK(log <= 1);
    CHECK(log2 <= 2);
    CHECK(tanh <= 3);
    CHECK(sigmoid <= 3);
}

TEST_CASE("log2 is exact at powers of two") {
    for (int n = -1074; n <= 1023; ++n) {
        CHECK(ww::math::log2(ww::exp2i(n)) == n);
    }
}

TEST_CASE("the ends of the line") {
    CHECK(ww::math::exp(inf) == inf);
    CHECK(ww::math::exp(-inf) == 0);
    CHECK(ww::math::exp(-745.0) == std::exp(-745.0)); // the least denormal
    CHECK(ww::math::log(inf) == inf);
    CHECK(ww::math::log2(0) == -inf);
    CHECK(ww::math::sqrt(inf) == inf);
    CHECK(ww::math::tanh(inf) == 1);
    CHECK(ww::math::sigmoid(inf) == 1);
    CHECK(ww::math::sigmoid(-inf) == 0);
    CHECK(std::signbit(ww::math::tanh(-0.0)));
    CHECK(std::signbit(ww::math::sqrt(-0.0)));
    for (auto f : {ww::math::exp, ww::math::log, ww::math::log2, ww::math::sqrt, ww::math::tanh,
                   ww::math::sigmoid, ww::floor, ww::ceil, ww::round_half_even}) {
        CHECK(std::isnan(f(not_a_number)));
    }
    for (auto f : {ww::math::log, ww::math::log2, ww::math::sqrt}) {
        CHECK(std::isnan(f(-1)));
        CHECK(std::isnan(f(-inf)));
    }
    CHECK(ww::scale_by_power(inf, -5000) == inf);
    CHECK(ww::scale_by_power(1, std::numeric_limits<int>::max()) == inf);
    CHECK(ww::scale_by_power(-1, std::numeric_limits<int>::min()) == 0);
}
