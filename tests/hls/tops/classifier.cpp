// SPDX-License-Identifier: Apache-2.0
#include <widthwise/hls/argmax.hpp>
#include <widthwise/hls/forward.hpp>
#include <widthwise/passes.hpp>

#include "tests/hls/nets.hpp"
#include "tests/hls/weights.hpp"

// A whole classifier: BatchNorm folded into the layers before it, and the class behind the scores.
namespace ww = widthwise;

struct net : hardware::all_in<ww::fold_batch_norm_t<ww::zoo::jsc_s>, hardware::q8> {};

int top(ww::hls::input_cell<net> const (&x)[ww::hls::input_size<net>()]) {
    ww::hls::output_cell<net> y[ww::hls::output_size<net>()];
    ww::hls::forward<net, hardware::weights_of<net>>(x, y);
    return ww::hls::argmax(y);
}
