// SPDX-License-Identifier: Apache-2.0
#include "engine_compare.hpp"

namespace ww = widthwise;

namespace {

using namespace engine_test;
using ww::avg_pool2d;
using ww::conv1d;
using ww::conv2d;
using ww::formats;
using ww::input;
using ww::max_pool2d;
using ww::node;
using ww::pair;
using ww::quantized;

using q6 = ww::fixed<6, 3>;
using q20 = ww::fixed<20, 7>;
using wraps = ww::fixed<9, 2, true, ww::rounding::half_up, ww::overflow::wrap>;
using odd = ww::fixed<7, 6, true, ww::rounding::half_odd, ww::overflow::saturate_zero>;

/// Means by powers of two and by other numbers, over borders, over parts that differ.
struct pools
    : ww::network<input<3, 11, 10>, node<a, mac<conv2d<3, 19, pair<1>>, q8>>,
                  node<b, cast<max_pool2d<pair<3, 2>, pair<2, 1>, pair<1>>, u8>, a>,
                  node<c, store<avg_pool2d<pair<2, 3>, pair<1, 2>, pair<1>>, q8, wraps>, b>,
                  node<d, store<avg_pool2d<pair<2, 2>, pair<2>>, wraps, odd>, c>,
                  node<e, store<ww::adaptive_avg_pool2d<2, 2>, q16, q8>, c>,
                  node<f, store<ww::adaptive_avg_pool2d<1>, q20, q16>, a>, ww::output> {};
/// Means to float, of integers and of floats.
struct float_means
    : ww::network<input<4, 6, 7>, mac<conv2d<4, 5, pair<2>>, q8>, avg_pool2d<pair<2>>, ww::relu,
                  ww::adaptive_avg_pool2d<2, 3, ww::rule::mase_compat>, max_pool2d<pair<2, 1>>> {};
/// Two branches, of different formats and orders.
struct branches
    : ww::network<input<4, 6, 6>, node<a, mac<conv2d<4, 4, pair<3>, pair<1>, pair<1>>, q8>>,
                  node<b, cast<ww::relu, u8>, a>,
                  node<c, mac<conv2d<4, 4, pair<3>, pair<1>, pair<1>>, q6>, b>,
                  node<d, cast<ww::add, q8>, b, c>, node<e, store<ww::sub, wraps, q8>, d, c>,
                  node<f, store<ww::mul, q6, wraps>, e, b>> {};
struct joined : ww::network<input<2, 5, 4>, node<a, mac<conv2d<2, 3, pair<2>>, q8>>,
                            node<b, cast<ww::relu, u8>, a>, node<c, ww::concat<>, b, a>,
                            node<d, mac<conv2d<6, 2, pair<2>>, q8>, c>,
                            node<e, ww::concat<2>, d, d>, node<f, mac<ww::linear<4, 3>, q8>, e>> {};
struct one_axis : ww::network<input<2, 21>, mac<conv1d<2, 7, 5, 2, 2, 1>, q8>, cast<ww::relu, u8>,
                              mac<conv1d<7, 7, 3, 1, 2, 2, 7>, u8, q6>,
                              cast<ww::max_pool1d<2>, q16>, store<ww::avg_pool1d<3, 2, 1>, q16, q8>,
                              ww::flatten, mac<ww::linear<21, 3>, q8>> {};
struct normalized
    : ww::network<input<3, 4, 5>, ww::batch_norm2d<3>, ww::relu, mac<conv2d<3, 6, pair<2>>, q8>,
                  ww::batch_norm2d<6>, ww::relu, mac<ww::batch_norm2d<6>, q8>, cast<ww::relu, u8>,
                  ww::flatten, mac<ww::linear<72, 5>, q8>, ww::batch_norm1d<5>> {};
/// A cast after every product: in the order of the specification where it matters.
template <ww::overflow Over>
using accum = ww::fixed<12, 5, true, ww::rounding::floor, Over>;
template <class Layer, class Accum>
using steps =
    quantized<Layer, formats<ww::data_in<q8>, ww::weight<q8>, ww::bias<q8>, ww::accum<Accum>>>;
struct stepwise
    : ww::network<input<3, 5, 5>, steps<conv2d<3, 4, pair<2>>, accum<ww::overflow::wrap>>,
                  cast<ww::relu, q8>, steps<conv2d<4, 5, pair<3>>, accum<ww::overflow::saturate>>,
                  steps<conv2d<5, 5, pair<2>, pair<1>, pair<1>, pair<1>, 5>,
                        accum<ww::overflow::saturate>>> {};
/// Wider than 32-bit lanes: the portable kernels.
using q30 = ww::fixed<30, 8>;
struct beyond_lanes
    : ww::network<
          input<2, 4, 4>, node<a, mac<conv2d<2, 3, pair<2>, pair<1>, pair<1>>, q30>>,
          node<b, mac<conv2d<2, 2, pair<2>, pair<1>, pair<1>, pair<1>, 2>, q30>, ww::x_name>,
          node<c, cast<ww::max_pool2d<pair<2>>, ww::fixed<24, 9>>, a>,
          node<d, store<ww::avg_pool2d<pair<3>>, ww::fixed<24, 9>, ww::fixed<30, 29>>, a>,
          node<e, cast<ww::mul, q30>, d, d>, ww::node<ww::output_name, ww::output, b, c, e>> {};

struct floats
    : ww::network<
          input<3, 9, 8>, node<a, conv2d<3, 10, pair<3>, pair<1>, pair<1>>>, node<b, ww::relu, a>,
          node<c, conv2d<10, 10, pair<3>, pair<1>, pair<2>, pair<2>, 10>, b>,
          node<d, conv2d<10, 10, pair<1, 3>, pair<1>, pair<0, 1>, pair<1>, 2>, c>,
          node<e, ww::add, d, b>, node<f, ww::relu, e>, ww::max_pool2d<pair<2>, pair<2>, pair<1>>,
          ww::batch_norm2d<10>, ww::relu, ww::avg_pool2d<pair<2>>, ww::flatten, ww::linear<40, 5>> {
};

} // namespace

TEST_CASE("pools equal the specification") {
    check_engine<pools>(vectors);
    check_engine<float_means>(vectors);
}
TEST_CASE("operands of different formats and orders") {
    check_engine<branches>(vectors);
    check_engine<joined>(vectors);
}
TEST_CASE("one axis") { check_engine<one_axis>(vectors); }
TEST_CASE("batch_norm") { check_engine<normalized>(vectors); }
TEST_CASE("a cast after every product of a convolution") { check_engine<stepwise>(vectors); }
TEST_CASE("sums beyond 32 bits") { check_engine<beyond_lanes>(any_kernel); }
TEST_CASE("floats differ by the order of their sums") { check_engine<floats>(vectors, 1e-5); }
