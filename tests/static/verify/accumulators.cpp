// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/fuse_activation.hpp>
#include <widthwise/passes/quantize.hpp>
#include <widthwise/verify/no_overflow.hpp>
#include <widthwise/verify/stepwise_is_exact.hpp>

namespace ww = widthwise;
using namespace ww::verify;
using ww::wide;

namespace {

// By hand: x in 0..3 (units 1/2), w in -8..7 (units 1/4), b in -8..7 (units 1/2).
// Neuron 0: 5 x0 - 3 x1 + 1, neuron 1: -8 x0 + 7 x1 - 6; the sum's units are 1/8, b counts 4.
using x2 = ww::ufixed<2, 1>;
using w4 = ww::fixed<4, 2>;
using b4 = ww::fixed<4, 1>;
template <class... Accum>
using two = ww::quantize_t<
    ww::network<ww::input<2>, ww::linear<2, 2>>,
    ww::by_type<ww::on<ww::op::linear, ww::data_in<x2>, ww::weight<w4>, ww::bias<b4>, Accum...>>>;
template <class Net>
struct by_hand {
    static constexpr ww::parameters<Net> value{{}, {{{5, -3, -8, 7}}, {{1, -6}}}, {}};
};
struct exact : two<> {};
constexpr accumulator_row row = accumulators<exact, by_hand<exact>>::value.node[1];
static_assert(row.kind == sum_kind::by_weight && !row.stepwise && !row.overflows, "");
static_assert(row.sum.frac == 3 && row.sum.low == wide(-8 * 3 - 6 * 4), "-48, neuron 1");
static_assert(row.sum.high == wide(5 * 3 + 1 * 4), "19, neuron 0");
static_assert(row.needed == 7 && row.worst == 1, "-48 .. 19");
static_assert(row.a2q_weight == 1 + 6, "15 * 4 <= 2^6 - 1");
static_assert(row.a2q_type == 2 + 2 + 4, "2 * 4 * 8 <= 2^7 - 1");
static_assert(row.hls4ml_auto == 8,
              "3 integer bits, + 1 for two terms, + 1 for the bias; 3 of fraction");
// Any weights: 2 * 3 * -8 - 8 * 4 = -80, 2 * 3 * 7 + 7 * 4 = 70.
constexpr accumulator_row loose = accumulators<exact>::value.node[1];
static_assert(loose.kind == sum_kind::by_format && loose.worst == -1, "");
static_assert(loose.sum.low == wide(-80) && loose.sum.high == wide(70), "");
static_assert(loose.needed == 8 && loose.given == 8 && loose.a2q_weight == 0, "");
// Endpoints sum nothing; an unknown name is none.
static_assert(accumulators<exact>::value.node[0].kind == sum_kind::none, "");
static_assert(accumulator_of<exact>("output").kind == sum_kind::none, "");
static_assert(accumulator_of<exact>("nope").kind == sum_kind::none, "");
static_assert(accumulator_of<exact>("seq_blocks_0").needed == 8, "");

// accum written: 7 bits wrap without harm, 6 do not; any weights need 8.
template <int Width, ww::overflow Over = ww::overflow::wrap, int Frac = 3>
struct given : two<ww::accum<ww::fixed<Width, Frac, true, ww::rounding::floor, Over>>> {};
template <class Net>
constexpr bool sound() {
    return is_overflow_free<Net, by_hand<Net>>();
}
template <class Net>
constexpr bool harmless() {
    return stepwise_is_exact<Net, 1, by_hand<Net>>::value;
}
static_assert(sound<given<7>>() && harmless<given<7>>(), "");
static_assert(!sound<given<6>>() && !harmless<given<6>>(), "");
static_assert(no_overflow<given<7>, by_hand<given<7>>>::value, "");
static_assert(!is_overflow_free<given<7>>() && !stepwise_is_exact<given<7>, 1>::value, "");
static_assert(is_overflow_free<given<8>>() && stepwise_is_exact<given<8>, 1>::value, "");
static_assert(no_overflow<given<8>>::value, "");
static_assert(accumulators<given<9>, by_hand<given<9>>>::value.node[1].needed == 7, "");
static_assert(accumulators<given<9>, by_hand<given<9>>>::value.node[1].given == 9, "");
static_assert(accumulators<given<9>, by_hand<given<9>>>::value.node[1].stepwise, "");
// One fraction bit less: 5 x0 / 8 loses bits, yet no sum leaves 6 bits of quarters.
using coarse = given<6, ww::overflow::wrap, 2>;
static_assert(sound<coarse>() && !harmless<coarse>(), "");
// Each product is cut by itself: 15 / 2 to 7 in neuron 0, -24 / 2 to -12 in neuron 1.
constexpr bounds cut = accumulators<coarse, by_hand<coarse>>::value.node[1].steps.stored;
static_assert(cut.frac == 2 && cut.low == wide(-12 - 12) && cut.high == wide(7 + 2), "");
// Any weights: two products of -24 .. 21 eighths and a bias of -8 .. 7 halves.
constexpr bounds cut_any = accumulators<coarse>::value.node[1].steps.stored;
static_assert(cut_any.low == wide(2 * -12 - 16) && cut_any.high == wide(2 * 10 + 14), "");
// Two fraction bits more are two bits more.
static_assert(sound<given<9, ww::overflow::wrap, 5>>() && !sound<given<8, ww::overflow::wrap, 5>>(),
              "");
static_assert(harmless<given<9, ww::overflow::saturate, 5>>(), "");

// A saturating accumulator must hold the terms too: 7 x0 alone is up to 21, with its bias 13.
template <ww::overflow Over, int Width>
using biased = given<Width, Over>;
template <class Net>
struct one_term { // 7 x0 - 2: [-8, 13]; -4: [-16, -16]
    static constexpr ww::parameters<Net> value{{}, {{{7, 0, 0, 0}}, {{-2, -4}}}, {}};
};
template <class Net>
constexpr int term_width() {
    return accumulators<Net, one_term<Net>>::value.node[1].needed;
}
static_assert(term_width<biased<ww::overflow::wrap, 5>>() == 5, "");
static_assert(term_width<biased<ww::wrap<1>, 5>>() == 6, "keeps the sign: no modulus");
static_assert(term_width<biased<ww::overflow::saturate, 5>>() == 6, "");
static_assert(!is_overflow_free<biased<ww::overflow::saturate, 5>,
                                one_term<biased<ww::overflow::saturate, 5>>>(),
              "");
template <class Net>
struct lowest {
    static constexpr ww::parameters<Net> value{{}, {{{0, 0, 0, 0}}, {{-4, 0}}}, {}};
};
using symmetric = biased<ww::overflow::saturate_symmetric, 5>;
static_assert(accumulators<symmetric, lowest<symmetric>>::value.node[1].needed == 6,
              "-16 is no value of a symmetric format of 5 bits");

// An accumulator without a sign cannot go below zero, however wide.
struct no_sign : two<ww::accum<ww::ap_ufixed<20, 17>>> {};
static_assert(!sound<no_sign>(), "");
static_assert(!accumulators<no_sign, by_hand<no_sign>>::value.node[1].given_sign, "");

// Wrapping is read modulo: data_out keeps the low bits that a 6-bit accumulator has right.
template <class Out>
struct read_modulo : two<ww::accum<ww::ap_fixed<6, 3>>, ww::data_out<Out>> {};
static_assert(harmless<read_modulo<ww::ap_fixed<6, 3>>>(), "the same bits");
static_assert(harmless<read_modulo<ww::ap_fixed<4, 3>>>(), "floor asks no sign");
static_assert(!harmless<read_modulo<ww::ap_fixed<7, 4>>>(), "a bit that is not there");
static_assert(!harmless<read_modulo<ww::ap_fixed<4, 3, ww::rounding::toward_zero>>>(), "");
static_assert(!harmless<read_modulo<ww::fixed<6, 3>>>(), "it saturates");
static_assert(!sound<read_modulo<ww::ap_fixed<6, 3>>>(), "it does overflow");

// Float terms in a fixed accumulator are bounded by nothing; without one they do not overflow.
using a16 = ww::ap_fixed<16, 8>;
struct floats : ww::quantize_t<ww::network<ww::input<2>, ww::linear<2, 2>>,
                               ww::by_type<ww::on<ww::op::linear, ww::accum<a16>>>> {};
static_assert(accumulators<floats>::value.node[1].kind == sum_kind::unbounded, "");
static_assert(!is_overflow_free<floats>() && !stepwise_is_exact<floats, 1>::value, "");
static_assert(is_overflow_free<ww::zoo::jsc_toy>() && no_overflow<ww::zoo::jsc_toy>::value, "");

// Other sums: a residual add, a difference, a product, a mean, a folded BatchNorm, a convolution.
using q4 = ww::integer<4, 2>;
template <class... Role>
using all_linear_and_add =
    ww::by_type<ww::on<ww::op::linear, ww::data_in<q4>, ww::weight<q4>, ww::bias<q4>>,
                ww::on<ww::op::add, ww::data_in<q4>, Role...>>;
struct residual : ww::quantize_t<ww::zoo::residual_mlp, all_linear_and_add<>> {};
constexpr accumulator_row skip = accumulator_of<residual>("skip");
static_assert(skip.kind == sum_kind::by_format && skip.needed == 5 && skip.given == 5, "");
static_assert(skip.sum.low == wide(-16) && skip.sum.high == wide(14), "");
struct residual4
    : ww::quantize_t<ww::zoo::residual_mlp, all_linear_and_add<ww::accum<ww::ap_fixed<4, 2>>>> {};
static_assert(!is_overflow_free<residual4>(), "-4 .. 3.5 in 4 bits");

WIDTHWISE_NAME(left);
WIDTHWISE_NAME(right);
template <class Layer>
struct pairwise : ww::quantize_t<ww::network<ww::input<4>, ww::node<left, ww::linear<4, 4>>,
                                             ww::node<right, ww::linear<4, 4>, ww::x_name>,
                                             ww::node<ww::seq_blocks<9>, Layer, left, right>>,
                                 ww::by_type<ww::on<typename Layer::op_type, ww::data_in<q4>>>> {};
constexpr accumulator_row difference = accumulators<pairwise<ww::sub>>::value.node[3];
static_assert(difference.sum.low == wide(-15) && difference.sum.high == wide(15), "");
// -8 .. 7 less -8 .. 7 quarters, each rounded to halves: -4 .. 4 and -3 .. 4.
struct rounded_difference
    : ww::quantize_t<pairwise<ww::sub>,
                     ww::by_type<ww::on<ww::op::sub, ww::data_in<q4>,
                                        ww::accum<ww::fixed<9, 1, true, ww::rounding::half_up>>>>> {
};
static_assert(accumulators<rounded_difference>::value.node[3].steps.stored.low == wide(-7), "");
static_assert(accumulators<rounded_difference>::value.node[3].steps.stored.high == wide(8), "");
constexpr accumulator_row product = accumulators<pairwise<ww::mul>>::value.node[3];
static_assert(product.sum.low == wide(-56) && product.sum.high == wide(64), "");
static_assert(product.needed == 8 && product.given == 8 && product.sum.frac == 4, "");

struct pooled
    : ww::quantize_t<ww::network<ww::input<2, 4, 4>, ww::avg_pool2d<ww::pair<2>>>,
                     ww::by_type<ww::on<ww::op::avg_pool2d, ww::data_in<q4>, ww::data_out<q4>>>> {};
constexpr accumulator_row mean = accumulators<pooled>::value.node[1];
static_assert(mean.sum.low == wide(-32) && mean.sum.high == wide(28), "four values of -8 .. 7");
static_assert(mean.needed == 6 && mean.given == 6 && !mean.overflows && !mean.stepwise, "");

// The sum of a mean has 128 bits: 16 values of 62 are no overflow.
using q62 = ww::fixed<62, 0>;
struct large_mean
    : ww::quantize_t<ww::network<ww::input<1, 4, 4>, ww::avg_pool2d<ww::pair<4>>>,
                     ww::by_type<ww::on<ww::op::avg_pool2d, ww::data_in<q62>, ww::data_out<q62>>>> {
};
static_assert(no_overflow<large_mean>::value, "");
static_assert(accumulators<large_mean>::value.node[1].needed == 66, "");

// An adaptive mean sums its longest window: 4 by 4 values, as a window of that size does.
struct adaptive
    : ww::quantize_t<
          ww::network<ww::input<2, 4, 4>, ww::adaptive_avg_pool2d<1>>,
          ww::by_type<ww::on<ww::op::adaptive_avg_pool2d, ww::data_in<q4>, ww::data_out<q4>>>> {};
static_assert(accumulators<adaptive>::value.node[1].sum.low == wide(-16 * 8), "");
static_assert(accumulators<adaptive>::value.node[1].needed == 8, "");

struct normed : ww::quantize_t<ww::network<ww::input<3>, ww::batch_norm1d<3>>,
                               ww::by_type<ww::on<ww::op::batch_norm1d, ww::data_in<q4>,
                                                  ww::weight<q4>, ww::bias<q4>>>> {};
struct norm_weights {
    static constexpr ww::parameters<normed> value{{}, {{{1, -7, 2}}, {{0, 3, -8}}}, {}};
};
constexpr accumulator_row norm = accumulators<normed, norm_weights>::value.node[1];
static_assert(norm.sum.low == wide(-16 - 8 * 4), "channel 2: 2 * -8 - 8 * 4");
static_assert(norm.sum.high == wide(56 + 3 * 4), "channel 1: -7 * -8 + 3 * 4");
static_assert(norm.worst == 1 && norm.needed == 8, "");

// Padding only leaves terms out. Groups: each channel has its own two taps. Without a bias.
struct convolved
    : ww::quantize_t<ww::network<ww::input<2, 5>, ww::conv1d<2, 2, 2, 1, 1, 1, 2, false>>,
                     ww::by_type<ww::on<ww::op::conv1d, ww::data_in<q4>, ww::weight<q4>>>> {};
struct conv_weights {
    static constexpr ww::parameters<convolved> value{{}, {{{1, 2, -3, 4}}}, {}};
};
constexpr accumulator_row conv = accumulators<convolved, conv_weights>::value.node[1];
static_assert(conv.sum.low == wide(-8 * 4 - 3 * 7) && conv.sum.high == wide(8 * 3 + 7 * 4), "");
static_assert(conv.worst == 1 && conv.needed == 7, "-53 .. 52; channel 0: -24 .. 21");

// matmul's second operand is no constant: by format, with or without parameters.
struct product_net
    : ww::quantize_t<ww::network<ww::node<left, ww::input<2, 3>>, ww::node<right, ww::input<3, 2>>,
                                 ww::node<ww::seq_blocks<9>, ww::matmul, left, right>>,
                     ww::by_type<ww::on<ww::op::matmul, ww::data_in<q4>, ww::weight<q4>>>> {};
template <class Net>
struct nothing {
    static constexpr ww::parameters<Net> value{};
};
constexpr accumulator_row matmul = accumulators<product_net, nothing<product_net>>::value.node[2];
static_assert(matmul.kind == sum_kind::by_format && matmul.sum.high == wide(3 * 64), "");

// A fused activation changes nothing of the sum before it.
struct chain
    : ww::quantize_t<
          ww::network<ww::input<2>, ww::linear<2, 2>, ww::relu>,
          ww::by_type<ww::on<ww::op::linear, ww::data_in<x2>, ww::weight<w4>, ww::bias<b4>>>> {};
struct together : ww::fuse_activation_t<chain> {};
static_assert(accumulators<together, by_hand<together>>::value.node[1].needed == 7, "");

// A symmetric cast gives no -8: -1 x fits 4 bits, and so does any weight's product with -1, 0, 1.
using s4 = ww::fixed<4, 0, true, ww::rounding::half_even, ww::overflow::saturate_symmetric>;
using s2 = ww::fixed<2, 0, true, ww::rounding::half_even, ww::overflow::saturate_symmetric>;
struct symmetric_operands
    : ww::quantize_t<ww::network<ww::input<1>, ww::linear<1, 1, false>>,
                     ww::by_type<ww::on<ww::op::linear, ww::data_in<s4>, ww::weight<s2>,
                                        ww::accum<ww::ap_fixed<4, 4>>>>> {};
struct minus_one {
    static constexpr ww::parameters<symmetric_operands> value{{}, {{{-1}}}, {}};
};
static_assert(accumulators<symmetric_operands, minus_one>::value.node[1].sum.high == wide(7), "");
static_assert(no_overflow<symmetric_operands, minus_one>::value, "");
static_assert(accumulators<symmetric_operands>::value.node[1].sum.low == wide(-7), "");
static_assert(no_overflow<symmetric_operands>::value, "");

// Weights of more than 32 bits take the two-limb path.
using w40 = ww::fixed<40, 20>;
struct large
    : ww::quantize_t<ww::network<ww::input<2>, ww::linear<2, 1, false>>,
                     ww::by_type<ww::on<ww::op::linear, ww::data_in<x2>, ww::weight<w40>>>> {};
struct large_weights {
    static constexpr ww::parameters<large> value{{}, {{{-549755813888, 549755813887}}}, {}};
};
static_assert(accumulators<large, large_weights>::value.node[1].sum.low == wide(-1649267441664),
              "-2^39 * 3");
static_assert(accumulators<large, large_weights>::value.node[1].needed == 42, "");

} // namespace
