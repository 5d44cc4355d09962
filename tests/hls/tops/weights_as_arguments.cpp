// SPDX-License-Identifier: Apache-2.0
#include <widthwise/hls/forward.hpp>

#include "tests/hls/nets.hpp"

using net = hardware::small_cnn;

void top(widthwise::parameters<net> const& weights,
         widthwise::hls::input_cell<net> const (&x)[widthwise::hls::input_size<net>()],
         widthwise::hls::output_cell<net> (&y)[widthwise::hls::output_size<net>()]) {
    widthwise::hls::forward<net>(weights, x, y);
}
