// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/layers/forward.hpp"

#include <limits>

using namespace forwards;

namespace {

using x8 = ww::fixed<8, 4>;

/// num / den to an integer by the definition of each mode.
std::int64_t round_ratio(std::int64_t num, std::int64_t den, ww::rounding mode) {
    std::int64_t floor = num / den - (num % den < 0 ? 1 : 0);
    std::int64_t const rest = num - floor * den;
    std::int64_t const up = floor + 1;
    if (rest == 0) {
        return floor;
    }
    switch (mode) {
    case ww::rounding::floor:
        return floor;
    case ww::rounding::toward_zero:
        return num < 0 ? up : floor;
    default:
        break;
    }
    if (2 * rest != den) {
        return 2 * rest > den ? up : floor;
    }
    switch (mode) {
    case ww::rounding::half_up:
        return up;
    case ww::rounding::half_down:
        return floor;
    case ww::rounding::half_away:
        return num < 0 ? floor : up;
    case ww::rounding::half_toward_zero:
        return num < 0 ? up : floor;
    case ww::rounding::half_even:
        return floor % 2 == 0 ? floor : up;
    default:
        return floor % 2 == 0 ? up : floor;
    }
}

/// A 2x3 window over [1, 2, 3]: one mean of six values, a tie for every sixth sum.
template <ww::rounding Round, int Frac>
void check_means() {
    using out = ww::fixed<24, Frac, true, Round, ww::overflow::saturate>;
    using A = ww::arithmetic<x8, x8, x8, ww::f32, out, ww::no_activation, false>;
    generator from{static_cast<std::uint64_t>(Round) * 10 + Frac};
    for (int i = 0; i < 200; ++i) {
        auto x = from.raws<x8>(6);
        for (auto& v : x) { // small sums meet ties often
            v = i % 2 == 0 ? static_cast<std::int8_t>(v % 4) : v;
        }
        ww::reads<A> v{};
        v.x = x.data();
        std::int64_t const six = x[0] + x[1] + x[2] + x[3] + x[4] + x[5];
        std::int64_t const up = Frac > 4 ? std::int64_t{1} << (Frac - 4) : 1;
        std::int64_t const down = Frac < 4 ? std::int64_t{1} << (4 - Frac) : 1;
        auto const y = run<ww::avg_pool2d<ww::pair<2, 3>>>({ww::extents(1, 2, 3)}, v);
        REQUIRE(y[0] == round_ratio(six * up, 6 * down, Round));
    }
}
template <ww::rounding Round>
void check_mode() {
    check_means<Round, 1>();
    check_means<Round, 4>();
    check_means<Round, 7>();
}

} // namespace

TEST_CASE("means of integers are the exact quotient, rounded once, in all eight modes") {
    check_mode<ww::rounding::floor>();
    check_mode<ww::rounding::toward_zero>();
    check_mode<ww::rounding::half_up>();
    check_mode<ww::rounding::half_toward_zero>();
    check_mode<ww::rounding::half_away>();
    check_mode<ww::rounding::half_down>();
    check_mode<ww::rounding::half_even>();
    check_mode<ww::rounding::half_odd>();
}

TEST_CASE("max and average windows: stride, padding") {
    generator from{3};
    auto const x = from.floats(2 * 5 * 6);
    ww::reads<floats> v{};
    v.x = x.data();
    using window = ww::pair<3, 2>;
    auto const most =
        run<ww::max_pool2d<window, ww::pair<2, 1>, ww::pair<1, 0>>>({ww::extents(2, 5, 6)}, v);
    auto const mean =
        run<ww::avg_pool2d<window, ww::pair<2, 1>, ww::pair<1, 0>>>({ww::extents(2, 5, 6)}, v);
    REQUIRE(most.size() == 2 * 3 * 5);
    REQUIRE(mean.size() == most.size());
    for (int o = 0; o < 30; ++o) {
        int const c = o / 15, i = o / 5 % 3, j = o % 5;
        double best = -100, sum = 0;
        for (int a = 0; a < 3; ++a) {
            for (int b = 0; b < 2; ++b) {
                int const h = i * 2 + a - 1, w = j + b;
                if (h >= 0 && h < 5) {
                    double const value =
                        static_cast<double>(x[static_cast<std::size_t>((c * 5 + h) * 6 + w)]);
                    best = value > best ? value : best;
                    sum += value;
                }
            }
        }
        auto const at = static_cast<std::size_t>(o);
        REQUIRE(static_cast<double>(most[at]) == best);
        REQUIRE(near(mean[at], sum / 6, 2)); // padding counts as zeros
    }
}

TEST_CASE("one axis: the same with height 1") {
    generator from{4};
    auto const x = from.floats(3 * 8);
    ww::reads<floats> v{};
    v.x = x.data();
    CHECK(run<ww::max_pool1d<3, 2, 1>>({ww::extents(3, 8)}, v) ==
          run<ww::max_pool2d<ww::pair<1, 3>, ww::pair<1, 2>, ww::pair<0, 1>>>(
              {ww::extents(3, 1, 8)}, v));
    CHECK(run<ww::avg_pool1d<4>>({ww::extents(3, 8)}, v) ==
          run<ww::avg_pool2d<ww::pair<1, 4>>>({ww::extents(3, 1, 8)}, v));
}

TEST_CASE("max of raw values, negative ones too; NaN wins") {
    std::int8_t const raw[] = {-128, -7, -9, -100};
    using A = exact<x8, x8, x8, x8>;
    ww::reads<A> v{};
    v.x = raw;
    CHECK(run<ww::max_pool2d<ww::pair<2>>>({ww::extents(1, 2, 2)}, v)[0] == -7);
    float const nan = std::numeric_limits<float>::quiet_NaN();
    float const x[] = {1.0f, nan, 3.0f, 2.0f};
    ww::reads<floats> u{};
    u.x = x;
    float const y = run<ww::max_pool2d<ww::pair<2>>>({ww::extents(1, 2, 2)}, u)[0];
    CHECK(y != y);
}

TEST_CASE("an adaptive mean of integers is rounded the same way") {
    using out = ww::fixed<8, 4>;
    using A = ww::arithmetic<x8, x8, x8, ww::f32, out, ww::no_activation, false>;
    std::int8_t const raw[] = {1, 2, 3, 3, 0, 0};
    ww::reads<A> v{};
    v.x = raw;
    auto const y = run<ww::adaptive_avg_pool2d<1>>({ww::extents(1, 2, 3)}, v);
    CHECK(y[0] == 2); // 1.5, half to even
}

TEST_CASE("adaptive means: torch's overlapping segments, and MASE's zeros") {
    float const x[] = {1, 2, 3, 4, 5};
    ww::reads<floats> v{};
    v.x = x;
    std::vector<ww::shape> const row{ww::extents(1, 1, 5)};
    auto const y = run<ww::adaptive_avg_pool2d<1, 3>>(row, v); // [0,2) [1,4) [3,5)
    CHECK(y == std::vector<float>{1.5f, 3.0f, 4.5f});
    using mase = ww::adaptive_avg_pool2d<1, 3, ww::rule::mase_compat>;
    CHECK(run<mase>(row, v) == std::vector<float>{1.5f, 3.5f, 2.5f}); // 5 and a zero
}

namespace {
template <class Out>
std::int64_t mean_as(std::int64_t sum, std::int64_t n) {
    using x = widthwise::fixed<8, 0>;
    using arithmetic =
        widthwise::arithmetic<x, x, x, widthwise::f32, Out, widthwise::no_activation, false>;
    return arithmetic::store_mean(widthwise::wide(sum), 0.0, n);
}
} // namespace

TEST_CASE("a mean far beyond data_out overflows by its sign, however far") {
    using far = widthwise::fixed<8, 130>; // 2 is 2^131 units
    CHECK(mean_as<far>(8, 4) == 127);
    CHECK(mean_as<far>(-8, 4) == -128);
    CHECK(mean_as<far>(0, 4) == 0);
    CHECK(mean_as<widthwise::fixed<8, 1000>>(-1, 4) == -128);
    CHECK(mean_as<widthwise::ap_fixed<8, -122>>(8, 4) == 0); // wraps: the low bits of 2^131
    CHECK(mean_as<widthwise::ap_fixed<8, -122>>(-8, 4) == 0);
}
