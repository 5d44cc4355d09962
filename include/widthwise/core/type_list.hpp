// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

namespace widthwise {

template <class... T>
struct type_list {
    static constexpr std::size_t size = sizeof...(T);
};

namespace detail {
/// Sixteen types by name, so that choosing one deduces nothing.
template <std::size_t C, class T0 = void, class T1 = void, class T2 = void, class T3 = void,
          class T4 = void, class T5 = void, class T6 = void, class T7 = void, class T8 = void,
          class T9 = void, class T10 = void, class T11 = void, class T12 = void, class T13 = void,
          class T14 = void, class T15 = void>
struct chunk {
    using t0 = T0;
    using t1 = T1;
    using t2 = T2;
    using t3 = T3;
    using t4 = T4;
    using t5 = T5;
    using t6 = T6;
    using t7 = T7;
    using t8 = T8;
    using t9 = T9;
    using t10 = T10;
    using t11 = T11;
    using t12 = T12;
    using t13 = T13;
    using t14 = T14;
    using t15 = T15;
};
template <std::size_t K>
struct pick;
template <>
struct pick<0> {
    template <class Chunk>
    using type = typename Chunk::t0;
};
template <>
struct pick<1> {
    template <class Chunk>
    using type = typename Chunk::t1;
};
template <>
struct pick<2> {
    template <class Chunk>
    using type = typename Chunk::t2;
};
template <>
struct pick<3> {
    template <class Chunk>
    using type = typename Chunk::t3;
};
template <>
struct pick<4> {
    template <class Chunk>
    using type = typename Chunk::t4;
};
template <>
struct pick<5> {
    template <class Chunk>
    using type = typename Chunk::t5;
};
template <>
struct pick<6> {
    template <class Chunk>
    using type = typename Chunk::t6;
};
template <>
struct pick<7> {
    template <class Chunk>
    using type = typename Chunk::t7;
};
template <>
struct pick<8> {
    template <class Chunk>
    using type = typename Chunk::t8;
};
template <>
struct pick<9> {
    template <class Chunk>
    using type = typename Chunk::t9;
};
template <>
struct pick<10> {
    template <class Chunk>
    using type = typename Chunk::t10;
};
template <>
struct pick<11> {
    template <class Chunk>
    using type = typename Chunk::t11;
};
template <>
struct pick<12> {
    template <class Chunk>
    using type = typename Chunk::t12;
};
template <>
struct pick<13> {
    template <class Chunk>
    using type = typename Chunk::t13;
};
template <>
struct pick<14> {
    template <class Chunk>
    using type = typename Chunk::t14;
};
template <>
struct pick<15> {
    template <class Chunk>
    using type = typename Chunk::t15;
};

/// A long list as chunks of 16, one base each: a look-up passes over N / 16 bases once per chunk.
template <std::size_t C, class... T>
struct chunks : chunk<C, T...> {};
template <std::size_t C, class T0, class T1, class T2, class T3, class T4, class T5, class T6,
          class T7, class T8, class T9, class T10, class T11, class T12, class T13, class T14,
          class T15, class T16, class... Rest>
struct chunks<C, T0, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, Rest...>
    : chunk<C, T0, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15>,
      chunks<C + 1, T16, Rest...> {};

template <std::size_t C, class T0, class T1, class T2, class T3, class T4, class T5, class T6,
          class T7, class T8, class T9, class T10, class T11, class T12, class T13, class T14,
          class T15>
chunk<C, T0, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15>
find_chunk(chunk<C, T0, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15> const*);

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
using type_at =
    typename detail::pick<I % 16>::template type<typename detail::chunk_at<List, I / 16>::type>;

} // namespace widthwise
