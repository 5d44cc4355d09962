// EXPECT: a quantize config needs at least one rule
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/quantize.hpp>

struct wrong : widthwise::quantize_t<widthwise::zoo::jsc_tiny, widthwise::by_type<>> {};
