// SPDX-License-Identifier: Apache-2.0
#include <widthwise/hls/forward_stream.hpp>

#include "tests/hls/nets.hpp"
#include "tests/hls/weights.hpp"

namespace hls = widthwise::hls;
using net = hardware::residual_mlp;
using inputs = hls::stream<hls::input_cell<net>, 16>;
using outputs = hls::stream<hls::output_cell<net>, 5>;

void top(inputs& x, outputs& y) {
    hls::forward_stream<net, hardware::weights_of<net>, hls::native, hls::options<hls::reuse<8>>>(
        x, y);
}
