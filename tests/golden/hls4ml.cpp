// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "tests/golden/load.hpp"
#include "tests/golden/shared.hpp"
#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/quantize.hpp>
#include <widthwise/passes/transfer.hpp>
#include <widthwise/run/executor.hpp>

namespace ww = widthwise;

namespace {

// data: x, fc1..fc4; relu: the layers between. Every product and partial sum is cast to accum.
template <class Data, class Relu, class Weight, class Bias, class Accum>
using hls4ml_config = ww::by_type<ww::on<ww::op::linear, ww::data_in<Data>, ww::weight<Weight>,
                                         ww::bias<Bias>, ww::accum<Accum>, ww::data_out<Data>>,
                                  ww::on<ww::op::relu, ww::data_in<Data>, ww::data_out<Relu>>>;

using ww::ap_fixed;
using ww::ap_ufixed;
using ww::overflow;
using ww::rounding;

template <int W, int I>
using convergent = ap_fixed<W, I, rounding::half_even, overflow::saturate>;
template <int W, int I>
using convergent_u = ap_ufixed<W, I, rounding::half_even, overflow::saturate>;
template <int W, int I>
using half_up = ap_fixed<W, I, rounding::half_up, overflow::saturate>;
template <int W, int I>
using half_up_u = ap_ufixed<W, I, rounding::half_up, overflow::saturate>;

template <class Data, class Relu, class Weight, class Bias, class Accum>
using emulate =
    ww::quantize_t<ww::zoo::jet_16_64_32_32_5, hls4ml_config<Data, Relu, Weight, Bias, Accum>>;

using float_net = ww::zoo::jet_16_64_32_32_5;
using w16 = ap_fixed<16, 6>;
using w10 = ap_fixed<10, 5>;
using w7 = ap_fixed<7, 2>;
struct d16_6_w16_6_a16_6 : emulate<w16, w16, w16, w16, w16> {};
struct d16_6rs_w8_2rs_a32_16 : emulate<convergent<16, 6>, convergent_u<16, 6>, convergent<8, 2>,
                                       convergent<8, 2>, ap_fixed<32, 16>> {};
struct d8_4rs_w6_1_b8_3_a24_12
    : emulate<half_up<8, 4>, half_up_u<8, 4>, convergent<6, 1>, ap_fixed<8, 3>, ap_fixed<24, 12>> {
};
struct d10_5_w7_2_a10_5 : emulate<w10, w10, w7, w7, w10> {};

using raws = std::vector<std::int64_t>;
/// What one line of the file says: sample, tensor, raw values.
struct line {
    std::size_t sample = 0;
    std::string tensor;
    raws values;
};
std::vector<line> read_lines(std::filesystem::path const& path) {
    std::ifstream in(path);
    REQUIRE_MESSAGE(in.good(), path.string());
    std::vector<line> all;
    std::string text;
    std::getline(in, text);
    REQUIRE(text == "sample,tensor,raw...");
    while (std::getline(in, text)) {
        std::istringstream cells(text);
        line l;
        std::string cell;
        std::getline(cells, cell, ',');
        l.sample = std::stoul(cell);
        std::getline(cells, l.tensor, ',');
        while (std::getline(cells, cell, ',')) {
            l.values.push_back(std::stoll(cell));
        }
        all.push_back(l);
    }
    return all;
}

/// Runs all samples and compares every tensor the file holds; the number of raw values compared.
template <class Net, class Data>
std::size_t compare(char const* file) {
    std::vector<line> const golden =
        read_lines(shared() / "golden/hls4ml" / (std::string(file) + ".csv"));
    std::vector<float> const x = ww::io::read_npy(shared() / "golden/hls4ml/x.npy").floats();
    auto const masters = golden::load<float_net>(shared() / "data/jets16");
    ww::executor<Net> run(ww::transfer<Net>(masters));
    std::vector<float> y(x.size() / 16 * 5);
    REQUIRE(x.size() == 256 * 16);

    std::size_t next = 0, values = 0, wrong = 0;
    run.run(x, y, [&](std::size_t sample) {
        for (; next < golden.size() && golden[next].sample == sample; ++next) {
            line const& l = golden[next];
            raws mine =
                l.tensor == "x" ? raws{} : run.raw(l.tensor == "output" ? "fc4" : l.tensor.c_str());
            for (std::size_t i = 0; i < 16 && l.tensor == "x"; ++i) {
                mine.push_back(Data::encode(static_cast<double>(x[sample * 16 + i])));
            }
            REQUIRE(mine.size() == l.values.size());
            for (std::size_t i = 0; i < mine.size(); ++i, ++values) {
                if (mine[i] != l.values[i] && ++wrong < 10) {
                    FAIL_CHECK(file << ' ' << l.tensor << " of sample " << sample << ", element "
                                    << i << ": " << mine[i] << ", hls4ml " << l.values[i]);
                }
            }
        }
    });
    CHECK(next == golden.size());
    CHECK(wrong == 0);
    return values;
}

// 256 samples of x (16) and output (5), 24 of fc1, relu1 (64), fc2, fc3 (32).
constexpr std::size_t all_values = 256 * (16 + 5) + 24 * (64 + 64 + 32 + 32);

} // namespace

TEST_CASE("hls4ml, truncating and wrapping everywhere") {
    CHECK(compare<d16_6_w16_6_a16_6, w16>("d16_6_w16_6_a16_6") == all_values);
}
TEST_CASE("hls4ml, convergent and saturating over a wide accumulator") {
    CHECK(compare<d16_6rs_w8_2rs_a32_16, convergent<16, 6>>("d16_6rs_w8_2rs_a32_16") == all_values);
}
TEST_CASE("hls4ml, half up, six-bit weights") {
    CHECK(compare<d8_4rs_w6_1_b8_3_a24_12, half_up<8, 4>>("d8_4rs_w6_1_b8_3_a24_12") == all_values);
}
TEST_CASE("hls4ml, an accumulator that wraps often") {
    CHECK(compare<d10_5_w7_2_a10_5, w10>("d10_5_w7_2_a10_5") == all_values);
}
