// EXPECT: one index per axis
// EXPECT: tensor<float, 2, 3>|Extent = .2, 3.
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/tensor/tensor.hpp>

float first(widthwise::tensor<float, 2, 3> const& weight) { return weight(0); }
