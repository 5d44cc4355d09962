// SPDX-License-Identifier: Apache-2.0
#include <widthwise/cost/bitops.hpp>
#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/fuse_activation.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;
using namespace ww::zoo;

namespace {

constexpr ww::batch one{1};

// The lab's: computations x 32.
static_assert(ww::bitops<jsc_tiny, ww::naive>(ww::batch{8}).total == 42240, "");
static_assert(ww::bitops<jsc_tiny, ww::naive>(ww::batch{8}).node[1] == 512 * 32, "");
static_assert(ww::bitops<jsc_tiny, ww::naive>(ww::batch{8}).node[3] == 640 * 32, "");

using q8 = ww::integer<8, 4>;
struct jsc_tiny_q8
    : ww::quantize_t<
          jsc_tiny,
          ww::by_type<ww::on<ww::op::linear, ww::data_in<q8>, ww::weight<q8>, ww::bias<q8>>>> {};
static_assert(ww::bitops<jsc_tiny_q8, ww::qonnx>(one).total == 16 * 5 * 8 * 8, "");
static_assert(ww::bitops<jsc_tiny_q8, ww::naive>(ww::batch{8}).node[3] == 640 * 8, "");
// The relu behind reads the exact sums of the linear, 20 bits wide.
static_assert(ww::bitops<jsc_tiny_q8, ww::naive>(ww::batch{8}).node[4] == 40 * 20, "");

// "Ps and Qs": weights of `Bits`, the input of the first layer 32 bits.
template <int Bits>
struct weights_only
    : ww::quantize_t<jet_16_64_32_32_5,
                     ww::by_type<ww::on<ww::op::linear, ww::weight<ww::integer<Bits, 0>>>>> {};
template <int Bits>
constexpr double baskin_of() {
    return ww::bitops<weights_only<Bits>, ww::baskin>(one).total;
}
static_assert(ww::bitops<jet_16_64_32_32_5, ww::baskin>(one).total == 4652832, "");
static_assert(baskin_of<32>() == 4652832, "");
static_assert(baskin_of<16>() == 1526560, "");
static_assert(baskin_of<8>() == 583968, "");
static_assert(baskin_of<6>() == 412960, "");
static_assert(baskin_of<4>() == 267808, "");
static_assert(baskin_of<2>() == 148512, "");
static_assert(baskin_of<1>() == 98560, "");

// Every edge quantized: input = b.
template <int Bits>
using all_of_width =
    ww::quantize_t<jet_16_64_32_32_5,
                   ww::by_type<ww::on<ww::op::linear, ww::data_in<ww::integer<Bits, 0>>,
                                      ww::weight<ww::integer<Bits, 0>>>>>;
static_assert(ww::bitops<all_of_width<6>, ww::baskin>(one).total == 226592, "");
static_assert(ww::bitops<all_of_width<8>, ww::baskin>(one).total == 362784, "");

// The zoo model qkeras_jettagging: weights and hidden activations 6 bits, the input float32.
using q6 = ww::integer<6, 5>;
struct qkeras_jettagging
    : ww::quantize_t<jet_16_64_32_32_5,
                     ww::by_name<ww::on<fc1, ww::weight<q6>, ww::bias<q6>>,
                                 ww::otherwise<ww::data_in<q6>, ww::weight<q6>, ww::bias<q6>>>> {};
static_assert(ww::bitops<qkeras_jettagging, ww::qonnx>(one).total == 312960, "");
static_assert(ww::bitops<qkeras_jettagging, ww::qonnx>(ww::batch{2}).total == 2 * 312960, "");

struct densities {
    ww::parameter_density node[ww::size_of<qkeras_jettagging>()] = {};
};
constexpr densities sparse() {
    densities d{};
    d.node[ww::find_node<qkeras_jettagging>("fc1")].weights = 842.0 / 1024;
    d.node[ww::find_node<qkeras_jettagging>("fc2")].weights = 1123.0 / 2048;
    d.node[ww::find_node<qkeras_jettagging>("fc3")].weights = 613.0 / 1024;
    d.node[ww::find_node<qkeras_jettagging>("fc4")].weights = 128.0 / 160;
    return d;
}
constexpr densities zoo_densities = sparse();
static_assert(ww::bitops<qkeras_jettagging, ww::qonnx>(one, zoo_densities.node).total == 228768,
              "");

// p is the fraction of parameters that live, and multiplies only the products.
constexpr densities half() {
    densities d{};
    for (ww::parameter_density& one_node : d.node) {
        one_node.all = 0.5;
    }
    return d;
}
constexpr densities halved = half();
static_assert(ww::bitops<all_of_width<8>, ww::baskin>(one, halved.node).total ==
                  362784 - 4256 * 8 * 8 / 2,
              "");

// EBOPs by type are the products' bits: here QONNX's number.
static_assert(ww::bitops<jsc_tiny_q8, ww::ebops>(one).total == 16 * 5 * 8 * 8, "");

// Fusing a relu moves its cost into the node and leaves the products alone.
struct fused_q8 : ww::fuse_activation_t<jsc_tiny_q8> {};
static_assert(ww::bitops<fused_q8, ww::qonnx>(one).total == 16 * 5 * 8 * 8, "");
static_assert(ww::flops<fused_q8>(one).total == ww::flops<jsc_tiny>(one).total, "");

} // namespace
