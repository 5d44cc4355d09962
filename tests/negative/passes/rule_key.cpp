// EXPECT: a rule's key is an op tag
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;

// An op is named by its tag op::linear, not by a layer.
struct wrong : ww::quantize_t<ww::zoo::jsc_tiny,
                              ww::by_type<ww::on<ww::linear<16, 5>,
                                                 ww::data_in<ww::integer<8, 4>>>>> {};
