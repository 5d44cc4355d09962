// EXPECT: output_elements<2, 3>
// SPDX-License-Identifier: Apache-2.0
#include "small_net.hpp"

using namespace small;

struct shorter {
    static constexpr int value[2][2] = {{3, 8}, {4, 11}};
};
static_assert(ww::verify::golden<net, weights<net>, inputs, shorter>::value, "");
