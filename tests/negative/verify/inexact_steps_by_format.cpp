// EXPECT-FIRST: inexact_steps<.*any_neuron, .*needs_fraction<8>, .*has_fraction<6> ?>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/network.hpp>
#include <widthwise/layers.hpp>
#include <widthwise/passes/quantize.hpp>
#include <widthwise/verify/exact_steps.hpp>

namespace ww = widthwise;

using q8 = ww::integer<8, 4>;
struct net : ww::quantize_t<ww::network<ww::input<8>, ww::linear<8, 2>>,
                            ww::by_type<ww::on<ww::op::linear, ww::data_in<q8>, ww::weight<q8>,
                                               ww::bias<q8>, ww::accum<ww::ap_fixed<16, 10>>>>> {};
static_assert(ww::verify::exact_steps<net>::value, "");
