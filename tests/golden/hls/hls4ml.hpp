// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <doctest/doctest.h>

#include <cstdint>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/golden/csv.hpp"
#include "tests/golden/load.hpp"
#include "tests/golden/shared.hpp"
#include <widthwise/graph/zoo.hpp>
#include <widthwise/hls/forward_stream.hpp>
#include <widthwise/passes/quantize.hpp>
#include <widthwise/passes/transfer.hpp>

/// The networks of golden/hls4ml through hls::forward, in any carrier.
namespace golden {

namespace ww = widthwise;
namespace hls = widthwise::hls;
using ww::ap_fixed;
using ww::ap_ufixed;
using ww::overflow;
using ww::rounding;

template <class Data, class Relu, class Weight, class Bias, class Accum>
using emulate =
    ww::quantize_t<ww::zoo::jet_16_64_32_32_5,
                   ww::by_type<ww::on<ww::op::linear, ww::data_in<Data>, ww::weight<Weight>,
                                      ww::bias<Bias>, ww::accum<Accum>, ww::data_out<Data>>,
                               ww::on<ww::op::relu, ww::data_in<Data>, ww::data_out<Relu>>>>;
template <int W, int I>
using convergent = ap_fixed<W, I, rounding::half_even, overflow::saturate>;
template <int W, int I>
using half_up = ap_fixed<W, I, rounding::half_up, overflow::saturate>;

using w16 = ap_fixed<16, 6>;
using w10 = ap_fixed<10, 5>;
using w7 = ap_fixed<7, 2>;
struct d16_6_w16_6_a16_6 : emulate<w16, w16, w16, w16, w16> {
    static constexpr char const* file = "d16_6_w16_6_a16_6";
};
struct d16_6rs_w8_2rs_a32_16
    : emulate<convergent<16, 6>, ap_ufixed<16, 6, rounding::half_even, overflow::saturate>,
              convergent<8, 2>, convergent<8, 2>, ap_fixed<32, 16>> {
    static constexpr char const* file = "d16_6rs_w8_2rs_a32_16";
};
struct d8_4rs_w6_1_b8_3_a24_12
    : emulate<half_up<8, 4>, ap_ufixed<8, 4, rounding::half_up, overflow::saturate>,
              convergent<6, 1>, ap_fixed<8, 3>, ap_fixed<24, 12>> {
    static constexpr char const* file = "d8_4rs_w6_1_b8_3_a24_12";
};
struct d10_5_w7_2_a10_5 : emulate<w10, w10, w7, w7, w10> {
    static constexpr char const* file = "d10_5_w7_2_a10_5";
};

/// Both forms of the network on every sample of the file; how many outputs it compared.
template <class Net, class Carrier, class Options>
int compare() {
    std::ifstream in(shared() / "golden/hls4ml" / (std::string(Net::file) + ".csv"));
    REQUIRE(in.good());
    auto const p = ww::transfer<Net>(load<ww::zoo::jet_16_64_32_32_5>(shared() / "data/jets16"));
    hls::input_cell<Net> x[16] = {};
    int compared = 0, wrong = 0;
    std::string line;
    for (std::getline(in, line); std::getline(in, line);) {
        std::istringstream cells(line);
        std::string sample, tensor, cell;
        std::getline(cells, sample, ',');
        std::getline(cells, tensor, ',');
        std::vector<std::int64_t> raws;
        while (std::getline(cells, cell, ',')) {
            raws.push_back(std::stoll(cell));
        }
        if (tensor == "x") { // what hls4ml's own cast made of the input
            REQUIRE(raws.size() == 16);
            for (std::size_t i = 0; i < 16; ++i) {
                x[i] = static_cast<hls::input_cell<Net>>(raws[i]);
            }
        } else if (tensor == "output") {
            REQUIRE(raws.size() == 5);
            hls::output_cell<Net> y[5];
            hls::forward<Net, Carrier, Options>(p, x, y);
            hls::stream<hls::input_cell<Net>, 16> to;
            hls::stream<hls::output_cell<Net>, 5> from;
            for (auto v : x) {
                to.write(v);
            }
            hls::forward_stream<Net, Carrier, Options>(p, to, from);
            for (std::size_t i = 0; i < 5; ++i, ++compared) {
                wrong += y[i] == raws[i] && from.read() == raws[i] ? 0 : 1;
            }
        }
    }
    CHECK_MESSAGE(wrong == 0, Net::file);
    return compared;
}
template <class Carrier, class Options = hls::options<>>
void compare_all() {
    CHECK(compare<d16_6_w16_6_a16_6, Carrier, Options>() == 256 * 5);
    CHECK(compare<d16_6rs_w8_2rs_a32_16, Carrier, Options>() == 256 * 5);
    CHECK(compare<d8_4rs_w6_1_b8_3_a24_12, Carrier, Options>() == 256 * 5);
    CHECK(compare<d10_5_w7_2_a10_5, Carrier, Options>() == 256 * 5);
}

} // namespace golden
