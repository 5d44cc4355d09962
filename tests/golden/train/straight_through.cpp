// SPDX-License-Identifier: Apache-2.0
#include <widthwise/passes/quantize.hpp>
#include <widthwise/passes/rules.hpp>

#include "tests/golden/train/nets.hpp"

namespace ww = widthwise;

using q8 = ww::integer<8, 4>;
using linear_and_relu =
    ww::by_type<ww::on<ww::op::linear, ww::data_in<q8>, ww::weight<q8>, ww::bias<q8>>,
                ww::on<ww::op::relu, ww::data_in<q8>>>;
struct tiny_q8 : ww::quantize_t<ww::zoo::jsc_tiny, linear_and_relu> {};
struct toy_q8 : ww::quantize_t<ww::zoo::jsc_toy, linear_and_relu> {};

/// The first step of quantization-aware training: loss and gradients of the float parameters.
template <class Net, class Quantized>
void first_step(std::string const& name) {
    golden_net<Net> const golden(name);
    ww::train::trainer<Net, Quantized> trainer({}, golden.start());
    double const expected = golden.results("qat_linear_8_4_relu_8_4_loss", 1).at(0);
    double const ours = trainer.step(golden.data, golden.batch, 0).loss();
    INFO("loss differs by ", ours - expected);
    CHECK(std::abs(ours - expected) <= 2e-6);
    CHECK(compare(trainer.gradients(), golden.state("qatgrad")) == (name == "jsc-tiny" ? 4 : 14));
}

TEST_CASE("jsc-tiny: gradients go straight through the casts, as MASE's do") {
    first_step<ww::zoo::jsc_tiny, tiny_q8>("jsc-tiny");
}
TEST_CASE("jsc-toy: gradients go straight through the casts, as MASE's do") {
    first_step<ww::zoo::jsc_toy, toy_q8>("jsc-toy");
}
