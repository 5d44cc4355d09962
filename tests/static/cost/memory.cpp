// SPDX-License-Identifier: Apache-2.0
#include <widthwise/cost/memory.hpp>
#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;
using namespace ww::zoo;

namespace {

using q8 = ww::integer<8, 4>;
struct jsc_tiny_q8
    : ww::quantize_t<
          jsc_tiny,
          ww::by_type<ww::on<ww::op::linear, ww::data_in<q8>, ww::weight<q8>, ww::bias<q8>>>> {};

// BatchNorm keeps 4 x 16 floats, the linear 80 + 5 parameters.
constexpr ww::memory_bits plain = ww::memory<jsc_tiny>(ww::batch{1});
static_assert(plain.weights == (64 + 85) * 32, "");
static_assert(plain.activations == (16 + 16 + 16 + 5 + 5) * 32, "");
static_assert(plain.peak == (16 + 16) * 32, ""); // a node's input and output, nothing else

// b + sum of 16 products of 8-bit values: 20 bits, 19 when the relu has dropped the sign.
constexpr ww::memory_bits quantized = ww::memory<jsc_tiny_q8>(ww::batch{1});
static_assert(quantized.weights == 64 * 32 + 85 * 8, "");
static_assert(quantized.activations == (16 + 16 + 16) * 32 + 5 * 20 + 5 * 19, "");
static_assert(ww::memory<jsc_tiny_q8>(ww::batch{8}).weights == quantized.weights, "");
static_assert(ww::memory<jsc_tiny_q8>(ww::batch{8}).activations == 8 * quantized.activations, "");

// A skipped edge stays alive: relu1, fc2 or later, and the tensor being written.
constexpr ww::memory_bits skip = ww::memory<residual_mlp>(ww::batch{1});
static_assert(skip.peak == (32 + 32 + 32) * 32, "");

static_assert(ww::average_bitwidth<jsc_tiny>().average == 32, "");
static_assert(ww::average_bitwidth<jsc_tiny_q8>().average == 8, "");
static_assert(ww::average_bitwidth<jsc_tiny_q8>().memory_density == 4, "");

// Only quantized layers count in the search's metric; the graph's average counts all of them, and
// integer<16, 8> as 16 + 8 bits.
using q16 = ww::integer<16, 8>;
struct one_of_three
    : ww::quantize_t<jsc_toy, ww::by_name<ww::on<ww::seq_blocks<2>, ww::data_in<q16>,
                                                 ww::weight<q16>, ww::bias<q16>>>> {};
static_assert(ww::average_bitwidth<one_of_three>().average == 16, "");
static_assert(ww::calculate_avg_bits<one_of_three>().weight ==
                  (128 * 24.0 + (64 + 40) * 32.0) / (128 + 64 + 40),
              "");
static_assert(ww::calculate_avg_bits<one_of_three>().data ==
                  (16 * 24.0 + (8 + 8) * 32.0) / (16 + 8 + 8),
              "");
static_assert(ww::calculate_avg_bits<jsc_toy>().weight == 32, "");
static_assert(ww::calculate_avg_bits<jsc_tiny_q8>().data == 12, "");

} // namespace
