// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/graph/network.hpp>
#include <widthwise/layers.hpp>

namespace widthwise {

/// Networks to start from. jsc_*: jet substructure classification, 16 features, 5 classes.
namespace zoo {

/// 117 parameters.   Source: MASE models/physical/jet_substructure, February 2024.
struct jsc_tiny : network<input<16>, batch_norm1d<16>, relu, linear<16, 5>, relu> {};

/// 327 parameters.   Source: the same.
struct jsc_toy : network<input<16>, batch_norm1d<16>, relu, linear<16, 8>, batch_norm1d<8>, relu,
                         linear<8, 8>, batch_norm1d<8>, relu, linear<8, 5>, batch_norm1d<5>, relu> {
};

/// 5,615 parameters.   Source: the same (BatchNorm only behind the first and the last linear).
struct jsc_s : network<input<16>, batch_norm1d<16>, relu, linear<16, 64>, batch_norm1d<64>, relu,
                       linear<64, 32>, relu, linear<32, 32>, relu, linear<32, 32>, relu,
                       linear<32, 5>, batch_norm1d<5>, relu> {};

/// 11,015 parameters.   Source: the lab's own network "Test".
struct jsc_test
    : network<input<16>, batch_norm1d<16>, relu, linear<16, 64>, batch_norm1d<64>, relu,
              linear<64, 128>, batch_norm1d<128>, relu, linear<128, 8>, batch_norm1d<8>, relu,
              linear<8, 8>, batch_norm1d<8>, relu, linear<8, 5>, batch_norm1d<5>, relu> {};

WIDTHWISE_NAME(fc1);
WIDTHWISE_NAME(fc2);
WIDTHWISE_NAME(fc3);
WIDTHWISE_NAME(fc4);
WIDTHWISE_NAME(relu1);
WIDTHWISE_NAME(relu2);
WIDTHWISE_NAME(relu3);
WIDTHWISE_NAME(relu4);

/// 16-64-32-32-5 without BatchNorm, 4,389 parameters.   Source: hls4ml's jet tagging example.
struct jet_16_64_32_32_5
    : network<input<16>, node<fc1, linear<16, 64>>, node<relu1, relu>, node<fc2, linear<64, 32>>,
              node<relu2, relu>, node<fc3, linear<32, 32>>, node<relu3, relu>,
              node<fc4, linear<32, 5>>> {};

WIDTHWISE_NAME(skip);

/// y = W4 relu(h + W3 relu(W2 h)), h = relu(W1 x): two linears around which h is carried.
struct residual_mlp
    : network<input<16>, node<fc1, linear<16, 32>>, node<relu1, relu>, node<fc2, linear<32, 32>>,
              node<relu2, relu>, node<fc3, linear<32, 32>>, node<skip, add, relu1, fc3>,
              node<relu3, relu>, node<fc4, linear<32, 5>>> {};

WIDTHWISE_NAME(conv1);
WIDTHWISE_NAME(conv2);
WIDTHWISE_NAME(pool1);
WIDTHWISE_NAME(pool2);
WIDTHWISE_NAME(flat);

/// Two 3x3 convolutions with pooling and a linear, over one 12x12 channel.
struct small_cnn : network<input<1, 12, 12>, node<conv1, conv2d<1, 8, pair<3>, pair<1>, pair<1>>>,
                           node<relu1, relu>, node<pool1, max_pool2d<pair<2>>>,
                           node<conv2, conv2d<8, 16, pair<3>>>, node<relu2, relu>,
                           node<pool2, max_pool2d<pair<2>>>, node<flat, flatten>,
                           node<fc1, linear<16 * 2 * 2, 10>>> {};

} // namespace zoo

} // namespace widthwise
