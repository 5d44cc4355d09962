// EXPECT: a sample's tensor has at most 4 axes
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/tensor/shape.hpp>

constexpr auto five = widthwise::extents(1, 2, 3, 4, 5);
