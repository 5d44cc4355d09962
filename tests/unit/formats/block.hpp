// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

/// Format's values of one row of a [1, n] tensor.
template <class Format>
std::vector<float> quantize_row(std::vector<float> x) {
    int const dims[] = {1, static_cast<int>(x.size())};
    Format::quantize_tensor(x.data(), x.data(), dims, 2);
    return x;
}
