// SPDX-License-Identifier: Apache-2.0
#include <type_traits>

#include <widthwise/core/config.hpp>
#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/fuse_activation.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;
using namespace ww;

namespace {

using q8 = integer<8, 4>;
using q4 = integer<4, 2>;
template <class... Layer>
using chain = nodes_of<network<input<16>, Layer...>>;
template <class Net, class... Layer>
constexpr bool is_chain() {
    return std::is_same<nodes_of<Net>, chain<Layer...>>::value;
}
template <class Layer, class... Role>
using with = quantized<Layer, formats<Role...>>;

using tiny = zoo::jsc_tiny;
using fc = linear<16, 5>;
using norm = batch_norm1d<16>;

// By type: every linear, nothing else.
using linears = by_type<on<op::linear, data_in<q8>, weight<q8>, bias<q8>>>;
static_assert(is_chain<quantize_t<tiny, linears>, norm, relu,
                       with<fc, data_in<q8>, weight<q8>, bias<q8>>, relu>(),
              "");

// The first match wins, in the order of the rules; an op that is not there changes nothing.
using ordered = by_type<on<op::relu, data_in<q4>>, on<op::relu, data_in<q8>>,
                        on<op::conv2d, data_in<q8>>, on<op::linear, weight<q8>>>;
static_assert(is_chain<quantize_t<tiny, ordered>, norm, with<relu, data_in<q4>>,
                       with<fc, weight<q8>>, with<relu, data_in<q4>>>(),
              "");

// otherwise: every other node that has arithmetic; input and output have none.
using rest = by_type<on<op::linear, data_in<q8>>, otherwise<data_in<q4>>>;
static_assert(is_chain<quantize_t<tiny, rest>, with<norm, data_in<q4>>, with<relu, data_in<q4>>,
                       with<fc, data_in<q8>>, with<relu, data_in<q4>>>(),
              "");
// Tried in order too: behind it nothing is reached.
using greedy = by_type<otherwise<data_in<q4>>, on<op::linear, data_in<q8>>>;
static_assert(is_chain<quantize_t<tiny, greedy>, with<norm, data_in<q4>>, with<relu, data_in<q4>>,
                       with<fc, data_in<q4>>, with<relu, data_in<q4>>>(),
              "");

// A rule without roles takes its nodes out of the rules behind it and leaves them as they are.
using spared = by_type<on<op::relu>, otherwise<data_in<q4>>>;
static_assert(is_chain<quantize_t<tiny, spared>, with<norm, data_in<q4>>, relu,
                       with<fc, data_in<q4>>, relu>(),
              "");

// By name.
using by_names = by_name<on<seq_blocks<3>, data_in<q4>>, on<seq_blocks<2>, weight<q8>>>;
static_assert(is_chain<quantize_t<tiny, by_names>, norm, relu, with<fc, weight<q8>>,
                       with<relu, data_in<q4>>>(),
              "");

// By regex: the whole name must match.
WIDTHWISE_STRING(odd, "seq_blocks_[13]");
WIDTHWISE_STRING(partial, "blocks_2");
using by_patterns = by_regex<on<partial, weight<q4>>, on<odd, data_in<q4>>>;
static_assert(is_chain<quantize_t<tiny, by_patterns>, norm, with<relu, data_in<q4>>, fc,
                       with<relu, data_in<q4>>>(),
              "");
// A pattern may match nodes without arithmetic (x, output): they stay.
WIDTHWISE_STRING(all, ".*");
static_assert(is_chain<quantize_t<tiny, by_regex<on<all, data_in<q4>>>>, with<norm, data_in<q4>>,
                       with<relu, data_in<q4>>, with<fc, data_in<q4>>, with<relu, data_in<q4>>>(),
              "");

// Quantizing again replaces all roles of a node and leaves the others; no roles, no change.
using once = quantize_t<tiny, linears>;
using twice = quantize_t<once, by_type<on<op::linear, weight<q4>>>>;
static_assert(is_chain<twice, norm, relu, with<fc, weight<q4>>, relu>(), "");
static_assert(
    std::is_same<nodes_of<quantize_t<once, by_type<on<op::linear>>>>, nodes_of<once>>::value, "");
static_assert(std::is_same<nodes_of<quantize_t<once, linears>>, nodes_of<once>>::value, "");

// Inside a fused node the layer is quantized, its activation keeps its own formats.
using fused_tiny = fuse_activation_t<quantize_t<tiny, by_type<on<op::relu, data_in<q4>>>>>;
using fused_q = quantize_t<fused_tiny, by_type<on<op::linear, weight<q8>>>>;
static_assert(
    std::is_same<nodes_of<fused_q>,
                 type_list<node<x_name, input<16>>,
                           node<seq_blocks<0>, fused<norm, with<relu, data_in<q4>>>>,
                           node<seq_blocks<2>, fused<with<fc, weight<q8>>, with<relu, data_in<q4>>>,
                                seq_blocks<0>>,
                           node<output_name, output, seq_blocks<2>>>>::value,
    "");

// A DAG keeps its edges.
using residual_q = quantize_t<zoo::residual_mlp, by_type<on<op::add, data_in<q8>>>>;
static_assert(std::is_same<type_at<nodes_of<residual_q>, 6>,
                           node<zoo::skip, with<add, data_in<q8>>, zoo::relu1, zoo::fc3>>::value,
              "");
static_assert(
    std::is_same<type_at<nodes_of<residual_q>, 5>, type_at<nodes_of<zoo::residual_mlp>, 5>>::value,
    "");

// Every operation MASE can quantize, and the ones it cannot: BatchNorm, pools, softmax.
template <class Layer, class... In>
using first_layer =
    typename type_at<nodes_of<quantize_t<network<In..., Layer>, by_type<otherwise<data_in<q8>>>>>,
                     sizeof...(In)>::layer;
template <class Layer, class In>
constexpr bool takes_formats() {
    return std::is_same<first_layer<Layer, In>, with<Layer, data_in<q8>>>::value;
}
using image = input<2, 8, 8>;
static_assert(takes_formats<conv2d<2, 3, pair<3>>, image>(), "");
static_assert(takes_formats<conv1d<2, 3, 3>, input<2, 8>>(), "");
static_assert(takes_formats<batch_norm2d<2>, image>(), "");
static_assert(takes_formats<max_pool2d<pair<2>>, image>(), "");
static_assert(takes_formats<avg_pool2d<pair<2>>, image>(), "");
static_assert(takes_formats<adaptive_avg_pool2d<1>, image>(), "");
static_assert(takes_formats<softmax, input<8>>() && takes_formats<sigmoid, input<8>>(), "");
static_assert(takes_formats<ww::tanh, input<8>>(), "");
static_assert(!takes_formats<flatten, image>() && !takes_formats<identity, image>(), "");
WIDTHWISE_NAME(b);
WIDTHWISE_NAME(y);
template <class Layer>
constexpr bool takes_two() {
    using net = network<input<2, 2>, node<b, input<2, 2>>, node<y, Layer, x_name, b>>;
    using to = quantize_t<net, by_type<on<typename Layer::op_type, data_in<q8>>>>;
    return std::is_same<type_at<nodes_of<to>, 2>,
                        node<y, with<Layer, data_in<q8>>, x_name, b>>::value;
}
static_assert(takes_two<add>() && takes_two<sub>() && takes_two<mul>(), "");
static_assert(takes_two<matmul>() && takes_two<bmm>(), "");

} // namespace
