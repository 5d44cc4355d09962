// SPDX-License-Identifier: Apache-2.0
// EXPECT: budget_exceeded<.*hls::measure::multipliers<.*reuse<1>.*measured<80>, .*limit<79>
#include <widthwise/graph/zoo.hpp>
#include <widthwise/hls/measures.hpp>
#include <widthwise/verify/budget.hpp>

namespace ww = widthwise;
using all_at_once = ww::hls::measure::multipliers<ww::hls::options<ww::hls::reuse<1>>>;
struct net : ww::network<ww::input<16>, ww::linear<16, 5>> {};
static_assert(ww::verify::budget<net, ww::verify::at_most<all_at_once, 79>>::value, "");
