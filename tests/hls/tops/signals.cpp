// SPDX-License-Identifier: Apache-2.0
#include <widthwise/hls/forward.hpp>
#include <widthwise/passes.hpp>

#include "tests/hls/nets.hpp"
#include "tests/hls/weights.hpp"

// Layers of one axis: a strided and a depthwise convolution, BatchNorm, a maximum and a mean.
namespace ww = widthwise;

using hardware::q8;
using layers = ww::network<ww::input<4, 20>, ww::conv1d<4, 6, 3, 2, 1>, ww::batch_norm1d<6>,
                           ww::relu, ww::max_pool1d<2>, ww::conv1d<6, 6, 3, 1, 1, 1, 6, false>,
                           ww::avg_pool1d<3, 1>, ww::view<-1>, ww::linear<18, 4>>;
struct net
    : ww::quantize_t<layers,
                     ww::by_type<ww::on<ww::op::avg_pool1d, ww::data_in<q8>, ww::data_out<q8>>,
                                 ww::otherwise<ww::data_in<q8>, ww::weight<q8>, ww::bias<q8>>>> {};

void top(ww::hls::input_cell<net> const (&x)[ww::hls::input_size<net>()],
         ww::hls::output_cell<net> (&y)[ww::hls::output_size<net>()]) {
    ww::hls::forward<net, hardware::weights_of<net>>(x, y);
}
