// EXPECT-FIRST: accumulator_overflow<.*any_neuron, .*needs<19>, .*has_unsigned<30> ?>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/network.hpp>
#include <widthwise/layers.hpp>
#include <widthwise/passes/quantize.hpp>
#include <widthwise/verify/no_overflow.hpp>

namespace ww = widthwise;

// Without weights: 8 products of two 8-bit values, down to -8 * 2^14 - 2^11, below zero.
using q8 = ww::integer<8, 4>;
struct net : ww::quantize_t<ww::network<ww::input<8>, ww::linear<8, 2>>,
                            ww::by_type<ww::on<ww::op::linear, ww::data_in<q8>, ww::weight<q8>,
                                               ww::bias<q8>, ww::accum<ww::ap_ufixed<30, 22>>>>> {};
static_assert(ww::verify::no_overflow<net>::value, "");
