// SPDX-License-Identifier: Apache-2.0
#include <widthwise/formats/minifloat_ieee.hpp>
#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/quantize.hpp>
#include <widthwise/verify/exact_steps.hpp>

namespace ww = widthwise;
using namespace ww::verify;
using ww::ap_fixed;
using ww::ap_ufixed;
using ww::overflow;
using ww::rounding;

namespace {

// The four configurations of golden/hls4ml (tests/golden/hls4ml.cpp), by their formats alone.
template <class Data, class Relu, class Weight, class Bias, class Accum>
struct emulate
    : ww::quantize_t<ww::zoo::jet_16_64_32_32_5,
                     ww::by_type<ww::on<ww::op::linear, ww::data_in<Data>, ww::weight<Weight>,
                                        ww::bias<Bias>, ww::accum<Accum>, ww::data_out<Data>>,
                                 ww::on<ww::op::relu, ww::data_in<Data>, ww::data_out<Relu>>>> {};
using w16 = ap_fixed<16, 6>;
using w10 = ap_fixed<10, 5>;
using w7 = ap_fixed<7, 2>;
template <int W, int I>
using convergent = ap_fixed<W, I, rounding::half_even, overflow::saturate>;
template <int W, int I>
using half_up = ap_fixed<W, I, rounding::half_up, overflow::saturate>;

using truncating = emulate<w16, w16, w16, w16, w16>;
using wide = emulate<convergent<16, 6>, convergent<16, 6>, convergent<8, 2>, convergent<8, 2>,
                     ap_fixed<32, 16>>;
using six_bits =
    emulate<half_up<8, 4>, half_up<8, 4>, convergent<6, 1>, ap_fixed<8, 3>, ap_fixed<24, 12>>;
using narrow = emulate<w10, w10, w7, w7, w10>;

constexpr std::size_t fc2 = 3;
template <class Net>
constexpr step_facts steps() {
    return accumulators<Net>::value.node[fc2].steps;
}
// 10 + 6 and 4 + 5 bits of fraction are kept: exact, whatever the weights.
static_assert(stepwise_is_exact<wide, fc2>::value && no_overflow<wide>::value, "");
static_assert(stepwise_is_exact<six_bits, fc2>::value && no_overflow<six_bits>::value, "");
static_assert(exact_steps<wide>::value && exact_steps<six_bits>::value, "");
static_assert(steps<wide>().fraction == 16 && steps<six_bits>().fraction == 9, "");
// 10 + 10 and 5 + 5 are not; yet rounded products may be summed in any order, for it wraps.
static_assert(!stepwise_is_exact<truncating, fc2>::value, "");
static_assert(!stepwise_is_exact<narrow, fc2>::value, "");
static_assert(steps<truncating>().rounds && steps<truncating>().any_order(), "");
static_assert(steps<narrow>().rounds && steps<narrow>().any_order(), "");
static_assert(!is_overflow_free<truncating>() && !is_overflow_free<narrow>(), "");
static_assert(!has_exact_steps<truncating>() && !has_exact_steps<narrow>(), "");
static_assert(has_exact_steps<ww::zoo::jsc_toy>(), "float");

// The same with a saturating accumulator: every step has to be cast, in order.
using ordered = emulate<w10, w10, w7, w7, convergent<10, 5>>;
static_assert(!steps<ordered>().any_order() && steps<ordered>().leaves, "");
// Unless no partial sum can leave it: 64 * 2^4 * 2^1 and the bias take 13 bits before the point.
using roomy = emulate<w10, w10, w7, w7, convergent<18, 13>>;
static_assert(steps<roomy>().any_order() && !steps<roomy>().exact(), "it still rounds");

// Nodes that sum nothing, and exact accumulators, have no casts per term.
static_assert(stepwise_is_exact<wide, 0>::value && stepwise_is_exact<wide, 2>::value, "");
static_assert(stepwise_is_exact<ww::zoo::jsc_toy, 4>::value, "float");

// An accumulator of another kind is a float: nothing overflows, and nothing is cast to it.
using tiny = ww::minifloat_ieee<8, 4, 7>;
struct float_sums
    : ww::quantize_t<ww::zoo::jsc_tiny,
                     ww::by_type<ww::on<ww::op::linear, ww::data_in<w10>, ww::weight<w7>,
                                        ww::bias<w7>, ww::accum<tiny>>>> {};
static_assert(accumulators<float_sums>::value.node[3].kind == sum_kind::none, "");

} // namespace
