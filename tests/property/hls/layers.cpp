// SPDX-License-Identifier: Apache-2.0
#include "tests/property/hls/compare.hpp"

#include <widthwise/formats/binary.hpp>
#include <widthwise/formats/ternary.hpp>
#include <widthwise/layers.hpp>
#include <widthwise/passes/fuse_activation.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;
namespace op = ww::op;
namespace hls = widthwise::hls;
using hls_test::differences;

namespace {

using q8 = ww::integer<8, 4>;
using q6 = ww::fixed<6, 3>;
using odd = ww::ufixed<5, 6, ww::rounding::half_away, ww::overflow::wrap>;
using coarse = ww::fixed<7, -2, true, ww::rounding::half_odd, ww::overflow::saturate_zero>;
using accum12 = ww::fixed<12, 5, true, ww::rounding::toward_zero, ww::overflow::wrap>;

template <class Net, class... Rule>
using by_type = ww::quantize_t<Net, ww::by_type<Rule...>>;
using all8 = ww::otherwise<ww::data_in<q8>, ww::weight<q6>, ww::bias<q8>>;
using into_coarse =
    ww::otherwise<ww::data_in<q8>, ww::weight<q6>, ww::bias<q8>, ww::data_out<coarse>>;
using stepwise = ww::otherwise<ww::data_in<q8>, ww::weight<odd>, ww::bias<q6>, ww::accum<accum12>>;

WIDTHWISE_NAME(a);
WIDTHWISE_NAME(b);
WIDTHWISE_NAME(c);
WIDTHWISE_NAME(d);
WIDTHWISE_NAME(e);
WIDTHWISE_NAME(f);
WIDTHWISE_NAME(y);

/// The network under three rules: exact sums, a coarse result, a cast of every term.
template <class Net>
struct exact_net : by_type<Net, all8> {};
template <class Net>
struct coarse_net : by_type<Net, into_coarse> {};
template <class Net>
struct stepwise_net : by_type<Net, stepwise> {};
template <class Net>
void three_rules(int samples) {
    CHECK(differences<exact_net<Net>>(samples, 1) == 0);
    CHECK(differences<coarse_net<Net>>(samples, 2) == 0);
    CHECK(differences<stepwise_net<Net>>(samples, 3) == 0);
}

struct rows : ww::network<ww::input<3, 5, 7>, ww::linear<7, 4>, ww::relu, ww::linear<4, 3, false>> {
};
struct image
    : ww::network<
          ww::input<4, 7, 6>,
          ww::conv2d<4, 6, ww::pair<3, 2>, ww::pair<2, 1>, ww::pair<1, 2>, ww::pair<2, 3>, 2>,
          ww::batch_norm2d<6>, ww::relu,
          ww::conv2d<6, 5, ww::pair<2>, ww::pair<1>, ww::pair<0>, ww::pair<1>, 1, false>> {};
struct depthwise : ww::network<ww::input<6, 9>, ww::conv1d<6, 6, 3, 2, 1, 1, 6>,
                               ww::batch_norm1d<6>, ww::conv1d<6, 2, 2, 1, 3, 2>> {};
struct maxima : ww::network<ww::input<3, 8, 9>, ww::relu,
                            ww::max_pool2d<ww::pair<3, 2>, ww::pair<2, 3>, ww::pair<1, 0>>,
                            ww::flatten, ww::linear<3 * 4 * 3, 4>> {};
struct maxima1d : ww::network<ww::input<3, 8>, ww::relu, ww::max_pool1d<3, 2, 1>, ww::view<2, -1>,
                              ww::identity, ww::linear<6, 4>> {};

} // namespace

TEST_CASE("linear over rows, with and without a bias") { three_rules<rows>(12); }
TEST_CASE("convolution: groups, strides, padding, dilation") {
    three_rules<image>(5);
    three_rules<depthwise>(8);
}
TEST_CASE("maxima") {
    three_rules<maxima>(8);
    three_rules<maxima1d>(8);
}

namespace {
// A mean has no exact result: data_out is written.
using mean_out = ww::fixed<9, 5, true, ww::rounding::half_down, ww::overflow::saturate_symmetric>;
using mean_wrap = ww::fixed<5, 7, true, ww::rounding::half_even, ww::wrap_sign_magnitude<2>>;
template <class Net, class Out, class In = q8>
struct means : by_type<Net, ww::otherwise<ww::data_in<In>, ww::data_out<Out>>> {};
// The dividend needs more than 32 bits.
using fine_in = ww::fixed<18, 8>;
using fine_bits = ww::ufixed<18, 8, ww::rounding::half_even, ww::overflow::saturate>;
using fine_out = ww::fixed<24, 16, true, ww::rounding::half_even, ww::overflow::saturate>;
struct mean2d : ww::network<ww::input<2, 7, 8>,
                            ww::avg_pool2d<ww::pair<3, 2>, ww::pair<2, 2>, ww::pair<1, 1>>> {};
struct mean_of_four : ww::network<ww::input<2, 6, 8>, ww::avg_pool2d<ww::pair<2>>> {};
struct adaptive_same : ww::network<ww::input<2, 9, 6>, ww::adaptive_avg_pool2d<3, 2>> {};
struct mean1d : ww::network<ww::input<5, 9>, ww::avg_pool1d<4, 3, 2>> {};
struct adaptive : ww::network<ww::input<2, 7, 5>, ww::adaptive_avg_pool2d<3, 2>> {};
struct adaptive_padded
    : ww::network<ww::input<2, 7, 5>, ww::adaptive_avg_pool2d<3, 2, ww::rule::mase_compat>> {};
} // namespace

TEST_CASE("means: the exact quotient, rounded once") {
    CHECK(differences<means<mean2d, mean_out>>(12, 1) == 0);
    CHECK(differences<means<mean1d, mean_out>>(12, 2) == 0);
    CHECK(differences<means<adaptive, mean_out>>(12, 3) == 0);
    CHECK(differences<means<adaptive_padded, mean_out>>(12, 4) == 0);
    CHECK(differences<means<mean2d, mean_wrap>>(12, 5) == 0);
    CHECK(differences<means<adaptive, mean_wrap>>(12, 6) == 0);
    CHECK(differences<means<mean_of_four, mean_out>>(12, 7) == 0);
    CHECK(differences<means<adaptive_same, mean_out>>(12, 8) == 0);
}
TEST_CASE("means of more than 32 bits") {
    CHECK(differences<means<mean2d, fine_out, fine_in>>(12, 1) == 0);
    CHECK(differences<means<mean2d, fine_out, fine_bits>>(12, 2) == 0);
    CHECK(differences<means<mean_of_four, fine_out, fine_in>>(12, 3) == 0);
    CHECK(differences<means<adaptive, fine_out, fine_in>>(12, 4) == 0);
    CHECK(differences<means<adaptive_same, fine_out, fine_bits>>(12, 5) == 0);
}

namespace {
// Both operands read the input, each branch leaves its own format.
struct sums : ww::network<ww::input<4, 6>, ww::node<a, ww::linear<6, 6>, ww::x_name>,
                          ww::node<b, ww::linear<6, 6, false>, ww::x_name>,
                          ww::node<c, ww::add, a, b>, ww::node<d, ww::sub, c, a>,
                          ww::node<e, ww::mul, d, b>, ww::node<f, ww::relu, e>> {};
struct plain_sums // the second node's operands differ in format and are brought to one
    : by_type<sums, ww::on<op::linear, ww::data_in<q8>, ww::weight<q6>, ww::bias<q8>>> {};
struct matrices : ww::network<ww::input<2, 3, 4>, ww::node<a, ww::linear<4, 6>, ww::x_name>,
                              ww::node<b, ww::view<2, 6, 3>, a>, ww::node<c, ww::matmul, a, b>,
                              ww::node<d, ww::bmm, c, a>> {};
struct joined
    : ww::network<ww::input<3, 4, 5>, ww::node<a, ww::conv2d<3, 2, ww::pair<1>>, ww::x_name>,
                  ww::node<b, ww::relu, a>, ww::node<c, ww::concat<0>, a, b, a>,
                  ww::node<d, ww::concat<2>, c, c>, ww::node<e, ww::flatten, d>,
                  ww::node<f, ww::linear<6 * 4 * 10, 3>, e>> {};
} // namespace

TEST_CASE("two operands") {
    three_rules<sums>(10);
    CHECK(differences<plain_sums>(10, 4) == 0);
    three_rules<matrices>(10);
}
TEST_CASE("concatenation along channels and columns") { three_rules<joined>(6); }

namespace {
// Inputs and heads.
using two_inputs_net =
    ww::network<ww::node<a, ww::input<4>>, ww::node<b, ww::input<3>>,
                ww::node<c, ww::concat<0>, a, b>, ww::node<d, ww::linear<7, 5>, c>,
                ww::node<e, ww::linear<5, 2>, d>, ww::node<f, ww::linear<5, 2>, d>,
                ww::node<ww::output_name, ww::output, e, f>>;
struct two_inputs : two_inputs_net {};
struct moved_input
    : ww::network<ww::input<2, 6>, ww::flatten, ww::dropout<20>, ww::identity, ww::linear<12, 3>> {
};
} // namespace

TEST_CASE("inputs that are only moved before they are cast; two inputs, two heads") {
    three_rules<two_inputs>(10);
    three_rules<moved_input>(10);
}

namespace {
template <class Weight>
using few_bits = ww::on<op::linear, ww::data_in<q8>, ww::weight<Weight>, ww::bias<q8>>;
using net = ww::network<ww::input<9>, ww::linear<9, 6>, ww::linear<6, 4>>;
struct binary_weights : by_type<net, few_bits<ww::binary<>>> {};
struct zero_one_weights : by_type<net, few_bits<ww::binary<ww::polarity::zero_one>>> {};
struct ternary_weights : by_type<net, few_bits<ww::ternary<>>> {};
struct binary_data : by_type<net, ww::on<op::linear, ww::data_in<ww::binary<>>,
                                         ww::weight<ww::ternary<>>, ww::bias<q6>>> {};
struct zero_one_data
    : by_type<net, ww::on<op::linear, ww::data_in<ww::binary<ww::polarity::zero_one>>,
                          ww::weight<q6>, ww::bias<q6>>> {};
struct binary_out : by_type<net, ww::on<op::linear, ww::data_in<q8>, ww::weight<q6>, ww::bias<q6>,
                                        ww::data_out<ww::binary<>>>> {};
} // namespace

TEST_CASE("binary and ternary values") {
    CHECK(differences<binary_weights>(10, 1) == 0);
    CHECK(differences<zero_one_weights>(10, 2) == 0);
    CHECK(differences<ternary_weights>(10, 3) == 0);
    CHECK(differences<binary_data>(10, 4) == 0);
    CHECK(differences<zero_one_data>(10, 5) == 0);
    CHECK(differences<binary_out>(10, 6) == 0);
}
