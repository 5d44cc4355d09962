// STANDARD: c++20
// EXPECT: a state dict loads into a float network
// EXPECT: transfer<Quantized>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/zoo.hpp>
#include <widthwise/io/parameters.hpp>
#include <widthwise/passes/quantize.hpp>
#include <widthwise/passes/rules.hpp>

namespace ww = widthwise;

struct tiny_q8
    : ww::quantize_t<ww::zoo::jsc_tiny,
                     ww::by_type<ww::on<ww::op::linear, ww::weight<ww::integer<8, 4>>>>> {};

auto const loaded = ww::io::load_parameters<tiny_q8>({});
