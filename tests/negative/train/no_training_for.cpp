// STANDARD: c++20
// EXPECT: no_training_for<.*scores, .*matmul>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/network.hpp>
#include <widthwise/layers.hpp>
#include <widthwise/train/trainer.hpp>

namespace ww = widthwise;

WIDTHWISE_NAME(square);
WIDTHWISE_NAME(scores);
struct attention : ww::network<ww::input<4>, ww::node<square, ww::view<2, 2>>,
                               ww::node<scores, ww::matmul, square, square>> {};

ww::train::trainer<attention> trainer;
