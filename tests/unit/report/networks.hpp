// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/fuse_activation.hpp>
#include <widthwise/passes/quantize.hpp>

/// Small networks of the report tests.
namespace test {

namespace ww = widthwise;
WIDTHWISE_NAME(stem);
WIDTHWISE_NAME(block_1);
WIDTHWISE_NAME(sum);
WIDTHWISE_NAME(wide);
WIDTHWISE_NAME(head_a);
WIDTHWISE_NAME(head_b);

/// A residual add, a concat, two heads.
struct two_heads
    : ww::network<ww::input<4>, ww::node<stem, ww::linear<4, 3>>,
                  ww::node<block_1, ww::linear<3, 3, false>>, ww::node<sum, ww::add, stem, block_1>,
                  ww::node<wide, ww::concat<>, sum, stem>, ww::node<head_a, ww::linear<6, 2>, wide>,
                  ww::node<head_b, ww::sigmoid, wide>,
                  ww::node<ww::output_name, ww::output, head_a, head_b>> {};

using q6 = ww::integer<6, 3>;
struct two_heads_quantized
    : ww::quantize_t<two_heads, ww::by_type<ww::on<ww::op::linear, ww::data_in<q6>,
                                                   ww::weight<ww::fixed<4, 2>>, ww::bias<q6>>,
                                            ww::on<ww::op::add, ww::data_in<q6>>>> {};

struct image
    : ww::network<
          ww::input<3, 8, 8>,
          ww::conv2d<3, 6, ww::pair<3, 5>, ww::pair<2>, ww::pair<1, 2>, ww::pair<1>, 3, false>,
          ww::batch_norm2d<6>, ww::avg_pool2d<ww::pair<2, 1>>, ww::adaptive_avg_pool2d<1, 2>,
          ww::view<2, -1>, ww::dropout<20>, ww::flatten, ww::linear<12, 2>, ww::softmax> {};

} // namespace test
