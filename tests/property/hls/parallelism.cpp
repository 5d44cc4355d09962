// SPDX-License-Identifier: Apache-2.0
#include "tests/property/hls/compare.hpp"

#include <widthwise/layers.hpp>
#include <widthwise/passes/quantize.hpp>

// Parallelism is no part of the function: lanes and terms that divide nothing evenly, one
// multiplier, all of them.

namespace ww = widthwise;
namespace hls = widthwise::hls;

namespace {

WIDTHWISE_NAME(a);
WIDTHWISE_NAME(b);
WIDTHWISE_NAME(c);
WIDTHWISE_NAME(d);
WIDTHWISE_NAME(e);
WIDTHWISE_NAME(f);
using q8 = ww::integer<8, 4>;
// Every term is rounded and every sum saturates, so that the order of the terms would show.
using stepwise = ww::otherwise<ww::data_in<q8>, ww::weight<q8>, ww::bias<q8>,
                               ww::accum<ww::fixed<9, 4>>, ww::data_out<q8>>;
struct image
    : ww::network<
          ww::input<4, 5, 5>,
          ww::node<a, ww::conv2d<4, 6, ww::pair<2>, ww::pair<1>, ww::pair<1>, ww::pair<1>, 2>>,
          ww::node<b, ww::batch_norm2d<6>>, ww::node<c, ww::max_pool2d<ww::pair<2>>>,
          ww::node<d, ww::add, c, c>, ww::node<e, ww::flatten>, ww::node<f, ww::linear<54, 7>>> {};
struct net : ww::quantize_t<image, ww::by_type<stepwise>> {};

template <class... Option>
int with() {
    return hls_test::differences<net, hls::native, hls::options<Option...>>(4, 7);
}

} // namespace

TEST_CASE("the result does not depend on reuse") {
    CHECK(with<hls::reuse<1>>() == 0);
    CHECK(with<hls::reuse<7>>() == 0);
    CHECK(with<hls::reuse<1000000>>() == 0);
}
TEST_CASE("nor on the number of multipliers") {
    CHECK(with<hls::parallel<1>>() == 0);
    CHECK(with<hls::parallel<5>>() == 0);
    CHECK(with<hls::parallel<37>>() == 0);
    CHECK(with<hls::parallel<3>, hls::parallel_of<f, 100>, hls::reuse_of<a, 2>>() == 0);
}
