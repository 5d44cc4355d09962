// EXPECT: a table of vectors has floats or raw integers
// SPDX-License-Identifier: Apache-2.0
#include "small_net.hpp"

using namespace small;

struct doubles {
    static constexpr double value[2][2] = {{1, 1}, {2, 1}};
};
static_assert(ww::verify::golden<net, weights<net>, doubles, outputs>::value, "");
