// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/formats/float32.hpp>
#include <widthwise/formats/row.hpp>

namespace widthwise {
namespace detail {

/// sum of |x_i| over |x_i| > above, in float32 and in the order of torch 1.13 with AVX2: 4 x 8
/// partial sums, the fifth and later rows of 8 into the first. Equal to torch below 512 elements;
/// beyond, torch adds a cascade.
constexpr float torch_sum(float const* x, std::ptrdiff_t n, float above) {
    std::ptrdiff_t const lanes = n < 8 ? 1 : 8, rows = n / lanes, even = rows / 4 * 4;
    float partial[4][8] = {}, total = 0;
    for (std::ptrdiff_t i = 0; i < rows * lanes; ++i) {
        std::ptrdiff_t const row = i / lanes;
        float& sum = partial[row < even ? row % 4 : 0][i % lanes];
        float const size = float32::absolute(x[i]);
        sum = float32::plus(sum, size > above ? size : 0);
    }
    for (std::ptrdiff_t i = rows * lanes; i < n; ++i) {
        float const size = float32::absolute(x[i]);
        total = float32::plus(total, size > above ? size : 0);
    }
    for (int lane = 0; lane < 8; ++lane) {
        float sum = partial[0][lane];
        for (int row = 1; row < 4; ++row) {
            sum = float32::plus(sum, partial[row][lane]);
        }
        total = float32::plus(total, sum);
    }
    return total;
}

/// The mean of |x| over |x| > above (above < 0: over everything); 0 of nothing.
/// Error: rule::nearest adds in double and rounds once, to a finite float. NaN does not count.
constexpr float mean_size(float const* x, std::ptrdiff_t n, float above, rule follow) {
    std::ptrdiff_t count = 0;
    double sum = 0;
    for (std::ptrdiff_t i = 0; i < n; ++i) {
        float const size = float32::absolute(x[i]);
        if (size > above) {
            ++count;
            sum += static_cast<double>(size);
        }
    }
    double const divisor = static_cast<double>(count == 0 ? 1 : count);
    return follow == rule::nearest
               ? float32::narrow_finite(sum / divisor)
               : float32::over(torch_sum(x, n, above), static_cast<float>(divisor));
}

/// A tensor as samples of equal size: the first dimension counts samples when skip_first.
struct samples {
    std::ptrdiff_t count = 1;
    std::ptrdiff_t size = 1;

    constexpr samples(int const* dims, int rank, bool skip_first) {
        for (int d = 0; d < rank; ++d) {
            (d == 0 && skip_first ? count : size) *= dims[d];
        }
    }
};

} // namespace detail
} // namespace widthwise
