// EXPECT-FIRST: accumulator_overflow<.*fc2, .*neuron<7>, .*needs<15>, .*has<12> ?>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/quantize.hpp>
#include <widthwise/verify/no_overflow.hpp>

namespace ww = widthwise;

// 64 activations of 0 .. 63 and weights of -1: -4032 needs 13 bits; neuron 7 has a few of -4.
using x6 = ww::ufixed<6, 6>;
using w6 = ww::fixed<6, 5>;
using fc2_rule = ww::by_name<ww::on<ww::zoo::fc2, ww::data_in<x6>, ww::weight<w6>, ww::bias<w6>,
                                    ww::accum<ww::ap_fixed<12, 1>>>>;
struct jets : ww::quantize_t<ww::zoo::jet_16_64_32_32_5, fc2_rule> {};

constexpr ww::parameters<jets> make() {
    ww::parameters<jets> p{};
    for (auto& w : ww::get<3>(p).weight) {
        w = -1;
    }
    for (int i = 0; i < 32; ++i) {
        ww::get<3>(p).weight(7, i) = -4;
    }
    return p;
}
struct weights {
    static constexpr ww::parameters<jets> value = make();
};
static_assert(ww::verify::no_overflow<jets, weights>::value, "");
