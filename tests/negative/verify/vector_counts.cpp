// EXPECT: vector_counts<2, 1>
// SPDX-License-Identifier: Apache-2.0
#include "small_net.hpp"

using namespace small;

struct fewer {
    static constexpr int value[1][3] = {{3, 8, 11}};
};
static_assert(ww::verify::golden<net, weights<net>, inputs, fewer>::value, "");
