// EXPECT: function_mismatch<.*vector<1>, .*output<0>, .*first<4, 0>, .*second<7, 1> ?>
// SPDX-License-Identifier: Apache-2.0
#include "small_net.hpp"

using namespace small;

// Half the units of the input: 2 is the largest value of the first network that the second cannot
// hold.
struct other : quantized<ww::integer<3, 1>> {};
struct floats {
    static constexpr float value[2][2] = {{1, 1}, {2, 1}};
};
static_assert(ww::verify::is_same_function<net, net, weights<net>, weights<net>, floats>(), "");
static_assert(!ww::verify::is_same_function<net, other, weights<net>, weights<other>, floats>(),
              "");
static_assert(ww::verify::same_function<net, other, weights<net>, weights<other>, floats>::value,
              "");
