// SPDX-License-Identifier: Apache-2.0
#include <widthwise/hls/forward.hpp>
#include <widthwise/passes.hpp>

#include "tests/hls/nets.hpp"
#include "tests/hls/weights.hpp"

// Branches that meet: a difference, a product, concatenations of channels and of columns.
namespace ww = widthwise;

WIDTHWISE_NAME(stem);
WIDTHWISE_NAME(kept);
WIDTHWISE_NAME(difference);
WIDTHWISE_NAME(product);
WIDTHWISE_NAME(stacked);
WIDTHWISE_NAME(beside);
WIDTHWISE_NAME(flat);
WIDTHWISE_NAME(scores);
using hardware::q8;
using layers =
    ww::network<ww::input<3, 4, 5>, ww::node<stem, ww::conv2d<3, 2, ww::pair<1>>>,
                ww::node<kept, ww::identity, stem>, ww::node<difference, ww::sub, stem, kept>,
                ww::node<product, ww::mul, difference, stem>,
                ww::node<stacked, ww::concat<0>, stem, product, kept>,
                ww::node<beside, ww::concat<2>, stacked, stacked>,
                ww::node<flat, ww::flatten, beside>,
                ww::node<scores, ww::linear<6 * 4 * 10, 3>, flat>>;
struct net
    : ww::quantize_t<layers,
                     ww::by_type<ww::otherwise<ww::data_in<q8>, ww::weight<q8>, ww::bias<q8>>>> {};

void top(ww::hls::input_cell<net> const (&x)[ww::hls::input_size<net>()],
         ww::hls::output_cell<net> (&y)[ww::hls::output_size<net>()]) {
    ww::hls::forward<net, hardware::weights_of<net>>(x, y);
}
