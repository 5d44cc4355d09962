// SPDX-License-Identifier: Apache-2.0
#include "engine_compare.hpp"

#include <widthwise/graph/network.hpp>
#include <widthwise/passes/quantize.hpp>
#include <widthwise/passes/transfer.hpp>

namespace ww = widthwise;

namespace {

using ww::ap_fixed;
using ww::ap_ufixed;
using ww::overflow;
using ww::rounding;

struct float_net : ww::network<ww::input<19>, ww::linear<19, 13>, ww::relu, ww::linear<13, 5>> {};
template <class Data, class Weight, class Accum, class Out>
using cast_per_product = ww::by_type<ww::on<ww::op::linear, ww::data_in<Data>, ww::weight<Weight>,
                                            ww::bias<Weight>, ww::accum<Accum>, ww::data_out<Out>>,
                                     ww::on<ww::op::relu, ww::data_in<Out>, ww::data_out<Data>>>;
template <class Data, class Weight>
using exact_sums =
    ww::by_type<ww::on<ww::op::linear, ww::data_in<Data>, ww::weight<Weight>, ww::bias<Weight>>,
                ww::on<ww::op::relu, ww::data_in<Data>>>;

using even16 = ap_fixed<16, 6, rounding::half_even, overflow::saturate>;
struct even_saturate : ww::quantize_t<float_net, cast_per_product<even16, even16, even16, even16>> {
};
using mirror12 = ap_fixed<12, 5, rounding::toward_zero, overflow::wrap_sign_magnitude>;
struct mirror
    : ww::quantize_t<float_net, cast_per_product<even16, ap_fixed<10, 3>, mirror12, even16>> {};
using trunc12 = ap_fixed<12, 5>;
struct unsigned_in
    : ww::quantize_t<float_net,
                     cast_per_product<ap_ufixed<16, 6>, ap_fixed<9, 2>, trunc12,
                                      ap_fixed<14, 6, rounding::half_up, overflow::saturate>>> {};
struct rounds_and_wraps
    : ww::quantize_t<float_net, cast_per_product<ap_fixed<11, 5>, ap_ufixed<12, 2>,
                                                 ap_fixed<13, 5, rounding::half_away>, trunc12>> {};
struct too_wide
    : ww::quantize_t<float_net,
                     cast_per_product<ap_fixed<24, 10>, ap_fixed<20, 6>,
                                      ap_fixed<40, 20, rounding::half_up>, ap_fixed<24, 10>>> {};
struct unsigned_weights : ww::quantize_t<float_net, exact_sums<ap_fixed<16, 6>, ap_ufixed<16, 4>>> {
};
struct words : ww::quantize_t<float_net, exact_sums<ap_fixed<24, 12>, ap_fixed<18, 8>>> {};

/// kernel: what each of the two layers must run on AVX2.
template <class Net>
void check_equal(std::string const& kernel, float scale) {
    std::mt19937 generator(7);
    ww::parameters<Net> const p =
        ww::transfer<Net>(engine_test::normal_parameters<float_net>(generator, scale));
    ww::executor<Net> specification(p);
    std::normal_distribution<float> inputs(0, 9);
    for (ww::isa::tier const tier : ww::isa::all_tiers) {
        if (!ww::isa::has(tier)) {
            continue;
        }
        ww::engine<Net> engine(p, tier);
        CAPTURE(std::string(ww::isa::name_of(tier)));
        if (tier == ww::isa::tier::avx2) {
            int found = 0;
            for (std::string const& line : engine.kernels()) {
                CAPTURE(line);
                found += line.find(": " + kernel) != std::string::npos ? 1 : 0;
            }
            CHECK(found == 2);
        }
        for (int const samples : {1, 5, 6, 13, 100}) {
            auto const batch = static_cast<std::size_t>(samples);
            std::vector<float> x(batch * 19), expected(batch * 5);
            for (float& v : x) {
                v = inputs(generator);
            }
            std::vector<float> y(batch * 5 + 2, 12345.0f);
            specification.run(x, expected);
            engine.run(x, std::span<float>(y.data() + 1, batch * 5));
            CHECK(y.front() == 12345.0f);
            CHECK(y.back() == 12345.0f);
            CHECK(std::memcmp(y.data() + 1, expected.data(), expected.size() * sizeof(float)) == 0);
        }
    }
}

} // namespace

TEST_CASE("A cast after every product") {
    for (float const scale : {0.2f, 3.0f}) {
        check_equal<even_saturate>("gemm, cast per product", scale);
        check_equal<mirror>("gemm, cast per product", scale);
        check_equal<unsigned_in>("gemm, cast per product, 16-bit sums", scale);
        check_equal<rounds_and_wraps>("gemm, cast per product", scale);
        check_equal<too_wide>("gemm, portable", scale);
    }
}
TEST_CASE("Sums of more than 32 bits") {
    check_equal<unsigned_weights>("gemm s16, 64-bit sums", 100.0f);
    for (float const scale : {0.2f, 3.0f, 100.0f}) {
        check_equal<words>("gemm s32, 64-bit sums", scale);
    }
}
