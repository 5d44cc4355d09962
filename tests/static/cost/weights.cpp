// SPDX-License-Identifier: Apache-2.0
// Costs that depend on the values of the parameters, as constants.
#include <widthwise/cost/weights.hpp>
#include <widthwise/layers.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;

using q = ww::fixed<6, 2>;
struct net : ww::quantize_t<
                 ww::network<ww::input<2>, ww::linear<2, 3>>,
                 ww::by_type<ww::on<ww::op::linear, ww::data_in<q>, ww::weight<q>, ww::bias<q>>>> {
};

constexpr ww::parameters<net> make() {
    ww::parameters<net> p{};
    auto& linear = ww::get<1>(p);
    linear.weight(0, 0) = 12;  // 001100: two bits and the sign
    linear.weight(1, 1) = -1;  // one bit and the sign
    linear.weight(2, 0) = -32; // one bit and the sign
    linear.bias(1) = 3;
    return p;
}
constexpr ww::parameters<net> p = make();
constexpr ww::batch one{1};

static_assert(ww::density(p).node[1].weights == 3.0 / 6, "three of six weights");
static_assert(ww::density(p).node[1].all == 4.0 / 9, "and one of three biases");
static_assert(ww::density(p).node[0].weights == 1, "a node without parameters");
static_assert(ww::bitops<net, ww::qonnx>(one).total == 6 * 6 * 6, "");
static_assert(ww::bitops<net, ww::qonnx>(one, p).total == 3 * 6 * 6, "zero weights cost nothing");
static_assert(ww::bitops<net, ww::ebops>(one).total == 6 * 6 * 6, "by formats");
static_assert(ww::bitops<net, ww::ebops>(one, p).total == 6 * (3 + 2 + 2), "by the weights' own bits");
static_assert(ww::bitops<net, ww::ebops>(ww::batch{10}, p).node[1] == 10 * 6 * (3 + 2 + 2), "");
static_assert(ww::bitops<net, ww::baskin>(one, p).total == 6 * (4.0 / 9 * 36 + 6 + 6 + 1), "");
static_assert(ww::detail::own_bits(INT64_MIN, true) == 2 && ww::detail::own_bits(0, true) == 0, "");
