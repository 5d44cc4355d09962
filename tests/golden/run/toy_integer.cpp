// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/run/nets.hpp"

using namespace golden;

TEST_CASE("integer networks give MASE's outputs: linear") {
    check_configs<jsc_toy, ww::type_list<quantized::linear_8_4<jsc_toy>,
                                         quantized::linear_16_4__16_8__8_4<jsc_toy>,
                                         quantized::linear_16_4__16_4__8_8<jsc_toy>,
                                         quantized::linear_4_2<jsc_toy>,
                                         quantized::linear_fracNone_8<jsc_toy>>>(4e-6);
}
