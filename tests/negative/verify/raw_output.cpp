// EXPECT: the network.s results are floats: give a table of floats
// SPDX-License-Identifier: Apache-2.0
#include "small_net.hpp"

using namespace small;

struct float_inputs {
    static constexpr float value[2][2] = {{1, 1}, {2, 1}};
};
struct float_weights {
    static constexpr ww::parameters<float_net> value{{}, {{{1, 2, 3, 4, 5, 6}}, {{0, 1, 0}}}, {}};
};
static_assert(ww::verify::golden<float_net, float_weights, float_inputs, outputs>::value, "");
