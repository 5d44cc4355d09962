// EXPECT: input_elements<3, 2>
// SPDX-License-Identifier: Apache-2.0
#include "small_net.hpp"

using namespace small;

struct longer {
    static constexpr int value[2][3] = {{1, 1, 1}, {2, 1, 1}};
};
static_assert(ww::verify::golden<net, weights<net>, longer, outputs>::value, "");
