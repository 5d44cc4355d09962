// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/hls/context.hpp>
#include <widthwise/layers/matmul.hpp>

namespace widthwise {
namespace hls {

namespace detail {
/// y[n, m, o] = store(sum over k of x1[n, k, o] x0[n, m, k]), several terms of several columns in
/// one cycle.
struct matrix_engine {
    static constexpr bool exists = true;

    template <class Context, class X0, std::size_t N0, class X1, std::size_t N1, class Y,
              std::size_t Results>
    static void run(X0 const (&x0)[N0], X1 const (&x1)[N1], Y (&y)[Results]) {
        using unit = typename Context::unit;
        constexpr int depth = Context::in(0).last(), columns = Context::in(1).last();
        constexpr int height = Context::in(0).dim[Context::in(0).rank - 2];
        constexpr int rows = static_cast<int>(Results) / columns;
        constexpr int terms = Context::terms(depth), lanes = Context::lanes(columns);
        constexpr int x0_banks = Context::template x_banks<0>();
        constexpr int x1_banks = Context::template x_banks<1>();
        constexpr int y_banks = Context::y_banks();
        WIDTHWISE_HLS_PARTITION_CYCLIC(x0, x0_banks)
        WIDTHWISE_HLS_PARTITION_CYCLIC(x1, x1_banks)
        WIDTHWISE_HLS_PARTITION_CYCLIC(y, y_banks)
        static_cast<void>(x0_banks), static_cast<void>(x1_banks), static_cast<void>(y_banks);
        WIDTHWISE_HLS_LABEL(matrix_rows)
        for (int row = 0; row < rows; ++row) {
            WIDTHWISE_HLS_LABEL(matrix_columns)
            for (int first = 0; first < columns; first += lanes) {
                WIDTHWISE_HLS_BEFORE_REGISTERS
                typename unit::accumulator sum[static_cast<std::size_t>(lanes)];
                WIDTHWISE_HLS_PARTITION(sum)
                WIDTHWISE_HLS_BEFORE_UNROLL
                for (int lane = 0; lane < lanes; ++lane) {
                    WIDTHWISE_HLS_UNROLL
                    sum[lane] = unit::zero();
                }
                WIDTHWISE_HLS_BEFORE_PIPELINE(1)
                WIDTHWISE_HLS_LABEL(matrix_depth)
                for (int k = 0; k < depth; k += terms) {
                    WIDTHWISE_HLS_PIPELINE(1)
                    WIDTHWISE_HLS_BEFORE_UNROLL
                    for (int term = 0; term < terms; ++term) {
                        WIDTHWISE_HLS_UNROLL
                        WIDTHWISE_HLS_BEFORE_UNROLL
                        for (int lane = 0; lane < lanes; ++lane) {
                            WIDTHWISE_HLS_UNROLL
                            int const at = k + term, o = first + lane;
                            if (at < depth && o < columns) {
                                unit::multiply(sum[lane],
                                               Context::read_weight(
                                                   x1[(row / height * depth + at) * columns + o]),
                                               Context::template read<0>(x0[row * depth + at]));
                            }
                        }
                    }
                }
                WIDTHWISE_HLS_BEFORE_UNROLL
                for (int lane = 0; lane < lanes; ++lane) {
                    WIDTHWISE_HLS_UNROLL
                    if (first + lane < columns) {
                        y[row * columns + first + lane] = Context::keep(unit::store(sum[lane]));
                    }
                }
            }
        }
    }
};
} // namespace detail

template <>
struct engine<op::matmul> : detail::matrix_engine {};
template <>
struct engine<op::bmm> : detail::matrix_engine {};

} // namespace hls
} // namespace widthwise
