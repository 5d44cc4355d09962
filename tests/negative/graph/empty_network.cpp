// EXPECT: a network has at least an input
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/network.hpp>
#include <widthwise/layers.hpp>

struct wrong : widthwise::network<> {};
