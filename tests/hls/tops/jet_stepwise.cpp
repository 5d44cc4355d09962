// SPDX-License-Identifier: Apache-2.0
#include <widthwise/hls/forward.hpp>

#include "tests/hls/nets.hpp"
#include "tests/hls/weights.hpp"

using net = hardware::jet_stepwise;

void top(widthwise::hls::input_cell<net> const (&x)[widthwise::hls::input_size<net>()],
         widthwise::hls::output_cell<net> (&y)[widthwise::hls::output_size<net>()]) {
    widthwise::hls::forward<net, hardware::weights_of<net>>(x, y);
}
