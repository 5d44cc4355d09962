// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

#include <widthwise/core/config.hpp>
#include <widthwise/kernels/transpose_block.hpp>

namespace widthwise::kernels {

/// Cells of `size` bytes, y[column, row] = x[row, column], with the bytes from one row of x to the
/// next and from one column of y to the next. Blocks of 128 bits by what every x86-64 and aarch64
/// has, so that all tiers share them; the last block of a side repeats cells of the one before.
namespace detail {
/// f(at) where blocks of that size begin, so that they cover n >= size.
template <class F>
inline __attribute__((always_inline)) void each_block(int n, int size, F const& f) {
    for (int at = 0; at < n; at += size) {
        f(std::min(at, n - size));
    }
}
template <class T, int Rows, int Columns>
inline void transpose_blocks(std::byte const* x, std::ptrdiff_t x_row, int rows, std::byte* y,
                             std::ptrdiff_t y_column, int columns) {
    std::ptrdiff_t const size = sizeof(T);
    auto const block = [&](int r, int c) {
        transpose_block<T, Rows, Columns>(x + r * x_row + c * size, x_row,
                                          y + r * size + c * y_column, y_column);
    };
    if (rows < columns) {
        each_block(rows, Rows,
                   [&](int r) { each_block(columns, Columns, [&](int c) { block(r, c); }); });
    } else { // whole lines of the cache are written, which often compete for few places in it
        each_block(columns, Columns,
                   [&](int c) { each_block(rows, Rows, [&](int r) { block(r, c); }); });
    }
}

/// Three rows of bytes, the channels of most pictures, to columns side by side.
inline void transpose_three(std::byte const* x, std::ptrdiff_t x_row, std::byte* y, int columns) {
    using V = cells_of<std::uint8_t>::type;
    using W = cells_of<std::uint64_t>::type;
    each_block(columns, 16, [&](int c) {
        V v[4];
        for (int r = 0; r < 3; ++r) {
            v[r] = load_first<16, V>(x + r * x_row + c);
        }
        v[3] = V{};
        interleave_rows<std::uint8_t>(v);
        std::byte* to = y + c * 3;
        W w{};
        WIDTHWISE_UNROLL
        for (int k = 0; k < 4; ++k) { // two columns of four bytes in 64 bits: to six of them
            std::memcpy(&w, &v[k], sizeof w);
            w = (w & 0xffffff) | (w >> 8 & 0xffffff000000);
            store_part<8>(to + 12 * k, w, 0); // and two bytes that the next columns overwrite
            if (k < 3) {
                store_part<8>(to + 12 * k + 6, w, 1);
            }
        }
        std::uint64_t const last = w[1];
        std::memcpy(to + 42, &last, 6);
    });
}

/// Blocks of Rows by as many columns as there are.
template <class T, int Rows>
inline bool transpose_rows(std::byte const* x, std::ptrdiff_t x_row, int rows, std::byte* y,
                           std::ptrdiff_t y_column, int columns) {
    constexpr int most = cells_of<T>::count;
    if (columns >= most) {
        transpose_blocks<T, Rows, most>(x, x_row, rows, y, y_column, columns);
        return true;
    }
    if constexpr (most >= 4) {
        if (columns >= most / 2) {
            transpose_blocks<T, Rows, most / 2>(x, x_row, rows, y, y_column, columns);
            return true;
        }
    }
    if constexpr (most >= 8) {
        if (columns >= most / 4) {
            transpose_blocks<T, Rows, most / 4>(x, x_row, rows, y, y_column, columns);
            return true;
        }
    }
    return false;
}
template <class T>
inline void transpose_cells(std::byte const* x, std::ptrdiff_t x_row, int rows, std::byte* y,
                            std::ptrdiff_t y_column, int columns) {
    constexpr int most = cells_of<T>::count;
    if constexpr (most == 16) {
        if (rows == 3 && y_column == 3 && columns >= 16) {
            return transpose_three(x, x_row, y, columns);
        }
    }
    if (rows >= most && transpose_rows<T, most>(x, x_row, rows, y, y_column, columns)) {
        return;
    }
    if constexpr (most >= 4) {
        if (rows >= most / 2 && rows < most &&
            transpose_rows<T, most / 2>(x, x_row, rows, y, y_column, columns)) {
            return;
        }
    }
    if constexpr (most >= 8) {
        if (rows >= most / 4 && rows < most / 2 &&
            transpose_rows<T, most / 4>(x, x_row, rows, y, y_column, columns)) {
            return;
        }
    }
    for (int c = 0; c < columns; ++c) {
        for (int r = 0; r < rows; ++r) {
            std::memcpy(y + c * y_column + r * static_cast<int>(sizeof(T)),
                        x + r * x_row + c * static_cast<int>(sizeof(T)), sizeof(T));
        }
    }
}
} // namespace detail

inline void transpose(std::size_t size, std::byte const* x, std::ptrdiff_t x_row, int rows,
                      std::byte* y, std::ptrdiff_t y_column, int columns) {
    switch (size) {
    case 1:
        return detail::transpose_cells<std::uint8_t>(x, x_row, rows, y, y_column, columns);
    case 2:
        return detail::transpose_cells<std::uint16_t>(x, x_row, rows, y, y_column, columns);
    case 4:
        return detail::transpose_cells<std::uint32_t>(x, x_row, rows, y, y_column, columns);
    default:
        return detail::transpose_cells<std::uint64_t>(x, x_row, rows, y, y_column, columns);
    }
}

} // namespace widthwise::kernels
