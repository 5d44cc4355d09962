// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/run/nets.hpp"

using namespace golden;

TEST_CASE_TEMPLATE("every inner tensor is MASE's", Quantized, quantized::linear_8_4<jsc_tiny>,
                   quantized::relu_16_8<jsc_tiny>, quantized::linear_8_4_relu_8_4<jsc_tiny>) {
    check_activations<Quantized, jsc_tiny>(4e-6);
}
TEST_CASE_TEMPLATE("every inner tensor is MASE's", Quantized, quantized::linear_8_4<jsc_toy>,
                   quantized::relu_16_8<jsc_toy>, quantized::linear_8_4_relu_8_4<jsc_toy>) {
    check_activations<Quantized, jsc_toy>(4e-6);
}
