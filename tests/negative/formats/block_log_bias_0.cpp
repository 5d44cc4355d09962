// EXPECT: block_log_element<8, 0
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/formats/block_log.hpp>

float quantized(float x) {
    int const dims[] = {1};
    float y = 0;
    widthwise::block_log<8, 0, 4>::quantize_tensor(&x, &y, dims, 1);
    return y;
}
