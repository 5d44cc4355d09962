// SPDX-License-Identifier: Apache-2.0
#include <type_traits>

#include <widthwise/core/config.hpp>
#include <widthwise/formats/block_fp.hpp>
#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/fuse_activation.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;
using namespace ww;

namespace {

template <class Net, class... Node>
constexpr bool fuses_to() {
    return std::is_same<nodes_of<fuse_activation_t<Net>>, type_list<Node...>>::value;
}

// The fused node keeps the first node's name.
static_assert(fuses_to<zoo::jsc_tiny, node<x_name, input<16>>,
                       node<seq_blocks<0>, fused<batch_norm1d<16>, relu>>,
                       node<seq_blocks<2>, fused<linear<16, 5>, relu>, seq_blocks<0>>,
                       node<output_name, output, seq_blocks<2>>>(),
              "");

// In the residual network relu1 is fused and read twice; skip takes relu3.
using residual = fuse_activation_t<zoo::residual_mlp>;
static_assert(std::is_same<type_at<nodes_of<residual>, 1>,
                           node<zoo::fc1, fused<linear<16, 32>, relu>>>::value,
              "");
static_assert(find_node<residual>("relu1") == -1 && find_node<residual>("relu3") == -1, "");
static_assert(std::is_same<type_at<nodes_of<residual>, 4>,
                           node<zoo::skip, fused<add, relu>, zoo::fc1, zoo::fc3>>::value,
              "");

// A node that someone else reads too is left alone; so is a second relu, and a relu behind a node
// without arithmetic of its own.
WIDTHWISE_NAME(fc);
WIDTHWISE_NAME(act);
WIDTHWISE_NAME(sum);
using shared_value =
    network<input<4>, node<fc, linear<4, 4>>, node<act, relu>, node<sum, add, fc, act>>;
static_assert(
    std::is_same<nodes_of<fuse_activation_t<shared_value>>, nodes_of<shared_value>>::value, "");
using behind_input = network<input<4>, relu>;
static_assert(
    std::is_same<nodes_of<fuse_activation_t<behind_input>>, nodes_of<behind_input>>::value, "");
using two_relus = network<input<4>, linear<4, 4>, relu, relu>;
static_assert(
    fuses_to<two_relus, node<x_name, input<4>>, node<seq_blocks<0>, fused<linear<4, 4>, relu>>,
             node<seq_blocks<2>, relu, seq_blocks<0>>, node<output_name, output>>(),
    "");

// Formats go along, on both sides.
using q8 = integer<8, 4>;
using quantized_tiny =
    quantize_t<network<input<4>, linear<4, 4>, relu>,
               by_type<on<op::linear, data_in<q8>, data_out<q8>>, on<op::relu, data_in<q8>>>>;
static_assert(
    fuses_to<quantized_tiny, node<x_name, input<4>>,
             node<seq_blocks<0>, fused<quantized<linear<4, 4>, formats<data_in<q8>, data_out<q8>>>,
                                       quantized<relu, formats<data_in<q8>>>>>,
             node<output_name, output, seq_blocks<0>>>(),
    "");
// A block format looks at a whole tensor: it cannot be applied to one element at a time.
using blocks = quantize_t<network<input<4>, linear<4, 4>, relu>,
                          by_type<on<op::relu, data_in<block_fp<8, 8, 127, 4>>>>>;
static_assert(std::is_same<nodes_of<fuse_activation_t<blocks>>, nodes_of<blocks>>::value, "");

} // namespace
