// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

namespace widthwise::train::detail {

/// A batch is stored [elements, samples]: the samples of one element are neighbors, so that every
/// inner loop runs over samples, in blocks whose constant length compilers vectorize.
constexpr std::size_t lanes = 8;

/// y[r, s] += sum_k a(r, k) x[k, s],   a(r, k) = a[r * row + k * column],   r < Rows, s < n.
template <std::size_t Rows>
void multiply_rows(float const* a, std::size_t row, std::size_t column, std::size_t terms,
                   float const* x, float* y, std::size_t n) {
    for (std::size_t block = 0; block < n / lanes; ++block) {
        std::size_t const s = block * lanes;
        float sum[Rows][lanes];
        for (std::size_t r = 0; r < Rows; ++r) {
            for (std::size_t l = 0; l < lanes; ++l) {
                sum[r][l] = y[r * n + s + l];
            }
        }
        for (std::size_t k = 0; k < terms; ++k) {
            float const* from = x + k * n + s;
            for (std::size_t r = 0; r < Rows; ++r) {
                float const factor = a[r * row + k * column];
                for (std::size_t l = 0; l < lanes; ++l) {
                    sum[r][l] += factor * from[l];
                }
            }
        }
        for (std::size_t r = 0; r < Rows; ++r) {
            for (std::size_t l = 0; l < lanes; ++l) {
                y[r * n + s + l] = sum[r][l];
            }
        }
    }
    for (std::size_t s = n - n % lanes; s < n; ++s) {
        for (std::size_t r = 0; r < Rows; ++r) {
            for (std::size_t k = 0; k < terms; ++k) {
                y[r * n + s] += a[r * row + k * column] * x[k * n + s];
            }
        }
    }
}
/// The same for any number of rows, four at a time.
inline void multiply(float const* a, std::size_t row, std::size_t column, std::size_t rows,
                     std::size_t terms, float const* x, float* y, std::size_t n) {
    std::size_t const fours = rows - rows % 4;
    for (std::size_t r = 0; r < fours; r += 4) {
        multiply_rows<4>(a + r * row, row, column, terms, x, y + r * n, n);
    }
    for (std::size_t r = fours; r < rows; ++r) {
        multiply_rows<1>(a + r * row, row, column, terms, x, y + r * n, n);
    }
}

/// sum over s < n of term(s): one float sum per lane, the lanes added in double.
template <class Term>
double sum_of(std::size_t n, Term&& term) {
    float sum[lanes] = {};
    for (std::size_t block = 0; block < n / lanes; ++block) {
        for (std::size_t l = 0; l < lanes; ++l) {
            sum[l] += term(block * lanes + l);
        }
    }
    double total = 0;
    for (float const part : sum) {
        total += static_cast<double>(part);
    }
    for (std::size_t s = n - n % lanes; s < n; ++s) {
        total += static_cast<double>(term(s));
    }
    return total;
}
inline double sum(float const* x, std::size_t n) {
    return sum_of(n, [x](std::size_t s) { return x[s]; });
}
inline double dot(float const* a, float const* b, std::size_t n) {
    return sum_of(n, [a, b](std::size_t s) { return a[s] * b[s]; });
}

/// to[s] = f(s) and to[s] += f(s) for s < n, in the same blocks.
template <class F>
void fill(float* to, std::size_t n, F&& f) {
    for (std::size_t block = 0; block < n / lanes; ++block) {
        for (std::size_t l = 0; l < lanes; ++l) {
            to[block * lanes + l] = f(block * lanes + l);
        }
    }
    for (std::size_t s = n - n % lanes; s < n; ++s) {
        to[s] = f(s);
    }
}
template <class F>
void accumulate(float* to, std::size_t n, F&& f) {
    fill(to, n, [&](std::size_t s) { return to[s] + f(s); });
}

} // namespace widthwise::train::detail
