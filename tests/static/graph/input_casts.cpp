// SPDX-License-Identifier: Apache-2.0
#include <type_traits>

#include <widthwise/graph/input_casts.hpp>
#include <widthwise/layers.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;

namespace {

WIDTHWISE_NAME(flat);
WIDTHWISE_NAME(second);
WIDTHWISE_NAME(joined);
WIDTHWISE_NAME(left);
WIDTHWISE_NAME(right);
WIDTHWISE_NAME(out);

using q8 = ww::fixed<8, 4>;
using floor8 = ww::ap_fixed<8, 4>;
using w4 = ww::fixed<4, 2>;
template <class Net>
constexpr auto const& plan = ww::detail::input_table<Net>::value;

// x0 -> flatten -> concat(x1) -> linear: both inputs, and both layers that move them, are what
// linear casts them to.
struct chain
    : ww::quantize_t<ww::network<ww::input<2, 2>, ww::node<second, ww::input<3>>,
                                 ww::node<flat, ww::flatten, ww::x_name>,
                                 ww::node<joined, ww::concat<>, flat, second>, ww::linear<7, 2>>,
                     ww::by_type<ww::on<ww::op::linear, ww::data_in<q8>, ww::weight<w4>>>> {};
constexpr bool all_moved() {
    for (int i = 0; i < 4; ++i) {
        if (!plan<chain>.moved[i] || plan<chain>.reader[i] != 4 || plan<chain>.weight[i] ||
            plan<chain>.shown[i] || plan<chain>.differs[i]) {
            return false;
        }
    }
    return !plan<chain>.moved[4] && plan<chain>.conflict == -1;
}
static_assert(all_moved(), "");
static_assert(std::is_same<ww::held_format_of<chain, 0>, q8>::value, "");
static_assert(std::is_same<ww::held_format_of<chain, 3>, q8>::value, "");
static_assert(std::is_same<ww::held_format_of<chain, 4>, ww::edge_format_of<chain, 4>>::value, "");

// A format on the layer that moves makes it the reader.
struct written
    : ww::network<ww::input<4>, ww::quantized<ww::flatten, ww::formats<ww::data_in<q8>>>> {};
static_assert(!plan<written>.moved[1] && plan<written>.reader[0] == 1, "");
static_assert(!plan<written>.shown[0], "");

// Readers that round differently do not cast the same float to the same integer.
template <class Left, class Right>
struct two
    : ww::quantize_t<
          ww::network<ww::input<4>, ww::node<flat, ww::flatten, ww::x_name>,
                      ww::node<left, ww::linear<4, 2>, flat>, ww::node<right, ww::relu, flat>,
                      ww::node<out, ww::output, left, right>>,
          ww::by_type<ww::on<ww::op::linear, ww::data_in<Left>, ww::weight<w4>>,
                      ww::on<ww::op::relu, ww::data_in<Right>>>> {};
using agreed = two<q8, q8>;
using rounded = two<q8, floor8>;
static_assert(!plan<agreed>.differs[0] && plan<agreed>.reader[0] == 2, "");
static_assert(plan<rounded>.differs[0] && plan<rounded>.differs[1], "through flatten too");
static_assert(plan<rounded>.conflict == 1 && plan<rounded>.other == 3, "");

// The second operand of matmul is read in the weight role.
struct product
    : ww::quantize_t<ww::network<ww::input<2, 3>, ww::node<second, ww::input<3, 2>>,
                                 ww::node<left, ww::matmul, ww::x_name, second>>,
                     ww::by_type<ww::on<ww::op::matmul, ww::data_in<q8>, ww::weight<w4>>>> {};
static_assert(!plan<product>.weight[0] && plan<product>.weight[1], "");
static_assert(std::is_same<ww::held_format_of<product, 1>, w4>::value, "");

// A head shows the float; a layer without integers reads it as one.
struct wire : ww::network<ww::input<4>, ww::flatten> {};
static_assert(plan<wire>.shown[0] && plan<wire>.shown[1] && plan<wire>.reader[0] == -1, "");
static_assert(std::is_same<ww::held_format_of<wire, 0>, ww::f32>::value, "");

} // namespace
