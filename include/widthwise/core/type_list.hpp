// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <utility>

namespace widthwise {

template <class... T>
struct type_list {
    static constexpr std::size_t size = sizeof...(T);
};

namespace detail {
template <std::size_t I, class T>
struct leaf {
    using type = T;
};
template <std::size_t I, class T>
leaf<I, T> find_leaf(leaf<I, T> const*);

template <class Index, class... T>
struct leaves;
template <std::size_t... I, class... T>
struct leaves<std::index_sequence<I...>, T...> : leaf<I, T>... {};

template <std::size_t C, class... T>
struct chunk : leaves<std::make_index_sequence<sizeof...(T)>, T...> {};
template <std::size_t C, class... T>
chunk<C, T...> find_chunk(chunk<C, T...> const*);

/// A long list as chunks of 32, so that a look-up passes over N / 32 + 32 bases instead of N.
template <std::size_t C, class... T>
struct chunks : chunk<C, T...> {};
template <std::size_t C, class T0, class T1, class T2, class T3, class T4, class T5, class T6,
          class T7, class T8, class T9, class T10, class T11, class T12, class T13, class T14,
          class T15, class T16, class T17, class T18, class T19, class T20, class T21, class T22,
          class T23, class T24, class T25, class T26, class T27, class T28, class T29, class T30,
          class T31, class T32, class... Rest>
struct chunks<C, T0, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17,
              T18, T19, T20, T21, T22, T23, T24, T25, T26, T27, T28, T29, T30, T31, T32, Rest...>
    : chunk<C, T0, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17, T18,
            T19, T20, T21, T22, T23, T24, T25, T26, T27, T28, T29, T30, T31>,
      chunks<C + 1, T32, Rest...> {};

template <class List>
struct as_chunks;
template <class... T>
struct as_chunks<type_list<T...>> : chunks<0, T...> {};

template <class List, std::size_t C>
struct chunk_at {
    using type = decltype(find_chunk<C>(static_cast<as_chunks<List> const*>(nullptr)));
};
} // namespace detail

/// The I-th type of a list.
template <class List, std::size_t I>
using type_at = typename decltype(detail::find_leaf<I % 32>(
    static_cast<typename detail::chunk_at<List, I / 32>::type const*>(nullptr)))::type;

} // namespace widthwise
