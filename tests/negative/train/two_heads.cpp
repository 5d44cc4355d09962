// STANDARD: c++20
// EXPECT: a network with several outputs has no one loss to train
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/network.hpp>
#include <widthwise/layers.hpp>
#include <widthwise/train/trainer.hpp>

namespace ww = widthwise;

WIDTHWISE_NAME(a);
WIDTHWISE_NAME(b);
struct heads
    : ww::network<ww::input<4>, ww::node<a, ww::linear<4, 2>>, ww::node<b, ww::linear<2, 2>, a>,
                  ww::node<ww::output_name, ww::output, a, b>> {};

ww::train::trainer<heads> trainer;
