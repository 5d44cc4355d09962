// EXPECT: block_minifloat_element<8, 4, 16
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/formats/block_minifloat.hpp>

float quantized(float x) {
    int const dims[] = {1};
    float y = 0;
    widthwise::block_minifloat<8, 4, 16, 4>::quantize_tensor(&x, &y, dims, 1);
    return y;
}
