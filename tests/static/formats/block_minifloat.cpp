// SPDX-License-Identifier: Apache-2.0
#include <widthwise/formats/block_minifloat.hpp>

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

using format = ww::block_minifloat<8, 4, 8, -1>;
static_assert(first<format>(1024, 0.3f) == 1024.0f, "the bias lets the maximum fit");
static_assert(first<ww::mase_compat<format>>(1024, 0.3f) == 60.0f, "MASE's is inverted");
