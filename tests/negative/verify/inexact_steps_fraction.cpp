// EXPECT-FIRST: inexact_steps<.*fc2, .*neuron<7>, .*needs_fraction<10>, .*has_fraction<9> ?>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/quantize.hpp>
#include <widthwise/verify/exact_steps.hpp>

namespace ww = widthwise;

// Products in units of 2^-11; the weights are even, but for those of neuron 7 multiples of 4.
using x6 = ww::ufixed<6, 6>;
using w6 = ww::fixed<6, 5>;
using fc2_rule = ww::by_name<ww::on<ww::zoo::fc2, ww::data_in<x6>, ww::weight<w6>, ww::bias<w6>,
                                    ww::accum<ww::ap_fixed<20, 11>>>>;
struct jets : ww::quantize_t<ww::zoo::jet_16_64_32_32_5, fc2_rule> {};

constexpr ww::parameters<jets> make() {
    ww::parameters<jets> p{};
    for (auto& w : ww::get<3>(p).weight) {
        w = -4;
    }
    ww::get<3>(p).weight(7, 3) = 6;
    ww::get<3>(p).weight(9, 1) = 2;
    return p;
}
struct weights {
    static constexpr ww::parameters<jets> value = make();
};
static_assert(ww::verify::exact_steps<jets, weights>::value, "");
