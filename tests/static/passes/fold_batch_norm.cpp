// SPDX-License-Identifier: Apache-2.0
#include <type_traits>

#include <widthwise/core/config.hpp>
#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/fold_batch_norm.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;
using namespace ww;

namespace {

template <class Net>
constexpr bool stays() {
    return std::is_same<nodes_of<fold_batch_norm_t<Net>>, nodes_of<Net>>::value;
}

// The BatchNorm behind a linear goes; the one behind the input has nothing to go into.
static_assert(
    std::is_same<
        nodes_of<fold_batch_norm_t<zoo::jsc_toy>>,
        type_list<node<x_name, input<16>>, node<seq_blocks<0>, batch_norm1d<16>>,
                  node<seq_blocks<1>, relu>, node<seq_blocks<2>, linear<16, 8>>,
                  node<seq_blocks<4>, relu, seq_blocks<2>>, node<seq_blocks<5>, linear<8, 8>>,
                  node<seq_blocks<7>, relu, seq_blocks<5>>, node<seq_blocks<8>, linear<8, 5>>,
                  node<seq_blocks<10>, relu, seq_blocks<8>>, node<output_name, output>>>::value,
    "");
static_assert(stays<zoo::jsc_tiny>(), "");

// A layer without a bias gets one.
using unbiased = network<input<2, 6, 6>, conv2d<2, 3, pair<3>, pair<1>, pair<0>, pair<1>, 1, false>,
                         batch_norm2d<3>>;
static_assert(std::is_same<type_at<nodes_of<fold_batch_norm_t<unbiased>>, 1>,
                           node<seq_blocks<0>, conv2d<2, 3, pair<3>>>>::value,
              "");
using plain = network<input<4>, linear<4, 3, false>, batch_norm1d<3>>;
static_assert(std::is_same<type_at<nodes_of<fold_batch_norm_t<plain>>, 1>,
                           node<seq_blocks<0>, linear<4, 3>>>::value,
              "");

// Left alone: a value that is read twice, a quantized side, a linear over rows of a matrix (its
// BatchNorm normalises the rows, not the features).
WIDTHWISE_NAME(fc);
WIDTHWISE_NAME(norm);
WIDTHWISE_NAME(sum);
static_assert(stays<network<input<4>, node<fc, linear<4, 4>>, node<norm, batch_norm1d<4>>,
                            node<sum, add, fc, norm>>>(),
              "");
using q8 = integer<8, 4>;
using pair_of_layers = network<input<4>, linear<4, 4>, batch_norm1d<4>>;
static_assert(stays<quantize_t<pair_of_layers, by_type<on<op::linear, weight<q8>>>>>(), "");
static_assert(stays<quantize_t<pair_of_layers, by_type<on<op::batch_norm1d, data_in<q8>>>>>(), "");
static_assert(stays<network<input<3, 4>, linear<4, 3>, batch_norm1d<3>>>(), "");
static_assert(!stays<pair_of_layers>(), "");

// Two in a row: one at a time.
using twice = fold_batch_norm_t<network<input<4>, linear<4, 4>, batch_norm1d<4>, batch_norm1d<4>>>;
static_assert(size_of<twice>() == 4 && size_of<fold_batch_norm_t<twice>>() == 3, "");

} // namespace
