// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/layers/forward.hpp"

#include <cmath>
#include <limits>

using namespace forwards;

namespace {
ww::reads<floats> reading(std::vector<float> const& x) {
    ww::reads<floats> v{};
    v.x = x.data();
    return v;
}
} // namespace

TEST_CASE("softmax along the last axis, within a float") {
    generator from{1};
    std::vector<float> x = from.floats(4 * 5);
    for (float& v : x) {
        v *= 20;
    }
    auto const y = run<ww::softmax>({ww::extents(4, 5)}, reading(x));
    for (std::size_t row = 0; row < 4; ++row) {
        double all = 0, total = 0;
        for (std::size_t i = 0; i < 5; ++i) {
            all += std::exp(static_cast<double>(x[row * 5 + i]));
        }
        for (std::size_t i = 0; i < 5; ++i) {
            double const expected = std::exp(static_cast<double>(x[row * 5 + i])) / all;
            REQUIRE(near(y[row * 5 + i], expected, expected));
            total += static_cast<double>(y[row * 5 + i]);
        }
        CHECK(std::fabs(total - 1) < 1e-6);
    }
}

TEST_CASE("softmax of large values does not overflow; of equal ones it is even") {
    auto const y = run<ww::softmax>({ww::extents(3)}, reading({1e30f, 1e30f, -1e30f}));
    CHECK(y == std::vector<float>{0.5f, 0.5f, 0.0f});
}

TEST_CASE("sigmoid and tanh, within a float, at the ends too") {
    std::vector<float> x;
    for (int i = -400; i <= 400; ++i) {
        x.push_back(static_cast<float>(i) / 16);
    }
    x.push_back(1e-30f);
    x.push_back(std::numeric_limits<float>::max());
    x.push_back(-std::numeric_limits<float>::max());
    ww::shape const all = ww::extents(static_cast<int>(x.size()));
    auto const s = run<ww::sigmoid>({all}, reading(x));
    auto const t = run<ww::tanh>({all}, reading(x));
    for (std::size_t i = 0; i < x.size(); ++i) {
        double const v = static_cast<double>(x[i]);
        double const sigmoid = 1 / (1 + std::exp(-v)), tanh = std::tanh(v);
        REQUIRE_MESSAGE(near(s[i], sigmoid, sigmoid), v);
        REQUIRE_MESSAGE(near(t[i], tanh, tanh), v);
    }
}

TEST_CASE("integers in, a fixed format out: the real function, rounded to float, then cast") {
    using x8 = ww::fixed<8, 4>;
    using out = ww::ufixed<8, 8>;
    using A = ww::arithmetic<x8, x8, x8, ww::f32, out, ww::no_activation, false>;
    for (int raw = -128; raw < 128; ++raw) {
        std::int8_t const x = static_cast<std::int8_t>(raw);
        ww::reads<A> v{};
        v.x = &x;
        double const real =
            static_cast<double>(static_cast<float>(1 / (1 + std::exp(-raw / 16.0))));
        double const units = std::nearbyint(real * 256);
        REQUIRE(static_cast<double>(run<ww::sigmoid>({ww::extents(1)}, v)[0]) ==
                (units > 255 ? 255 : units));
    }
}
