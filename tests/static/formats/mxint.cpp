// SPDX-License-Identifier: Apache-2.0
#include <widthwise/formats/mxint.hpp>

namespace ww = widthwise;

/// The first value of a row of two.
template <class Format>
constexpr float first(float a, float b) {
    float const x[] = {a, b};
    float y[2] = {};
    int const dims[] = {1, 2};
    Format::quantize_tensor(x, y, dims, 2);
    return y[0];
}

static_assert(first<ww::mxint<8, 8, -1>>(32, 1) == 32.0f, "");
static_assert(first<ww::mase::mxint<8, 8, -1>>(32, 1) == 31.75f, "");
