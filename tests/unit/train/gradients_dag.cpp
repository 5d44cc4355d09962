// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/train/gradients.hpp"

WIDTHWISE_NAME(fc);
WIDTHWISE_NAME(a);
WIDTHWISE_NAME(b);
WIDTHWISE_NAME(c);
WIDTHWISE_NAME(d);
WIDTHWISE_NAME(e);
using ww::node;

/// fc has four readers, one of them twice: their gradients add up.
struct dag : ww::network<ww::input<6>, node<fc, ww::linear<6, 4>>, node<a, ww::tanh, fc>,
                         node<b, ww::sub, fc, a>, node<c, ww::mul, b, fc>, node<d, ww::add, fc, fc>,
                         node<e, ww::concat<0>, c, d, a>, ww::linear<12, 3>> {};
/// Channels are the second axis here: concat's parts are not contiguous.
struct inner_concat
    : ww::network<ww::input<6>, node<fc, ww::linear<6, 12>>, node<a, ww::view<2, 6>, fc>,
                  node<b, ww::view<2, 6>, fc>, node<c, ww::sigmoid, b>,
                  node<d, ww::concat<1>, a, c>, ww::flatten, ww::linear<24, 3>> {};
TEST_CASE("add, sub, mul, concat; gradients of all readers add up") {
    check_gradients<dag>();
    check_gradients<inner_concat>();
}
