// EXPECT: budget_exceeded<.*macs, .*measured<4256>, .*limit<4000> ?>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/zoo.hpp>
#include <widthwise/verify/budget.hpp>
#include <widthwise/verify/measures.hpp>

namespace ww = widthwise;
using namespace ww::verify;

static_assert(budget<ww::zoo::jet_16_64_32_32_5, at_most<measure::parameters, 4389>,
                     at_most<measure::macs, 4000>>::value,
              "");
