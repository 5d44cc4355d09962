// SPDX-License-Identifier: Apache-2.0
#include <widthwise/formats/ternary.hpp>

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

static_assert(first<ww::ternary<>>(-3, 1) == -1.0f && first<ww::ternary<>>(1, -3) == 0.0f, "");
static_assert(first<ww::ternary_scaled<>>(-3, 1) == -3.0f, "");
static_assert(first<ww::mase::ternary_scaled<>>(-3, 1) == -3.0f, "");
