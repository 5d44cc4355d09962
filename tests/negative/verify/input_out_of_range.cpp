// EXPECT: input_out_of_range<.*vector<1>, .*input_element<0>, .*given<128> ?>
// SPDX-License-Identifier: Apache-2.0
#include "small_net.hpp"

using namespace small;

struct large {
    static constexpr int value[2][2] = {{1, 1}, {128, 1}};
};
static_assert(ww::verify::golden<net, weights<net>, large, outputs>::value, "");
