// SPDX-License-Identifier: Apache-2.0
#include <widthwise/formats/block_log.hpp>

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

using format = ww::block_log<4, 8, -1>;
static_assert(first<format>(0.3f, 11) == 0.25f && first<format>(11, 0.3f) == 8.0f, "");
static_assert(first<ww::mase_compat<format>>(0, 0) == 0.0078125f, "all zero: the bias of 1");
static_assert(format::row().exponent == 8, "");
