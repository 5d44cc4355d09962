// EXPECT: golden_mismatch<.*vector<1>, .*output<2>, .*expected<17>, .*got<16> ?>
// SPDX-License-Identifier: Apache-2.0
#include "small_net.hpp"

using namespace small;

struct wrong { // 5 * 2 + 6 * 1 = 16
    static constexpr int value[2][3] = {{3, 8, 11}, {4, 11, 17}};
};
static_assert(!ww::verify::matches_golden<net, weights<net>, inputs, wrong>(), "");
static_assert(ww::verify::golden<net, weights<net>, inputs, wrong>::value, "");
