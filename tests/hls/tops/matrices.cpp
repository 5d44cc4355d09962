// SPDX-License-Identifier: Apache-2.0
#include <widthwise/hls/forward.hpp>
#include <widthwise/passes.hpp>

#include "tests/hls/nets.hpp"
#include "tests/hls/weights.hpp"

// Products of two tensors, and a BatchNorm of images.
namespace ww = widthwise;

WIDTHWISE_NAME(rows);
WIDTHWISE_NAME(columns);
WIDTHWISE_NAME(scores);
WIDTHWISE_NAME(mixed);
WIDTHWISE_NAME(scaled);
using hardware::q8;
using layers =
    ww::network<ww::input<2, 3, 4>, ww::node<rows, ww::linear<4, 6>, ww::x_name>,
                ww::node<columns, ww::view<2, 6, 3>, rows>,
                ww::node<scores, ww::matmul, rows, columns>, ww::node<mixed, ww::bmm, scores, rows>,
                ww::node<scaled, ww::batch_norm2d<2>, mixed>>;
struct net
    : ww::quantize_t<layers,
                     ww::by_type<ww::otherwise<ww::data_in<q8>, ww::weight<q8>, ww::bias<q8>>>> {};

void top(ww::hls::input_cell<net> const (&x)[ww::hls::input_size<net>()],
         ww::hls::output_cell<net> (&y)[ww::hls::output_size<net>()]) {
    ww::hls::forward<net, hardware::weights_of<net>>(x, y);
}
