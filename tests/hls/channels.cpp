// SPDX-License-Identifier: Apache-2.0
// Networks with branches, two inputs and two heads over the streams of a tool: what forward gives,
// and nothing left in the ports. Compiled by tests/hls/channels with -DSTREAMS=...
#include <cstdio>

#include <widthwise/hls/forward_stream.hpp>
#include <widthwise/hls/vendor_streams.hpp>

#include "tests/hls/nets.hpp"
#include "tests/hls/weights.hpp"

namespace hw = widthwise::hls; // Vitis HLS has a namespace hls
using streams = hw::STREAMS;
static_assert(std::is_same<streams, hw::tool_streams>::value, "the header that is found decides");

template <class Net>
int wrong() {
    constexpr int in = static_cast<int>(hw::input_size<Net>());
    constexpr int out = static_cast<int>(hw::output_size<Net>());
    static hw::input_cell<Net> x[in];
    static hw::output_cell<Net> y[out];
    streams::stream<hw::input_cell<Net>, in> to;
    streams::stream<hw::output_cell<Net>, out> from;
    int different = 0;
    for (int sample = 0; sample < 3; ++sample) {
        for (int i = 0; i < in; ++i) {
            x[i] = static_cast<hw::input_cell<Net>>((i * 37 + sample * 11) % 256 - 128);
            to.write(x[i]);
        }
        hw::forward<Net, hardware::weights_of<Net>>(x, y);
        hw::forward_stream<Net, hardware::weights_of<Net>, hw::native, hw::options<>, streams>(
            to, from);
        for (int o = 0; o < out; ++o) {
            different += from.read() == y[o] ? 0 : 1;
        }
    }
    return different;
}

int main() {
    int const found = wrong<hardware::residual_mlp>() + wrong<hardware::joined_heads>();
    std::printf("%d wrong outputs\n", found);
    return found == 0 ? 0 : 1;
}
