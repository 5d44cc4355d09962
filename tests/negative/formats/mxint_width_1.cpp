// EXPECT: mxint_element<1, 8
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/formats/mxint.hpp>

float quantized(float x) {
    int const dims[] = {1};
    float y = 0;
    widthwise::mxint<1, 8, 4>::quantize_tensor(&x, &y, dims, 1);
    return y;
}
