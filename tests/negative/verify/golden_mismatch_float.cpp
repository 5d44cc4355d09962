// EXPECT: golden_mismatch<.*vector<0>, .*output<1>, .*expected<17, 1>, .*got<1, -3> ?>
// SPDX-License-Identifier: Apache-2.0
#include "small_net.hpp"

using namespace small;

struct wrong { // 8.5 = 17 / 2
    static constexpr float value[2][3] = {{3, 8.5f, 11}, {4, 11, 16}};
};
static_assert(ww::verify::golden<net, weights<net>, inputs, wrong>::value, "");
