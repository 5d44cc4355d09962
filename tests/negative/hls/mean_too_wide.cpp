// EXPECT: value_too_wide<[67][0-9], 63>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/hls.hpp>
#include <widthwise/layers.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;

// A mean of 9 values of 40 bits, kept to 20 bits below their last: the dividend leaves 64 bits.
using net = ww::network<ww::input<1, 3, 3>, ww::avg_pool2d<ww::pair<3>>>;
struct means : ww::quantize_t<net, ww::by_type<ww::otherwise<ww::data_in<ww::fixed<40, 8>>,
                                                             ww::data_out<ww::fixed<40, 28>>>>> {};
void top(ww::hls::input_cell<means> const (&x)[9], ww::hls::output_cell<means> (&y)[1]) {
    ww::hls::forward<means>(ww::parameters<means>{}, x, y);
}
