// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <widthwise/core/config.hpp>
#include <widthwise/cost/memory.hpp>
#include <widthwise/layers.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;

namespace {

WIDTHWISE_NAME(wide);
WIDTHWISE_NAME(narrow);
WIDTHWISE_NAME(join);
WIDTHWISE_NAME(head);
WIDTHWISE_NAME(unread);

//                 alive while it runs
// x: 4            4
// wide: 8         4 + 8
// narrow: 2       4 + 8 + 2     x has its last reader here
// join: 10        8 + 2 + 10
// head: 1         10 + 1
struct branches
    : ww::network<ww::input<4>, ww::node<wide, ww::linear<4, 8>>,
                  ww::node<narrow, ww::linear<4, 2>, ww::x_name>,
                  ww::node<join, ww::concat<>, wide, narrow>, ww::node<head, ww::linear<10, 1>>> {
};

struct with_unread : ww::network<ww::input<4>, ww::node<unread, ww::linear<4, 30>>,
                                 ww::node<narrow, ww::linear<4, 2>, ww::x_name>> {};

struct two_heads
    : ww::network<ww::input<4>, ww::node<wide, ww::linear<4, 8>>,
                  ww::node<narrow, ww::linear<4, 2>, ww::x_name>, ww::node<head, ww::linear<2, 1>>,
                  ww::node<ww::output_name, ww::output, wide, head>> {};

using q8 = ww::integer<8, 4>;
template <class Net>
using stored_in_8 =
    ww::quantize_t<Net, ww::by_type<ww::on<ww::op::linear, ww::data_in<q8>, ww::weight<q8>,
                                           ww::bias<q8>, ww::data_out<q8>>>>;

} // namespace

TEST_CASE("a tensor lives until its last reader has run") {
    auto const m = ww::memory<branches>(ww::batch{1});
    CHECK(m.activations == (4 + 8 + 2 + 10 + 1) * 32);
    CHECK(m.peak == (8 + 2 + 10) * 32);
    CHECK(m.weights == ((4 * 8 + 8) + (4 * 2 + 2) + (10 + 1)) * 32);
}

TEST_CASE("a tensor that nobody reads is alive while it is made") {
    CHECK(ww::memory<with_unread>(ww::batch{1}).peak == (4 + 30) * 32);
}

TEST_CASE("a head lives to the end") {
    CHECK(ww::memory<two_heads>(ww::batch{1}).peak == (4 + 8 + 2) * 32);
    CHECK(ww::memory<two_heads>(ww::batch{1}).activations == (4 + 8 + 2 + 1) * 32);
}

TEST_CASE("formats move the peak; samples scale activations, not weights") {
    // x stays float: 4 * 32 + (8 + 2) * 8 while narrow runs, 20 * 8 in join.
    using net = stored_in_8<branches>;
    CHECK(ww::memory<net>(ww::batch{1}).peak == 4 * 32 + (8 + 2) * 8);
    CHECK(ww::memory<net>(ww::batch{3}).peak == 3 * (4 * 32 + (8 + 2) * 8));
    CHECK(ww::memory<net>(ww::batch{3}).weights == (32 + 8 + 8 + 2 + 10 + 1) * 8);
}
