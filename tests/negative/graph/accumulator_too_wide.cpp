// EXPECT: accumulator_too_wide<.*seq_blocks<0>, 68, 64>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;

// 16 products of two 32-bit values: 16 * 2^62 = 2^66, and a sign.
using q32 = ww::integer<32, 16>;
struct wide : ww::quantize_t<ww::network<ww::input<16>, ww::linear<16, 5, false>>,
                             ww::by_type<ww::on<ww::op::linear, ww::data_in<q32>,
                                                ww::weight<q32>>>> {};
constexpr auto formats = ww::formats_of<wide>(1);
