// SPDX-License-Identifier: Apache-2.0
#pragma once

// QONNX's zoo model qkeras_jettagging: 16-64-32-32-5, weights and biases of 6 bits with 5 of
// fraction, activations unsigned of 6 bits with 6; the input and fc1 are float.
// tests/golden/verify/qkeras_jettagging.py writes qkeras_weights.hpp beside the source it compiles.

#include <widthwise/cost/weights.hpp>
#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/quantize.hpp>
#include <widthwise/passes/transfer.hpp>
#include <widthwise/verify/minimize_accumulators.hpp>
#include <widthwise/verify/no_overflow.hpp>

namespace qkeras {

namespace ww = widthwise;
namespace verify = ww::verify;
namespace zoo = ww::zoo;

using w6 = ww::fixed<6, 5>;
using x6 = ww::ufixed<6, 6>;
struct jets : ww::quantize_t<zoo::jet_16_64_32_32_5,
                             ww::by_type<ww::on<ww::op::linear, ww::weight<w6>, ww::bias<w6>>,
                                         ww::on<ww::op::relu, ww::data_out<x6>>>> {};

#include "qkeras_weights.hpp"

constexpr auto fc2 = verify::accumulator_of<jets, weights>("fc2");
constexpr auto fc3 = verify::accumulator_of<jets, weights>("fc3");
constexpr auto fc4 = verify::accumulator_of<jets, weights>("fc4");

// It is the model: its published densities.
constexpr auto density = ww::density(weights::value);
constexpr bool about(double value, double published) {
    return value > published - 5e-5 && value < published + 5e-5;
}
static_assert(about(density.node[1].weights, .8223) && about(density.node[3].weights, .5483), "");
static_assert(about(density.node[5].weights, .5986) && about(density.node[7].weights, .8000), "");

// From the weights: exact (FINN's rule, here with the bias), and A2Q's rule.
static_assert(fc2.needed == 15 && fc3.needed == 15 && fc4.needed == 16, "exact");
static_assert(fc2.a2q_weight == 15 && fc3.a2q_weight == 15 && fc4.a2q_weight == 16, "A2Q");
// From the formats: A2Q's and hls4ml's rules, and the library's exact type.
static_assert(fc2.a2q_type == 19 && fc3.a2q_type == 18 && fc4.a2q_type == 18, "A2Q, data type");
static_assert(fc2.hls4ml_auto == 19 && fc3.hls4ml_auto == 18 && fc4.hls4ml_auto == 18, "hls4ml");
static_assert(fc2.given == 18 && fc3.given == 18 && fc4.given == 18, "exact, any weights");

// fc1 reads floats: there is nothing to prove, and no overflow.
static_assert(verify::accumulator_of<jets, weights>("fc1").kind == verify::sum_kind::none, "");
static_assert(verify::no_overflow<jets, weights>::value, "");

// The pass gives each what is proven, and nothing less would do.
struct proven : verify::minimize_accumulators_t<jets, weights> {};
static_assert(ww::formats_of<proven>(3).accum.width == 15, "");
static_assert(ww::formats_of<proven>(5).accum.width == 15, "");
static_assert(ww::formats_of<proven>(7).accum.width == 16, "");
struct proven_weights {
    static constexpr ww::parameters<proven> value = ww::transfer<proven>(weights::value);
};
static_assert(verify::no_overflow<proven, proven_weights>::value, "");
static_assert(!verify::is_overflow_free<proven>(), "other weights would overflow");

#ifdef TOO_NARROW
using a14 = ww::ap_fixed<14, 14 - 11>;
struct narrow
    : ww::quantize_t<jets,
                     ww::by_name<ww::on<zoo::fc2, ww::weight<w6>, ww::bias<w6>, ww::accum<a14>>>> {
};
struct narrow_weights {
    static constexpr ww::parameters<narrow> value = ww::transfer<narrow>(weights::value);
};
static_assert(verify::no_overflow<narrow, narrow_weights>::value, "");
#endif

} // namespace qkeras
