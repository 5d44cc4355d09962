// standard: c++20
// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/golden/run.hpp"
#include <widthwise/core/config.hpp>
#include <widthwise/graph/network.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;

namespace {
WIDTHWISE_NAME(a);
WIDTHWISE_NAME(b);
WIDTHWISE_NAME(both);
struct plain
    : ww::network<ww::input<4>, ww::node<a, ww::relu, ww::x_name>,
                  ww::node<b, ww::sub, ww::x_name, a>, ww::node<both, ww::concat<>, a, b>> {};
using fine = ww::ufixed<8, 6>;
using coarse = ww::fixed<8, 2>;
struct mixed
    : ww::quantize_t<plain, ww::by_name<ww::on<a, ww::data_in<fine>>,
                                        ww::on<b, ww::data_in<coarse>, ww::data_out<coarse>>>> {};
} // namespace

TEST_CASE("concat of two integer formats holds both without loss") {
    constexpr int node = ww::find_node<mixed>("both");
    ww::format_row const row = ww::formats_of<mixed>(node).out;
    CHECK(row.frac == 6);
    CHECK(row.sign);
    CHECK(row.width == 12); // -32 in units of 2^-6: 2^11 and a sign
    std::vector<float> const x{3.984375f, 0.015625f, -32.0f, 31.75f};
    std::vector<float> const y = golden::run(ww::parameters<mixed>{}, x);
    // a: quantized to 2^-6 and [0, 4); b: x - a in quarters.
    CHECK(y == std::vector<float>{3.984375f, 0.015625f, 0.0f, 3.984375f, //
                                  0.0f, 0.0f, -32.0f, 27.75f});
}
