// SPDX-License-Identifier: Apache-2.0
#include <type_traits>

#include <widthwise/core/config.hpp>
#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;
using namespace ww;

namespace {

template <class Net>
constexpr bool named(std::size_t i, char const* name) {
    return same_text(rows_of<Net>()[i].name, name);
}
template <class Net, class... Extent>
constexpr bool shaped(char const* name, Extent... extent) {
    return shape_of<Net>(name) == extents(extent...);
}
template <class Net>
constexpr bool reads(char const* name, int k, char const* source) {
    int const i = find_node<Net>(name);
    return i >= 0 &&
           named<Net>(static_cast<std::size_t>(facts_of<Net>().edge[facts_of<Net>().first[i] + k]),
                      source);
}

// A chain: default names, an output appended, shapes inferred.
using tiny = zoo::jsc_tiny;
static_assert(size_of<tiny>() == 6, "");
static_assert(named<tiny>(0, "x") && named<tiny>(1, "seq_blocks_0"), "");
static_assert(named<tiny>(4, "seq_blocks_3") && named<tiny>(5, "output"), "");
static_assert(find_node<tiny>("seq_blocks_2") == 3 && find_node<tiny>("nope") == -1, "");
static_assert(shaped<tiny>("seq_blocks_1", 16) && shaped<tiny>("output", 5), "");
static_assert(shape_of<tiny>("nope").rank == 0, "");

// Written or appended, the output is the same; so is the normal form written out.
struct written : network<input<16>, batch_norm1d<16>, relu, linear<16, 5>, relu, output> {};
struct spelled : network<node<x_name, input<16>>, node<seq_blocks<0>, batch_norm1d<16>>,
                         node<seq_blocks<1>, relu>, node<seq_blocks<2>, linear<16, 5>>,
                         node<seq_blocks<3>, relu>, node<output_name, output>> {};
static_assert(std::is_same<nodes_of<tiny>, nodes_of<written>>::value, "");
static_assert(std::is_same<nodes_of<tiny>, nodes_of<spelled>>::value, "");

// A DAG: a residual add reads two named nodes.
using residual = zoo::residual_mlp;
static_assert(reads<residual>("skip", 0, "relu1") && reads<residual>("skip", 1, "fc3"), "");
static_assert(reads<residual>("fc2", 0, "relu1") && shaped<residual>("skip", 32), "");

// Two inputs, concat, two heads; default names count positions.
WIDTHWISE_NAME(left);
WIDTHWISE_NAME(right);
WIDTHWISE_NAME(both);
WIDTHWISE_NAME(head_a);
WIDTHWISE_NAME(head_b);
struct two_heads
    : network<node<left, input<4>>, node<right, input<6>>, node<both, concat<>, left, right>, relu,
              node<head_a, linear<10, 3>>, node<head_b, linear<10, 2>, both>,
              node<output_name, output, head_a, head_b>> {};
static_assert(shaped<two_heads>("both", 10) && named<two_heads>(3, "seq_blocks_2"), "");
static_assert(reads<two_heads>("head_a", 0, "seq_blocks_2"), "");
static_assert(reads<two_heads>("head_b", 0, "both"), "");
static_assert(reads<two_heads>("output", 0, "head_a") && reads<two_heads>("output", 1, "head_b"),
              "");

// The CNN of the zoo, node by node.
using cnn = zoo::small_cnn;
static_assert(shaped<cnn>("conv1", 8, 12, 12) && shaped<cnn>("pool1", 8, 6, 6), "");
static_assert(shaped<cnn>("conv2", 16, 4, 4) && shaped<cnn>("pool2", 16, 2, 2), "");
static_assert(shaped<cnn>("flat", 64) && shaped<cnn>("fc1", 10), "");

template <class Layer, int... In>
constexpr shape through() {
    return facts_of<network<input<In...>, Layer>>().out[1];
}
using strided = conv2d<2, 6, pair<3, 5>, pair<2, 1>, pair<1, 2>, pair<2, 1>, 2>;
static_assert(through<strided, 2, 11, 9>() == extents(6, 5, 9), "");
static_assert(through<conv1d<3, 5, 3, 2, 1, 2>, 3, 16>() == extents(5, 7), "");
static_assert(through<avg_pool1d<3>, 4, 10>() == extents(4, 3), "");
static_assert(through<max_pool2d<pair<3>, pair<2>, pair<1>>, 4, 7, 8>() == extents(4, 4, 4), "");
static_assert(through<adaptive_avg_pool2d<2, 3>, 4, 7, 8>() == extents(4, 2, 3), "");
static_assert(through<linear<8, 2>, 3, 8>() == extents(3, 2), "");
static_assert(through<flatten, 2, 3, 4>() == extents(24), "");
static_assert(through<view<4, -1>, 2, 3, 4>() == extents(4, 6), "");
static_assert(through<batch_norm1d<3>, 3, 5>() == extents(3, 5), "");
static_assert(through<softmax, 3, 5>() == extents(3, 5), "");

WIDTHWISE_NAME(product);
template <class Layer, class A, class B>
constexpr shape joined() {
    return shape_of<network<node<left, A>, node<right, B>, node<product, Layer, left, right>>>(
        "product");
}
static_assert(joined<matmul, input<4, 5>, input<5, 2>>() == extents(4, 2), "");
static_assert(joined<bmm, input<3, 4, 5>, input<3, 5, 2>>() == extents(3, 4, 2), "");
static_assert(joined<concat<1>, input<3, 4>, input<3, 2>>() == extents(3, 6), "");

// The six kinds of torch.fx, a node each where a layer has one.
constexpr fx_kind kind_of(layer_row const& row) { return row.kind; }
static_assert(kind_of(input<1>::row()) == fx_kind::placeholder, "");
static_assert(kind_of(linear<1, 1>::row()) == fx_kind::call_module, "");
static_assert(kind_of(add::row()) == fx_kind::call_function, "");
static_assert(kind_of(view<1>::row()) == fx_kind::call_method, "");
static_assert(kind_of(output::row()) == fx_kind::output, "");

// formats_of: what each node computes in, nothing left open.
using q8 = integer<8, 4>;
using w6 = integer<6, 5>;
template <class... Role>
struct tiny_with : quantize_t<tiny, by_type<on<op::linear, Role...>>> {};
constexpr bool fixed_row(format_row const& r, int width, int frac, bool sign) {
    return r.kind == hash_name("fixed") && r.width == width && r.frac == frac && r.sign == sign;
}
using full = tiny_with<data_in<q8>, weight<w6>, bias<q8>>;
static_assert(fixed_row(formats_of<full>(3).x, 8, 4, true), "");
static_assert(fixed_row(formats_of<full>(3).weight, 6, 5, true), "");
static_assert(fixed_row(formats_of<full>(3).bias, 8, 4, true), "");
// At most 16 * 2^7 * 2^5 + 2^7 * 2^5 = 69632 units of 2^-9 either way: 18 bits.
static_assert(fixed_row(formats_of<full>(3).accum, 18, 9, true), "");
static_assert(fixed_row(formats_of<full>(3).out, 18, 9, true), "");
static_assert(!formats_of<full>(3).stepwise, "");
// The relu reads that, loses the sign and one bit with it; the output carries it on.
static_assert(fixed_row(formats_of<full>(4).x, 18, 9, true), "");
static_assert(fixed_row(formats_of<full>(4).out, 17, 9, false), "");
// One float operand makes the result float.
using mixed = tiny_with<data_in<q8>, weight<q8>>;
static_assert(is_float(formats_of<mixed>(3).bias) && is_float(formats_of<mixed>(3).out), "");
static_assert(is_float(formats_of<tiny>(3).x) && is_float(formats_of<tiny>(3).out), "");
// accum and data_out as written.
using stepped =
    tiny_with<data_in<q8>, weight<q8>, bias<q8>, accum<ap_fixed<16, 6>>, data_out<ap_fixed<10, 5>>>;
static_assert(formats_of<stepped>(3).stepwise, "");
static_assert(fixed_row(formats_of<stepped>(3).accum, 16, 10, true), "");
static_assert(formats_of<stepped>(3).accum.over == overflow::wrap, "");
static_assert(fixed_row(formats_of<stepped>(3).out, 10, 5, true), "");
// integer on relu is unsigned unless a sign is written.
template <class Format>
using relu_with = quantize_t<tiny, by_type<on<op::relu, data_in<Format>>>>;
static_assert(fixed_row(formats_of<relu_with<q8>>(2).x, 8, 4, false), "");
static_assert(fixed_row(formats_of<relu_with<integer<8, 4, signedness::is_signed>>>(2).x, 8, 4,
                        true),
              "");
// A quantized BatchNorm is one product and one sum.
using norm = quantize_t<tiny, by_type<on<op::batch_norm1d, data_in<q8>, weight<q8>, bias<q8>>>>;
static_assert(fixed_row(formats_of<norm>(1).out, 16, 8, true), "");
// Pools have no exact result: float, unless data_out says otherwise.
using pooled = network<input<1, 4, 4>, avg_pool2d<pair<2>>>;
template <class... Role>
using pooled_with = quantize_t<pooled, by_type<on<op::avg_pool2d, Role...>>>;
static_assert(is_float(formats_of<pooled_with<data_in<q8>>>(1).out), "");
static_assert(fixed_row(formats_of<pooled_with<data_in<q8>, data_out<q8>>>(1).out, 8, 4, true), "");

} // namespace
