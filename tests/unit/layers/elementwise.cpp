// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/layers/forward.hpp"

#include <cmath>
#include <limits>

using namespace forwards;

namespace {

using x8 = ww::fixed<8, 3>;
using sum20 = ww::fixed<20, 6>;

template <class Layer, class F>
void check_two(F expected, int frac) {
    generator from{static_cast<std::uint64_t>(frac)};
    std::vector<ww::shape> const shapes{ww::extents(3, 10), ww::extents(3, 10)};
    auto const p = from.floats(30), q = from.floats(30);
    ww::reads<floats> v{};
    v.x = p.data();
    v.x1 = q.data();
    v.weight = q.data();
    auto const y = run<Layer>(shapes, v);
    auto const a = from.raws<x8>(30), b = from.raws<x8>(30);
    using A = exact<x8, x8, x8, sum20>;
    ww::reads<A> u{};
    u.x = a.data();
    u.x1 = b.data();
    auto const z = run<Layer>(shapes, u);
    for (std::size_t i = 0; i < 30; ++i) {
        REQUIRE(y[i] ==
                static_cast<float>(expected(static_cast<double>(p[i]), static_cast<double>(q[i]))));
        double const units = expected(a[i] / 8.0, b[i] / 8.0) * 64; // exact
        REQUIRE(static_cast<double>(z[i]) == units);
    }
}

} // namespace

TEST_CASE("add, sub, mul") {
    check_two<ww::add>([](double a, double b) { return a + b; }, 1);
    check_two<ww::sub>([](double a, double b) { return a - b; }, 2);
    check_two<ww::mul>([](double a, double b) { return a * b; }, 3);
}

TEST_CASE("relu: max(x, 0), NaN stays, data_out is a cast") {
    float const nan = std::numeric_limits<float>::quiet_NaN();
    float const x[] = {-1.5f, 0.0f, -0.0f, 2.5f, nan, -std::numeric_limits<float>::infinity()};
    ww::reads<floats> v{};
    v.x = x;
    auto const y = run<ww::relu>({ww::extents(6)}, v);
    CHECK(y[0] == 0);
    CHECK(y[1] == 0);
    CHECK(y[3] == 2.5f);
    CHECK(std::isnan(y[4]));
    CHECK(y[5] == 0);

    using u4 = ww::ufixed<4, 1>;
    using A = ww::arithmetic<x8, x8, x8, u4, u4, ww::no_activation, false>;
    for (int raw = -128; raw < 128; ++raw) {
        std::int8_t const one = static_cast<std::int8_t>(raw);
        ww::reads<A> u{};
        u.x = &one;
        double const real = raw < 0 ? 0 : raw / 8.0;
        double const units = std::nearbyint(real * 2);
        REQUIRE(run<ww::relu>({ww::extents(1)}, u)[0] == (units > 15 ? 15 : units));
    }
}

TEST_CASE("an activation behind a node: relu(cast(acc)), then its own cast") {
    using out = ww::ufixed<5, 2>;
    using A = ww::arithmetic<x8, x8, x8, sum20, x8, ww::relu_activation<x8, out>, false>;
    generator from{5};
    auto const a = from.raws<x8>(200), b = from.raws<x8>(200);
    ww::reads<A> v{};
    v.x = a.data();
    v.x1 = b.data();
    auto const y = run<ww::add>({ww::extents(200), ww::extents(200)}, v);
    for (std::size_t i = 0; i < 200; ++i) {
        int const sum = a[i] + b[i], stored = sum > 127 ? 127 : sum; // below -128 relu gives 0 too
        double const units = std::nearbyint((stored < 0 ? 0 : stored) / 2.0);
        REQUIRE(static_cast<double>(y[i]) == (units > 31 ? 31 : units));
    }
}

TEST_CASE("batch_norm: float by statistics, quantized by scale and shift") {
    generator from{9};
    auto const x = from.floats(3 * 4), w = from.floats(3), b = from.floats(3), m = from.floats(3);
    float const variance[] = {0.25f, 1.0f, 0.0f};
    ww::reads<floats> v{};
    v.x = x.data();
    v.weight = w.data();
    v.bias = b.data();
    v.mean = m.data();
    v.variance = variance;
    auto const y = run<ww::batch_norm1d<3>>({ww::extents(3, 4)}, v);
    auto const z = run<ww::batch_norm2d<3>>({ww::extents(3, 2, 2)}, v);
    for (std::size_t i = 0; i < 12; ++i) {
        std::size_t const c = i / 4;
        double const scale =
            static_cast<double>(w[c]) / std::sqrt(static_cast<double>(variance[c]) + 1e-5);
        double const centered = static_cast<double>(x[i]) - static_cast<double>(m[c]);
        double const expected = centered * scale + static_cast<double>(b[c]);
        REQUIRE(near(y[i], expected, std::fabs(centered * scale) + 2));
        REQUIRE(z[i] == y[i]);
    }
    using A = exact<x8, x8, x8, sum20>;
    auto const r = from.raws<x8>(12), scale = from.raws<x8>(3), shift = from.raws<x8>(3);
    ww::reads<A> u{};
    u.x = r.data();
    u.weight = scale.data();
    u.bias = shift.data();
    auto const q = run<ww::batch_norm1d<3>>({ww::extents(3, 4)}, u);
    for (std::size_t i = 0; i < 12; ++i) {
        REQUIRE(q[i] == scale[i / 4] * r[i] + shift[i / 4] * 8);
    }
}
