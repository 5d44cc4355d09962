// SPDX-License-Identifier: Apache-2.0
// Whole networks as constants, against results worked out by hand.
#include <limits>

#include <widthwise/formats/binary.hpp>
#include <widthwise/layers.hpp>
#include <widthwise/passes.hpp>
#include <widthwise/verify/golden.hpp>
#include <widthwise/verify/same_function.hpp>

namespace ww = widthwise;
namespace verify = widthwise::verify;

namespace {

WIDTHWISE_NAME(a);
WIDTHWISE_NAME(b);
WIDTHWISE_NAME(sum);
WIDTHWISE_NAME(both);
WIDTHWISE_NAME(out);
WIDTHWISE_NAME(second);

using q8 = ww::integer<8, 1>; // halves
template <class Net, class Accum = ww::exact>
using quantized =
    ww::quantize_t<Net, ww::by_type<ww::on<ww::op::linear, ww::data_in<q8>, ww::weight<q8>,
                                           ww::bias<q8>, ww::accum<Accum>>,
                                    ww::on<ww::op::add, ww::data_in<q8>>>>;

// ---- two branches, their sum, and both of them and the sum in a row -----------------------------

using branches_float =
    ww::network<ww::input<2>, ww::node<a, ww::linear<2, 2>, ww::x_name>,
                ww::node<b, ww::linear<2, 2, false>, ww::x_name>, ww::node<sum, ww::add, a, b>,
                ww::node<both, ww::concat<>, sum, a, b>>;
struct branches : quantized<branches_float> {};
struct branch_weights {
    static constexpr ww::parameters<branches> value{
        {}, {{{2, 0, 0, 2}}, {{1, -1}}}, {{{4, 0, 0, -4}}}, {}, {}, {}};
};
constexpr ww::parameters<branches> branch_weights::value;

static_assert(verify::input_size<branches>() == 2 && verify::output_size<branches>() == 6, "");
static_assert(std::is_same<verify::input_format_of<branches>, ww::fixed<8, 1>>::value ||
                  std::is_same<verify::input_format_of<branches>, q8>::value,
              "");
// x = (1.5, -2): a = x + (0.5, -0.5) = (2, -2.5); b = (2, -2) x = (3, 4); sum = (5, 1.5).
constexpr float x_float[] = {1.5f, -2.0f};
constexpr short x_raw[] = {3, -4};
constexpr auto from_floats = verify::evaluate<branches>(branch_weights::value, x_float);
constexpr auto from_raws = verify::evaluate<branches>(branch_weights::value, x_raw);
constexpr int output_frac = verify::output_edge<branches>(0).frac;
constexpr bool is(verify::result_of<branches> const& y) {
    float const expected[] = {5, 1.5f, 2, -2.5f, 3, 4};
    for (int i = 0; i < 6; ++i) {
        if (ww::decode_row(ww::wide(y.value[i]), output_frac) != expected[i]) {
            return false;
        }
    }
    return true;
}
static_assert(is(from_floats) && is(from_raws), "");

// ---- an accumulator that wraps after every product: hls4ml's rule
// --------------------------------

struct wraps : quantized<ww::network<ww::input<2>, ww::linear<2, 1>>, ww::ap_fixed<4, 4>> {};
struct wrap_weights {
    static constexpr ww::parameters<wraps> value{{}, {{{4, 4}}, {{3}}}, {}};
};
constexpr ww::parameters<wraps> wrap_weights::value;
// b' = floor(1.5) = 1; 1 + 2 * 3.5 = 8, which is -8 in four bits; -8 + floor(-0.5 * 2) = -9 is 7.
constexpr short wrap_x[] = {7, -1};
static_assert(verify::evaluate<wraps>(wrap_weights::value, wrap_x).value[0] == 7, "");

// ---- two heads of different formats, and a float head beside an integer one
// ----------------------

struct heads : quantized<ww::network<ww::input<1>, ww::node<a, ww::linear<1, 1, false>, ww::x_name>,
                                     ww::node<b, ww::relu, a>, ww::node<out, ww::output, a, b>>> {};
struct head_weights {
    static constexpr ww::parameters<heads> value{{}, {{{-3}}}, {}, {}};
};
constexpr short head_x[] = {5};
constexpr auto head_y = verify::evaluate<heads>(head_weights::value, head_x);
static_assert(verify::has_raw_output<heads>() && head_y.value[0] == -15 && head_y.value[1] == 0,
              "");

struct mixed
    : quantized<ww::network<ww::input<1>, ww::node<a, ww::linear<1, 1, false>, ww::x_name>,
                            ww::node<b, ww::sigmoid, a>, ww::node<out, ww::output, a, b>>> {};
struct mixed_weights {
    static constexpr ww::parameters<mixed> value{{}, {{{0}}}, {}, {}};
};
constexpr auto mixed_y = verify::evaluate<mixed>(mixed_weights::value, head_x);
static_assert(!verify::has_raw_output<mixed>() && mixed_y.value[0] == 0 && mixed_y.value[1] == 0.5f,
              "");

// ---- two inputs: their elements one after the other
// ----------------------------------------------

struct inputs2 : quantized<ww::network<ww::input<2>, ww::node<second, ww::input<2>>,
                                       ww::node<sum, ww::add, ww::x_name, second>>> {};
struct no_weights {
    static constexpr ww::parameters<inputs2> value{{}, {}, {}, {}};
};
constexpr short two_x[] = {1, 2, 10, 20};
constexpr auto two_y = verify::evaluate<inputs2>(no_weights::value, two_x);
static_assert(two_y.value[0] == 11 && two_y.value[1] == 22, "");

// ---- a float network: convolution, pooling, BatchNorm
// --------------------------------------------

struct conv : ww::network<ww::input<1, 3, 3>, ww::conv2d<1, 1, ww::pair<2>>, ww::relu,
                          ww::max_pool2d<ww::pair<2>>, ww::flatten, ww::batch_norm1d<1>> {};
struct conv_weights {
    static constexpr ww::parameters<conv> value{
        {}, {{{1, 2, 3, 4}}, {{-1}}}, {}, {}, {}, {{{2}}, {{1}}, {{10}}, {{0.99999f}}}, {}};
};
constexpr float image[] = {0, 1, 2, 3, 4, 5, 6, 7, 8};
// The largest window: 4 + 2 * 5 + 3 * 7 + 4 * 8 - 1 = 66; (66 - 10) / sqrt(1) * 2 + 1 = 113.
static_assert(verify::evaluate<conv>(conv_weights::value, image).value[0] == 113.0f, "");

// ---- golden: floats against integers, NaN, both forms
// --------------------------------------------

struct pool : ww::network<ww::input<1, 2, 2>, ww::relu, ww::max_pool2d<ww::pair<2>>, ww::flatten> {
};
struct pool_weights {
    static constexpr ww::parameters<pool> value{{}, {}, {}, {}, {}};
};
constexpr ww::parameters<pool> pool_weights::value;
constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN();
struct special_in {
    static constexpr float value[3][4] = {{0, 1, not_a_number, 3}, {-1, infinity, 2, 3}, {-1, 0}};
};
constexpr float special_in::value[3][4];
struct special_out {
    static constexpr float value[3][1] = {{not_a_number}, {infinity}, {-0.0f}};
};
constexpr float special_out::value[3][1];
struct wrong_nan {
    static constexpr float value[3][1] = {{3}, {infinity}, {0}};
};
constexpr float wrong_nan::value[3][1];
struct wrong_infinity {
    static constexpr float value[3][1] = {{not_a_number}, {-infinity}, {0}};
};
constexpr float wrong_infinity::value[3][1];
static_assert(verify::golden<pool, pool_weights, special_in, special_out>::value, "");
static_assert(!verify::matches_golden<pool, pool_weights, special_in, wrong_nan>(), "");
static_assert(!verify::matches_golden<pool, pool_weights, special_in, wrong_infinity>(), "");

struct float_vectors {
    static constexpr float value[2][2] = {{1.5f, -2}, {100, 0}}; // 100 saturates to 63.5
};
constexpr float float_vectors::value[2][2];
struct float_results {
    static constexpr float value[2][6] = {{5, 1.5f, 2, -2.5f, 3, 4},
                                          {63.5f + 63.5f, -0.5f, 64, -0.5f, 127, 0}};
};
constexpr float float_results::value[2][6];
static_assert(verify::golden<branches, branch_weights, float_vectors, float_results>::value, "");

// ---- same function: a pass, and one that is none
// -------------------------------------------------

using chain_float = ww::network<ww::input<2>, ww::identity, ww::linear<2, 2>, ww::relu,
                                ww::dropout<>, ww::linear<2, 1>>;
struct chain : quantized<chain_float> {};
struct dropped : ww::drop_identity_t<chain> {};
struct fused : ww::fuse_activation_t<dropped> {};
struct chain_weights {
    static constexpr ww::parameters<chain> value{
        {}, {}, {{{2, 3, -4, 5}}, {{7, -7}}}, {}, {}, {{{3, -2}}, {{1}}}, {}};
};
constexpr ww::parameters<chain> chain_weights::value;
struct fused_weights {
    static constexpr ww::parameters<fused> value = ww::transfer<fused>(chain_weights::value);
};
constexpr ww::parameters<fused> fused_weights::value;
struct other_weights {
    static constexpr ww::parameters<fused> value{
        {}, {{{2, 3, -4, 5}}, {{7, -7}}}, {{{3, -2}}, {{2}}}, {}};
};
constexpr ww::parameters<fused> other_weights::value;
struct vectors {
    static constexpr float value[3][2] = {{1, 2}, {-60, 3.25f}, {0.75f, -0.5f}};
};
constexpr float vectors::value[3][2];
static_assert(verify::same_function<chain, fused, chain_weights, fused_weights, vectors>::value,
              "");
static_assert(!verify::is_same_function<chain, fused, chain_weights, other_weights, vectors>(), "");

// ---- raw inputs are values of the readers' format: {0, 1}, {-1, 1}, no -2^(width - 1)
// --------------------------------------------

template <class Data>
struct one_input
    : ww::quantize_t<ww::network<ww::input<1>, ww::linear<1, 1, false>>,
                     ww::by_type<ww::on<ww::op::linear, ww::data_in<Data>, ww::weight<q8>>>> {};
template <class Net>
struct unit_weight {
    static constexpr ww::parameters<Net> value{{}, {{{1}}}, {}};
};
template <class Net>
constexpr ww::parameters<Net> unit_weight<Net>::value;
template <int Raw>
struct one_raw {
    static constexpr int value[1][1] = {{Raw}};
};
template <int Raw>
constexpr int one_raw<Raw>::value[1][1];
template <class Data, int Raw>
constexpr bool takes() {
    using net = one_input<Data>;
    return verify::matches_golden<net, unit_weight<net>, one_raw<Raw>, one_raw<Raw>>();
}
using zero_one = ww::binary<ww::polarity::zero_one>;
using bipolar = ww::binary<ww::polarity::bipolar>;
using symmetric = ww::fixed<4, 0, true, ww::rounding::half_even, ww::overflow::saturate_symmetric>;
static_assert(takes<zero_one, 0>() && takes<zero_one, 1>() && !takes<zero_one, -1>(), "");
static_assert(takes<bipolar, -1>() && takes<bipolar, 1>() && !takes<bipolar, 0>(), "");
static_assert(takes<symmetric, -7>() && takes<symmetric, 7>() && !takes<symmetric, -8>(), "");

// ---- raw inputs through layers that only move them: what the first cast gives, no bit lost
// --------------------------------------------

using q40 = ww::fixed<40, 3>;
struct moved
    : ww::quantize_t<
          ww::network<ww::input<1, 2>, ww::node<second, ww::input<2>>,
                      ww::node<a, ww::flatten, ww::x_name>, ww::node<b, ww::identity, second>,
                      ww::node<both, ww::concat<>, a, b>, ww::linear<4, 2, false>>,
          ww::by_type<ww::on<ww::op::linear, ww::data_in<q40>, ww::weight<q8>>>> {};
struct moved_weights {
    static constexpr ww::parameters<moved> value{{}, {}, {}, {}, {}, {{{1, 2, 3, 4, 1, 0, 0, 0}}},
                                                 {}};
};
constexpr ww::parameters<moved> moved_weights::value;
static_assert(std::is_same<verify::input_format_of<moved>, q40>::value, "");
static_assert(std::is_same<verify::input_format_of<moved, 1>, q40>::value, "");
struct moved_in {
    static constexpr long long value[2][4] = {{1, 10, 100, 1000}, {(1LL << 39) - 1, 0, 0, 0}};
};
constexpr long long moved_in::value[2][4];
struct moved_out {
    static constexpr long long value[2][2] = {{4321, 1}, {(1LL << 39) - 1, (1LL << 39) - 1}};
};
constexpr long long moved_out::value[2][2];
static_assert(verify::golden<moved, moved_weights, moved_in, moved_out>::value, "");
// The same numbers as floats, where float32 holds them.
struct moved_floats {
    static constexpr float value[1][4] = {{1 / 8.0f, 10 / 8.0f, 100 / 8.0f, 1000 / 8.0f}};
};
constexpr float moved_floats::value[1][4];
struct moved_first {
    static constexpr int value[1][2] = {{4321, 1}};
};
constexpr int moved_first::value[1][2];
static_assert(verify::golden<moved, moved_weights, moved_floats, moved_first>::value, "");

} // namespace
