// SPDX-License-Identifier: Apache-2.0
#include <widthwise/hls/forward.hpp>
#include <widthwise/passes.hpp>

#include "tests/hls/nets.hpp"

// Maxima and means. The means of 9 and of 4, 6 or 9 values have dividends of more than 32 bits;
// that of 4 shifts.
namespace ww = widthwise;

WIDTHWISE_NAME(largest);
WIDTHWISE_NAME(nine);
WIDTHWISE_NAME(four);
WIDTHWISE_NAME(several);
using read = ww::data_in<ww::fixed<18, 8>>;
using fine = ww::data_out<ww::fixed<24, 16, true, ww::rounding::half_even, ww::overflow::saturate>>;
struct net
    : ww::quantize_t<
          ww::network<ww::input<2, 18, 18>,
                      ww::node<largest, ww::max_pool2d<ww::pair<3>, ww::pair<1>, ww::pair<1>>>,
                      ww::node<nine, ww::avg_pool2d<ww::pair<3>, ww::pair<1>, ww::pair<1>>>,
                      ww::node<four, ww::avg_pool2d<ww::pair<2>>>,
                      ww::node<several, ww::adaptive_avg_pool2d<4, 5>>>,
          ww::by_type<ww::on<ww::op::max_pool2d, read>, ww::otherwise<read, fine>>> {};

void top(ww::hls::input_cell<net> const (&x)[ww::hls::input_size<net>()],
         ww::hls::output_cell<net> (&y)[ww::hls::output_size<net>()]) {
    ww::hls::forward<net>(ww::parameters<net>{}, x, y);
}
