// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

#include <widthwise/core/config.hpp>

namespace widthwise::kernels {

/// One block of cells in registers of 128 bits, transposed (kernels/transpose.hpp).
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
} // namespace detail

} // namespace widthwise::kernels
