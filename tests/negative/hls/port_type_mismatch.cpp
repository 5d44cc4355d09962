// EXPECT: port_type_mismatch<short.*false>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/hls/forward.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;
using q8 = ww::integer<8, 4>;
struct net
    : ww::quantize_t<ww::network<ww::input<4>, ww::linear<4, 2>>,
                     ww::by_type<ww::otherwise<ww::data_in<q8>, ww::weight<q8>, ww::bias<q8>>>> {};
void top(ww::parameters<net> const& p, short const (&x)[4], ww::hls::output_cell<net> (&y)[2]) {
    ww::hls::forward<net>(p, x, y);
}
