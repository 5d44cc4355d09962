// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/network.hpp>
#include <widthwise/layers.hpp>
#include <widthwise/passes/quantize.hpp>
#include <widthwise/verify/no_overflow.hpp>

namespace ww = widthwise;
using namespace ww::verify;

namespace {

// Within the compilers' default limits per constant: a layer of many neurons, and many inputs of
// one. Zeros take as many steps as any weights.
using q8 = ww::integer<8, 4>;
template <class Weight, class... Layer>
struct net
    : ww::quantize_t<
          ww::network<Layer...>,
          ww::by_type<ww::on<ww::op::linear, ww::data_in<q8>, ww::weight<Weight>, ww::bias<q8>>>> {
};
template <class Net>
struct zeros {
    static constexpr ww::parameters<Net> value{};
};
using square = net<q8, ww::input<256>, ww::linear<256, 256>>;
static_assert(no_overflow<square, zeros<square>>::value, "");
static_assert(accumulators<square, zeros<square>>::value.node[1].needed == 1, "0");
using long_sum = net<q8, ww::input<65536>, ww::linear<65536, 1>>;
static_assert(no_overflow<long_sum, zeros<long_sum>>::value, "");
using many = net<q8, ww::input<2>, ww::linear<2, 500>>;
static_assert(no_overflow<many, zeros<many>>::value, "");
using wide_weights = net<ww::fixed<40, 20>, ww::input<256>, ww::linear<256, 17>>;
static_assert(no_overflow<wide_weights, zeros<wide_weights>>::value, "");

// Every product rounded, by a tie's last bit, in 64 bits and in two limbs.
template <int Frac>
using even = ww::accum<ww::fixed<60, Frac, true, ww::rounding::half_even, ww::overflow::wrap>>;
template <class Weight, class Accum, class... Layer>
struct rounding_net : ww::quantize_t<ww::network<Layer...>,
                                     ww::by_type<ww::on<ww::op::linear, ww::data_in<q8>,
                                                        ww::weight<Weight>, ww::bias<q8>, Accum>>> {
};
template <class Net>
struct odd {
    static constexpr ww::parameters<Net> make() {
        ww::parameters<Net> p{};
        ww::get<1>(p).weight.data[0] = 1;
        return p;
    }
    static constexpr ww::parameters<Net> value = make();
};
using long_rounded = rounding_net<q8, even<5>, ww::input<65536>, ww::linear<65536, 1>>;
static_assert(no_overflow<long_rounded, odd<long_rounded>>::value, "");
static_assert(accumulators<long_rounded, odd<long_rounded>>::value.node[1].steps.stored.low ==
                  ww::wide(-128 / 8),
              "");
using wide_rounded = rounding_net<ww::fixed<56, 20>, even<5>, ww::input<256>, ww::linear<256, 17>>;
static_assert(no_overflow<wide_rounded, odd<wide_rounded>>::value, "");
using long_wide = rounding_net<ww::fixed<56, 20>, even<5>, ww::input<2048>, ww::linear<2048, 1>>;
static_assert(no_overflow<long_wide, odd<long_wide>>::value, "");

} // namespace
