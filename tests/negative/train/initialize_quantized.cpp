// STANDARD: c++20
// EXPECT: a float network is trained; see trainer<Float, Quantized>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/quantize.hpp>
#include <widthwise/passes/rules.hpp>
#include <widthwise/train/tensors.hpp>

namespace ww = widthwise;

struct tiny_q8
    : ww::quantize_t<ww::zoo::jsc_tiny,
                     ww::by_type<ww::on<ww::op::linear, ww::weight<ww::integer<8, 4>>>>> {};

void start(ww::parameters<tiny_q8>& p) { ww::train::initialize(p, 1); }
