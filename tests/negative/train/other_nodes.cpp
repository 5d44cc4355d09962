// STANDARD: c++20
// EXPECT: trainer<Float, Quantized>: Quantized has Float's nodes, by name
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/zoo.hpp>
#include <widthwise/train/trainer.hpp>

namespace ww = widthwise;

ww::train::trainer<ww::zoo::jsc_toy, ww::zoo::jsc_tiny> trainer;
