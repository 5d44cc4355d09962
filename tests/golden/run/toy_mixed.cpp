// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/run/nets.hpp"

using namespace golden;

TEST_CASE("integer networks give MASE's outputs: relu, default, by name, by regex") {
    check_configs<jsc_toy,
                  ww::type_list<quantized::relu_16_8<jsc_toy>, quantized::relu_8_4<jsc_toy>,
                                quantized::linear_8_4_relu_8_4<jsc_toy>,
                                quantized::default_all_8_3<jsc_toy>,
                                quantized::byname_seq_blocks_2_16_4<jsc_toy>,
                                quantized::byregex_seq_blocks_2_5<jsc_toy>>>(4e-6);
}
