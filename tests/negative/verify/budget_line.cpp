// EXPECT: a budget consists of at_most<measure, number>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/zoo.hpp>
#include <widthwise/verify/budget.hpp>
#include <widthwise/verify/measures.hpp>

namespace ww = widthwise;

static_assert(ww::verify::budget<ww::zoo::jsc_tiny, ww::verify::measure::macs>::value, "");
