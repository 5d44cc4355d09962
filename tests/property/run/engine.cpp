// SPDX-License-Identifier: Apache-2.0
#include "engine_compare.hpp"

#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/quantize.hpp>
#include <widthwise/passes/transfer.hpp>

namespace ww = widthwise;

namespace {

using float_net = ww::zoo::jet_16_64_32_32_5;
template <class Data, class Weight = Data>
using config =
    ww::by_type<ww::on<ww::op::linear, ww::data_in<Data>, ww::weight<Weight>, ww::bias<Weight>>,
                ww::on<ww::op::relu, ww::data_in<Data>>>;
struct q4 : ww::quantize_t<float_net, config<ww::integer<4, 2>>> {};
struct q8 : ww::quantize_t<float_net, config<ww::integer<8, 4>>> {};
struct q16 : ww::quantize_t<float_net, config<ww::integer<16, 8>>> {};
struct q12_w6 : ww::quantize_t<float_net, config<ww::integer<12, 6>, ww::integer<6, 3>>> {};

ww::parameters<float_net> random_parameters(float scale) {
    std::mt19937 generator(7);
    return engine_test::normal_parameters<float_net>(generator, scale);
}

/// What the engine writes equals the executor bit for bit, on every tier of this CPU, at batch
/// sizes around every tile; nothing is written past the end.
template <class Net>
void check_equal(float scale) {
    ww::parameters<Net> const p = ww::transfer<Net>(random_parameters(scale));
    ww::executor<Net> specification(p);
    std::mt19937 generator(11);
    std::normal_distribution<float> normal(0, 3);
    for (ww::isa::tier const tier : ww::isa::all_tiers) {
        if (!ww::isa::has(tier)) {
            continue;
        }
        ww::engine<Net> engine(p, tier);
        CAPTURE(std::string(ww::isa::name_of(tier)));
        for (int const samples : {0, 1, 2, 3, 5, 6, 7, 12, 13, 97, 200}) {
            auto const batch = static_cast<std::size_t>(samples);
            std::size_t const in = engine.input_size(), out = engine.output_size();
            std::vector<float> x(batch * in), expected(batch * out);
            for (float& v : x) {
                v = normal(generator);
            }
            std::vector<float> y(batch * out + 2, 12345.0f);
            specification.run(x, expected);
            engine.run(x, std::span<float>(y.data() + 1, batch * out));
            CHECK(y.front() == 12345.0f);
            CHECK(y.back() == 12345.0f);
            std::size_t const bytes = expected.size() * sizeof(float);
            CHECK((bytes == 0 || std::memcmp(y.data() + 1, expected.data(), bytes) == 0));
        }
    }
}

} // namespace

TEST_CASE_TEMPLATE("integer networks equal the specification", Net, q4, q8, q16, q12_w6) {
    check_equal<Net>(0.1f); // sums that fit
    check_equal<Net>(4.0f); // weights and activations at their ends
}

TEST_CASE("threads share a batch") {
    ww::parameters<q8> const p = ww::transfer<q8>(random_parameters(0.3f));
    std::vector<float> x(1001 * 16, 0.75f), one(1001 * 5), three(1001 * 5);
    ww::engine<q8>(p).run(x, one);
    ww::engine<q8>(p, ww::isa::selected(), 3).run(x, three);
    CHECK(one == three);
}

TEST_CASE("spans that hold no whole samples are refused") {
    ww::engine<q8> engine(ww::parameters<q8>{});
    std::vector<float> x(33), y(10);
    CHECK_THROWS_AS(engine.run(x, y), ww::error);
    CHECK_THROWS_AS(engine.run(std::span<float>(x.data(), 16), y), ww::error);
}
