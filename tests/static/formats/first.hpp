// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The first value of a row of two.
template <class Format>
constexpr float first(float a, float b) {
    float const x[] = {a, b};
    float y[2] = {};
    int const dims[] = {1, 2};
    Format::quantize_tensor(x, y, dims, 2);
    return y[0];
}
