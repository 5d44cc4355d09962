// SPDX-License-Identifier: Apache-2.0
// Float batch_norm of random shapes against the double one: how far it may be from it, what it may
// read and write.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>

#include <widthwise/kernels/normalize.hpp>

#include "tests/property/kernels/random.hpp"

namespace {

namespace ww = widthwise;
namespace kernels = widthwise::kernels;
using kernel_tests::generator;

float any_float(generator& r) {
    std::normal_distribution<float> normal(0, 3);
    switch (r.from(0, 9)) {
    case 0:
        return 0.0f;
    case 1:
        return r.coin() ? 1e6f : -1e6f;
    case 2:
        return std::numeric_limits<float>::quiet_NaN();
    case 3:
        return 1000.0f + normal(r.engine); // close to a mean
    default:
        return normal(r.engine);
    }
}

void check(generator& r, ww::isa::tier tier) {
    kernels::normalize_step n;
    int const channels = r.from(1, 40), pixels = r.coin() ? 1 : r.from(1, 9);
    std::size_t const count = static_cast<std::size_t>(channels * pixels);
    n.relu = r.coin();
    n.from.kind = n.to.kind = kernels::cell::f32;
    n.from.elements = n.to.elements = count;
    n.from.stride = (count + static_cast<std::size_t>(r.from(0, 2))) * 4;
    n.to.stride = (count + static_cast<std::size_t>(r.from(0, 2))) * 4;
    n.from_input = n.to_output = true;
    n.x_at = 1;
    n.y_at = 1;
    for (int c = 0; c < channels; ++c) {
        float const variance = std::abs(any_float(r));
        n.mean.push_back(r.from(0, 3) == 0 ? 1000.0 : double{std::fmod(any_float(r), 9.0f)});
        n.mean.back() = std::isnan(n.mean.back()) ? 0 : n.mean.back();
        n.deviation.push_back(std::sqrt((std::isnan(variance) ? 1.0 : double{variance}) + 1e-5));
        n.weight.push_back(r.from(0, 5) == 0 ? 0.0 : r.from(-300, 300) / 128.0);
        n.bias.push_back(r.from(-300, 300) / 128.0);
    }
    prepare_floats(n, tier);
    REQUIRE((n.kernel != nullptr));

    std::size_t const samples = static_cast<std::size_t>(r.from(1, 7));
    float const poison = 12345;
    std::vector<float> x(n.from.stride / 4 * samples + 1), y(n.to.stride / 4 * samples + 2, poison);
    for (float& v : x) {
        v = any_float(r);
    }
    kernels::context c;
    c.x = x.data();
    c.y = y.data();
    c.samples = static_cast<int>(samples);
    run_normalize_floats(&n, c);

    double const unit = std::ldexp(1.0, -24);
    bool close = true, intact = y.front() == poison && y.back() == poison;
    for (std::size_t s = 0; s < samples; ++s) {
        for (std::size_t i = 0; i < n.to.stride / 4; ++i) {
            float const got = y[s * (n.to.stride / 4) + i + 1];
            if (i >= count) {
                intact = intact && got == poison;
                continue;
            }
            std::size_t const at = i % static_cast<std::size_t>(channels);
            double const in = double{x[s * (n.from.stride / 4) + i + 1]};
            double const product = (in - n.mean[at]) / n.deviation[at] * n.weight[at];
            double const exact = product + n.bias[at];
            double const expected = n.relu && exact < 0 ? 0 : exact;
            // A rounding more where the product is rounded too, of which SIMDe is one; and some
            // for those of roundings.
            double const slack = unit * (3.001 * std::abs(product) + std::abs(exact)) + unit * unit;
            close = close &&
                    (std::isnan(in) ? std::isnan(got) : std::abs(double{got} - expected) <= slack);
        }
    }
    CHECK(close);
    CHECK(intact);
}

} // namespace

TEST_CASE("float batch_norm of random shapes, on every tier") {
    for (ww::isa::tier const tier : ww::isa::all_tiers) {
        if (!ww::isa::has(tier) || kernels::shape_of(tier).lanes == 0) {
            continue;
        }
        CAPTURE(std::string(ww::isa::name_of(tier)));
        generator r{std::mt19937(13)};
        for (int k = 0; k < 400; ++k) {
            check(r, tier);
        }
    }
}
TEST_CASE("a factor that is no float is left to double") {
    kernels::normalize_step n;
    n.from.elements = 1;
    n.mean = n.bias = {0};
    n.deviation = {std::sqrt(1e-5)};
    for (double const weight : {3e38, 1e-43, std::numeric_limits<double>::quiet_NaN()}) {
        n.weight = {weight};
        prepare_floats(n, ww::isa::best());
        CHECK((n.kernel == nullptr));
    }
}
