// SPDX-License-Identifier: Apache-2.0
// Float products of random shapes: y = b, then one fused multiply-add per input, in input order.
// SSE has no such instruction: it rounds each product too, within 2^-24 of its magnitude.
#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include <widthwise/kernels/pack_floats.hpp>

#include "tests/property/kernels/random.hpp"

namespace {

namespace ww = widthwise;
namespace kernels = widthwise::kernels;
using kernel_tests::generator;

/// The sum, and how far one that rounds twice may be from it.
struct sum {
    float value;
    float slack;
};

void check(generator& r, ww::isa::tier tier) {
    kernels::gemm_step g;
    int const lanes = kernels::shape_of(tier).lanes;
    int const run = r.from(1, 40), rows = r.from(1, 14);
    g.m.segments = r.from(0, 2) == 0 ? 3 : 1;
    g.m.inputs = run * g.m.segments;
    g.m.outputs = r.from(1, 70);
    bool const relu = r.coin();
    std::uniform_real_distribution<float> any(-2, 2);
    std::size_t const inputs = static_cast<std::size_t>(g.m.inputs);
    std::size_t const outputs = static_cast<std::size_t>(g.m.outputs);
    std::vector<float> weight(inputs * outputs), bias(r.coin() ? outputs : 0),
        x(inputs * static_cast<std::size_t>(rows));
    for (auto* const values : {&weight, &bias, &x}) {
        for (float& v : *values) {
            v = any(r.engine);
        }
    }
    kernels::pack_floats(g, weight, bias, lanes);
    std::size_t const segment = static_cast<std::size_t>(run) * 4 + 4;
    g.task.segment_bytes = static_cast<std::ptrdiff_t>(segment);
    g.task.row_bytes = static_cast<std::ptrdiff_t>(segment) * g.m.segments;
    g.task.outputs = g.task.writable = g.m.outputs;
    g.task.out_bytes = static_cast<std::ptrdiff_t>(outputs * 4) + 4 * r.from(0, 2);
    g.task.weights = g.weights.data();
    g.task.start_f32 = g.start_f32.data();
    std::vector<float> in(static_cast<std::size_t>(g.task.row_bytes * rows) / 4, -3.0f);
    auto* const from = reinterpret_cast<std::byte*>(in.data());
    for (int row = 0; row < rows; ++row) {
        for (int i = 0; i < g.m.inputs; ++i) {
            std::memcpy(from + row * g.task.row_bytes + i / run * g.task.segment_bytes +
                            4 * (i % run),
                        &x[static_cast<std::size_t>(row * g.m.inputs + i)], 4);
        }
    }
    float const poison = 12345;
    std::size_t const pitch = static_cast<std::size_t>(g.task.out_bytes) / 4;
    std::vector<float> y(pitch * static_cast<std::size_t>(rows) + 2, poison);
    (relu ? kernels::gemm_f32_for<true>(tier) : kernels::gemm_f32_for<false>(tier))(
        g.task, from, reinterpret_cast<std::byte*>(y.data() + 1), rows);

#if defined(WIDTHWISE_EMULATED)
    bool const fused = false; // SIMDe rounds twice as well
#else
    bool const fused = tier != ww::isa::tier::sse4;
#endif
    bool intact = y.front() == poison && y.back() == poison;
    bool equal = true;
    for (int row = 0; row < rows; ++row) {
        for (int o = 0; o < g.m.outputs; ++o) {
            sum s{bias.empty() ? 0 : bias[static_cast<std::size_t>(o)], 0};
            for (int i = 0; i < g.m.inputs; ++i) {
                float const a = x[static_cast<std::size_t>(row * g.m.inputs + i)];
                float const w = weight[static_cast<std::size_t>(o * g.m.inputs + i)];
                s.value = std::fma(a, w, s.value);
                s.slack += std::ldexp(std::abs(a * w) + std::abs(s.value), -23);
            }
            float const expected = relu && s.value < 0 ? 0 : s.value;
            float const got =
                y[1 + static_cast<std::size_t>(row) * pitch + static_cast<std::size_t>(o)];
            equal = equal && (fused ? got == expected : std::abs(got - expected) <= s.slack);
        }
        for (std::size_t k = outputs; k < pitch; ++k) {
            intact = intact && y[1 + static_cast<std::size_t>(row) * pitch + k] == poison;
        }
    }
    CHECK(equal);
    CHECK(intact);
}

} // namespace

TEST_CASE("float products of random shapes, on every tier") {
    for (ww::isa::tier const tier : ww::isa::all_tiers) {
        if (!ww::isa::has(tier) || kernels::shape_of(tier).lanes == 0) {
            continue;
        }
        CAPTURE(std::string(ww::isa::name_of(tier)));
        generator r{std::mt19937(31)};
        for (int k = 0; k < 300; ++k) {
            check(r, tier);
        }
    }
}
