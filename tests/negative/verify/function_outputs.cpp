// EXPECT: output_elements<2, 3>
// SPDX-License-Identifier: Apache-2.0
#include "small_net.hpp"

using namespace small;

struct narrow
    : ww::quantize_t<
          ww::network<ww::input<2>, ww::linear<2, 2>>,
          ww::by_type<ww::on<ww::op::linear, ww::data_in<ww::integer<8, 0>>,
                             ww::weight<ww::integer<8, 0>>, ww::bias<ww::integer<8, 0>>>>> {};
struct narrow_weights {
    static constexpr ww::parameters<narrow> value{{}, {{{1, 2, 3, 4}}, {{0, 1}}}, {}};
};
static_assert(ww::verify::same_function<net, narrow, weights<net>, narrow_weights, inputs>::value,
              "");
