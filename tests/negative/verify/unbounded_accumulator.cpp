// EXPECT: unbounded_accumulator<.*seq_blocks<0> ?>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/network.hpp>
#include <widthwise/layers.hpp>
#include <widthwise/passes/quantize.hpp>
#include <widthwise/verify/no_overflow.hpp>

namespace ww = widthwise;

struct net : ww::quantize_t<ww::network<ww::input<8>, ww::linear<8, 2>>,
                            ww::by_type<ww::on<ww::op::linear, ww::accum<ww::ap_fixed<16, 6>>>>> {};
static_assert(ww::verify::no_overflow<net>::value, "");
