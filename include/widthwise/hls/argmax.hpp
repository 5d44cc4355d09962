// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/hls/pragmas.hpp>

namespace widthwise {
namespace hls {

/// The index of the largest of N raw values, the first of equals: a classifier's last stage, behind
/// forward. The scale of a format changes no order, so raw values are compared.
/// Cost: N - 1 comparisons, one in a cycle.   Source: torch.argmax.
template <class T, std::size_t N>
constexpr int argmax(T const (&y)[N]) {
    int best = 0;
    T largest = y[0];
    WIDTHWISE_HLS_BEFORE_PIPELINE(1)
    for (int i = 1; i < static_cast<int>(N); ++i) {
        WIDTHWISE_HLS_PIPELINE(1)
        if (y[i] > largest) {
            largest = y[i];
            best = i;
        }
    }
    return best;
}

} // namespace hls
} // namespace widthwise
