// EXPECT: raw_input<.*x_name, false>
// SPDX-License-Identifier: Apache-2.0
#include "small_net.hpp"

using namespace small;

// A float layer reads the input: raw integers of which format?
struct float_weights {
    static constexpr ww::parameters<float_net> value{{}, {{{1, 2, 3, 4, 5, 6}}, {{0, 1, 0}}}, {}};
};
struct results {
    static constexpr float value[2][3] = {{3, 8, 11}, {4, 11, 16}};
};
static_assert(ww::verify::golden<float_net, float_weights, inputs, results>::value, "");
