// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

#include <widthwise/core/config.hpp>

namespace widthwise::kernels {

/// Cells of `size` bytes, y[column, row] = x[row, column], with the bytes from one row of x to the
/// next and from one column of y to the next. Blocks of 128 bits by what every x86-64 and aarch64
/// has, so that all tiers share them; the last block of a side repeats cells of the one before.
namespace detail {

#pragma GCC diagnostic push
// g++ takes the int in `v[Rows]` for a conversion, once per instance.
#pragma GCC diagnostic ignored "-Wsign-conversion"

template <class T>
struct cells_of {
    static constexpr int count = static_cast<int>(16 / sizeof(T));
    using type __attribute__((vector_size(16))) = T;
};

template <class T, int First, int... I>
inline __attribute__((always_inline)) typename cells_of<T>::type
interleave(typename cells_of<T>::type a, typename cells_of<T>::type b,
           std::integer_sequence<int, I...>) {
    return __builtin_shufflevector(a, b, (First + I / 2 + I % 2 * cells_of<T>::count)...);
}

/// The first Bytes of a vector, from memory and to it. As words: g++ would go through memory.
template <class Word, class V>
inline __attribute__((always_inline)) V load_word(std::byte const* from) {
    Word one;
    std::memcpy(&one, from, sizeof one);
    typename cells_of<Word>::type const words{one};
    V v;
    std::memcpy(&v, &words, sizeof v);
    return v;
}
template <int Bytes, class V>
inline __attribute__((always_inline)) V load_first(std::byte const* from) {
    if constexpr (Bytes == 16) {
        V v;
        std::memcpy(&v, from, 16);
        return v;
    } else if constexpr (Bytes == 8) {
        return load_word<std::uint64_t, V>(from);
    } else {
        return load_word<std::uint32_t, V>(from);
    }
}
template <class Word, class V>
inline __attribute__((always_inline)) void store_word(std::byte* to, V v, int word) {
    typename cells_of<Word>::type words;
    std::memcpy(&words, &v, sizeof words);
    Word const one = words[word];
    std::memcpy(to, &one, sizeof one);
}
template <int Bytes, class V>
inline __attribute__((always_inline)) void store_part(std::byte* to, V v, int part) {
    if constexpr (Bytes == 16) {
        std::memcpy(to, &v, 16);
    } else if constexpr (Bytes == 8) {
        store_word<std::uint64_t>(to, v, part);
    } else {
        store_word<std::uint32_t>(to, v, part);
    }
}

/// Interleaves the first half of the rows with the second, until the rows' bits of an index are its
/// last: v then holds column after column.
template <class T, int Rows>
inline __attribute__((always_inline)) void interleave_rows(typename cells_of<T>::type (&v)[Rows]) {
    constexpr int count = cells_of<T>::count;
    constexpr auto all = std::make_integer_sequence<int, count>{};
    WIDTHWISE_UNROLL
    for (int done = 1; done < Rows; done *= 2) {
        typename cells_of<T>::type next[Rows];
        WIDTHWISE_UNROLL
        for (int i = 0; i < Rows / 2; ++i) {
            next[2 * i] = interleave<T, 0>(v[i], v[i + Rows / 2], all);
            next[2 * i + 1] = interleave<T, count / 2>(v[i], v[i + Rows / 2], all);
        }
        WIDTHWISE_UNROLL
        for (int i = 0; i < Rows; ++i) {
            v[i] = next[i];
        }
    }
}

template <class T, int Rows, int Columns>
inline void transpose_block(std::byte const* x, std::ptrdiff_t x_row, std::byte* y,
                            std::ptrdiff_t y_column) {
    constexpr int row_bytes = Columns * static_cast<int>(sizeof(T));
    constexpr int column_bytes = Rows * static_cast<int>(sizeof(T)), each = 16 / column_bytes;
    typename cells_of<T>::type v[Rows];
    WIDTHWISE_UNROLL
    for (int r = 0; r < Rows; ++r) {
        v[r] = load_first<row_bytes, typename cells_of<T>::type>(x + r * x_row);
    }
    interleave_rows<T>(v);
    WIDTHWISE_UNROLL
    for (int c = 0; c < Columns; ++c) {
        store_part<column_bytes>(y + c * y_column, v[c / each], c % each);
    }
}

#pragma GCC diagnostic pop

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
