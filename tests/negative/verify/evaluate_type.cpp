// EXPECT: evaluate takes floats, or raw integers
// SPDX-License-Identifier: Apache-2.0
#include "small_net.hpp"

using namespace small;

constexpr double x[] = {1, 1};
constexpr auto y = ww::verify::evaluate<net>(weights<net>::value, x);
