// STANDARD: c++20
// EXPECT: train the float network before fusing; trainer<Float, Quantized>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/quantize.hpp>
#include <widthwise/passes/rules.hpp>
#include <widthwise/train/trainer.hpp>

namespace ww = widthwise;

struct tiny_q8
    : ww::quantize_t<ww::zoo::jsc_tiny,
                     ww::by_type<ww::on<ww::op::linear, ww::weight<ww::integer<8, 4>>>>> {};

ww::train::trainer<tiny_q8> trainer;
