// EXPECT: a table of vectors is static constexpr T value.vectors..elements.
// SPDX-License-Identifier: Apache-2.0
#include "small_net.hpp"

using namespace small;

struct flat {
    static constexpr int value[4] = {1, 1, 2, 1};
};
static_assert(ww::verify::golden<net, weights<net>, flat, outputs>::value, "");
