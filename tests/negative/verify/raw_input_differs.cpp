// EXPECT: raw_input_differs<.*x_name, false>
// SPDX-License-Identifier: Apache-2.0
#include "small_net.hpp"

using namespace small;

struct other : quantized<ww::integer<8, 1>> {};
static_assert(ww::verify::same_function<net, other, weights<net>, weights<other>, inputs>::value,
              "");
