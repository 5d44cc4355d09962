// EXPECT-FIRST: inexact_steps<.*fc2, .*neuron<7>, .*needs<15>, .*has<14> ?>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/quantize.hpp>
#include <widthwise/verify/exact_steps.hpp>

namespace ww = widthwise;

// Exact products of 11 fraction bits; neuron 7 goes from -63 * 64 * 3 to 63: 14 bits and a sign.
using x6 = ww::ufixed<6, 6>;
using w6 = ww::fixed<6, 5>;
using a14 = ww::fixed<14, 11, true, ww::rounding::floor, ww::overflow::saturate>;
using fc2_rule = ww::by_name<
    ww::on<ww::zoo::fc2, ww::data_in<x6>, ww::weight<w6>, ww::bias<w6>, ww::accum<a14>>>;
struct jets : ww::quantize_t<ww::zoo::jet_16_64_32_32_5, fc2_rule> {};

constexpr ww::parameters<jets> make() {
    ww::parameters<jets> p{};
    for (int i = 0; i < 64; ++i) {
        ww::get<3>(p).weight(7, i) = -3;
    }
    return p;
}
struct weights {
    static constexpr ww::parameters<jets> value = make();
};
static_assert(ww::verify::exact_steps<jets, weights>::value, "");
