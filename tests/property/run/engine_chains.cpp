// SPDX-License-Identifier: Apache-2.0
#include "engine_compare.hpp"

#include <widthwise/formats/binary.hpp>
#include <widthwise/graph/network.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;

namespace {

using namespace engine_test;
using ww::ap_fixed;
using ww::ap_ufixed;
using ww::input;
using ww::linear;
using ww::overflow;
using ww::rounding;

template <int In, int Hidden, int Out>
struct two : ww::network<input<In>, linear<In, Hidden>, ww::relu, linear<Hidden, Out>> {};
template <int In, int Out>
struct one : ww::network<input<In>, linear<In, Out>, ww::relu> {};

/// Sums are exact; between the layers they are cast to Data.
template <class Net, class Data, class Weight>
struct exact : ww::quantize_t<Net, ww::by_type<ww::on<ww::op::linear, ww::data_in<Data>,
                                                      ww::weight<Weight>, ww::bias<Weight>>,
                                               ww::on<ww::op::relu, ww::data_in<Data>>>> {};
/// Every product is cast to Accum, what is stored to Data.
template <class Net, class Data, class Weight, class Accum, class Relu = Data>
struct stepped
    : ww::quantize_t<Net,
                     ww::by_type<ww::on<ww::op::linear, ww::data_in<Data>, ww::weight<Weight>,
                                        ww::bias<Weight>, ww::accum<Accum>, ww::data_out<Data>>,
                                 ww::on<ww::op::relu, ww::data_in<Data>, ww::data_out<Relu>>>> {};

template <rounding Round, overflow Over = overflow::saturate, int Width = 8, int Frac = 4>
using q = ww::fixed<Width, Frac, true, Round, Over>;
using even8 = q<rounding::half_even>;
using weight8 = ww::fixed<8, 7>;

/// Bytes to words, words to bytes.
struct mixed
    : ww::network<input<21>, ww::node<a, mac<linear<21, 10>, even8, weight8>>,
                  ww::node<b, mac<linear<10, 9>, q<rounding::half_even, overflow::saturate, 12>,
                                  ww::fixed<6, 3>>>,
                  ww::node<c, mac<linear<9, 6>, q<rounding::half_up>, ww::fixed<3, 1>>>> {};

/// Signs of the caller's floats.
struct signs : ww::network<input<21>, ww::node<a, mac<linear<21, 10>, ww::binary<>, weight8>>> {};

/// Batches around whole vectors, blocks and chunks; some inputs are no numbers. chained: steps that
/// run with their samples in lanes; fused: those of them that run fused where a sample is alone;
/// without_dot8: the same on tiers where words are made of bytes whose sums have no proof.
template <class Net>
void check(int chained, int fused, int without_dot8) {
    std::mt19937_64 random(11);
    std::size_t const in = ww::engine<Net>::input_size(), out = ww::engine<Net>::output_size();
    constexpr std::size_t batches[] = {1,  2,  4,  5,  8,  13, 14,  15,  16,
                                       17, 31, 33, 63, 64, 65, 100, 192, 261};
    for (bool const gentle : {false, true}) {
        ww::parameters<Net> const p = engine_test::random_parameters<Net>(random, gentle);
        std::vector<float> x = engine_test::random_inputs(random, 261 * in);
        for (std::size_t i = 0; i < x.size(); i += 97) {
            x[i] = i % 3 == 0 ? std::nanf("") : i % 3 == 1 ? HUGE_VALF : -HUGE_VALF;
        }
        std::vector<float> expected(261 * out);
        ww::executor<Net>(p).run(x, expected);
        for (ww::isa::tier const tier : ww::isa::all_tiers) {
            if (!ww::isa::has(tier)) {
                continue;
            }
            CAPTURE(std::string(ww::isa::name_of(tier)));
            ww::engine<Net> engine(p, tier);
            int in_lanes = 0, alone = 0;
            for (std::string const& line : engine.kernels()) {
                in_lanes += line.find("samples in lanes") != std::string::npos ? 1 : 0;
                alone += line.find("one sample fused") != std::string::npos ? 1 : 0;
            }
            CHECK(in_lanes == (tier == ww::isa::tier::scalar ? 0 : chained));
            bool const proven = ww::kernels::has_exact_dot8(tier) || alone == fused;
            CHECK(alone == (tier == ww::isa::tier::scalar ? 0 : proven ? fused : without_dot8));
            for (std::size_t const batch : batches) {
                CAPTURE(batch);
                // Where x ends, memory ends: what is read behind it the sanitizer sees.
                std::vector<float> const own(x.end() - static_cast<std::ptrdiff_t>(batch * in),
                                             x.end());
                std::vector<float> y(batch * out + 2, 12345.0f);
                engine.run(own, std::span<float>(y.data() + 1, batch * out));
                CHECK(y.front() == 12345.0f);
                CHECK(y.back() == 12345.0f);
                CHECK(std::memcmp(y.data() + 1, expected.data() + (261 - batch) * out,
                                  batch * out * sizeof(float)) == 0);
            }
        }
    }
}

} // namespace

TEST_CASE("Bytes in lanes of samples") {
    check<exact<two<16, 64, 5>, even8, weight8>>(3, 3, 0);
    check<exact<two<19, 13, 7>, q<rounding::half_up>, weight8>>(3, 3, 0);
    check<exact<two<3, 1, 1>, q<rounding::floor, overflow::saturate_symmetric>, weight8>>(3, 3, 0);
    check<exact<two<33, 6, 4>, q<rounding::half_even, overflow::saturate, 4, 2>, ww::fixed<4, 3>>>(
        3, 3, 3);
    check<exact<one<7, 9>, even8, ww::fixed<2, 1>>>(2, 0, 0);
    check<signs>(2, 0, 0);
}
TEST_CASE("Words in lanes of samples") {
    check<exact<two<17, 12, 5>, q<rounding::half_even, overflow::saturate, 12, 6>, weight8>>(3, 3,
                                                                                             3);
    check<exact<two<5, 8, 3>, q<rounding::half_up, overflow::wrap, 11, 5>, ww::fixed<9, 7>>>(1, 0,
                                                                                             0);
    check<mixed>(4, 0, 0);
}
TEST_CASE("A cast after every product, in lanes of samples") {
    using trunc = ap_fixed<14, 6>;
    check<stepped<two<19, 13, 5>, trunc, ap_fixed<10, 3>, trunc>>(3, 3, 3);
    check<stepped<two<6, 5, 4>, ap_fixed<10, 5>, ap_fixed<7, 2>, ap_fixed<10, 5>>>(3, 3, 3);
    check<stepped<two<9, 8, 2>, ap_ufixed<16, 6>, ap_fixed<9, 2>, ap_fixed<12, 5>>>(1, 0, 0);
    using up8 = ap_fixed<8, 4, rounding::half_up, overflow::saturate>;
    check<stepped<two<16, 6, 5>, up8, ap_fixed<6, 1>, ap_fixed<24, 12>>>(3, 3, 3);
}
