// SPDX-License-Identifier: Apache-2.0
#include <widthwise/formats/scale_integer.hpp>

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

static_assert(first<ww::scale_integer<8>>(3, 1) == 3.0f, "");
static_assert(first<ww::mase::scale_integer<8>>(3, 1) == 2.9765625f, "127/128 of it");
