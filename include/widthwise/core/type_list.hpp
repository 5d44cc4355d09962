// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

namespace widthwise {

template <class... T>
struct type_list {
    static constexpr std::size_t size = sizeof...(T);
};

namespace detail {
/// 32 types by name, so that choosing one deduces nothing.
template <std::size_t C, class T0 = void, class T1 = void, class T2 = void, class T3 = void,
          class T4 = void, class T5 = void, class T6 = void, class T7 = void, class T8 = void,
          class T9 = void, class T10 = void, class T11 = void, class T12 = void, class T13 = void,
          class T14 = void, class T15 = void, class T16 = void, class T17 = void, class T18 = void,
          class T19 = void, class T20 = void, class T21 = void, class T22 = void, class T23 = void,
          class T24 = void, class T25 = void, class T26 = void, class T27 = void, class T28 = void,
          class T29 = void, class T30 = void, class T31 = void>
struct chunk {
    // clang-format off
    using t0 = T0; using t1 = T1; using t2 = T2; using t3 = T3;
    using t4 = T4; using t5 = T5; using t6 = T6; using t7 = T7;
    using t8 = T8; using t9 = T9; using t10 = T10; using t11 = T11;
    using t12 = T12; using t13 = T13; using t14 = T14; using t15 = T15;
    using t16 = T16; using t17 = T17; using t18 = T18; using t19 = T19;
    using t20 = T20; using t21 = T21; using t22 = T22; using t23 = T23;
    using t24 = T24; using t25 = T25; using t26 = T26; using t27 = T27;
    using t28 = T28; using t29 = T29; using t30 = T30; using t31 = T31;
};
template <std::size_t K>
struct pick;
template <> struct pick<0> { template <class Chunk> using type = typename Chunk::t0; };
template <> struct pick<1> { template <class Chunk> using type = typename Chunk::t1; };
template <> struct pick<2> { template <class Chunk> using type = typename Chunk::t2; };
template <> struct pick<3> { template <class Chunk> using type = typename Chunk::t3; };
template <> struct pick<4> { template <class Chunk> using type = typename Chunk::t4; };
template <> struct pick<5> { template <class Chunk> using type = typename Chunk::t5; };
template <> struct pick<6> { template <class Chunk> using type = typename Chunk::t6; };
template <> struct pick<7> { template <class Chunk> using type = typename Chunk::t7; };
template <> struct pick<8> { template <class Chunk> using type = typename Chunk::t8; };
template <> struct pick<9> { template <class Chunk> using type = typename Chunk::t9; };
template <> struct pick<10> { template <class Chunk> using type = typename Chunk::t10; };
template <> struct pick<11> { template <class Chunk> using type = typename Chunk::t11; };
template <> struct pick<12> { template <class Chunk> using type = typename Chunk::t12; };
template <> struct pick<13> { template <class Chunk> using type = typename Chunk::t13; };
template <> struct pick<14> { template <class Chunk> using type = typename Chunk::t14; };
template <> struct pick<15> { template <class Chunk> using type = typename Chunk::t15; };
template <> struct pick<16> { template <class Chunk> using type = typename Chunk::t16; };
template <> struct pick<17> { template <class Chunk> using type = typename Chunk::t17; };
template <> struct pick<18> { template <class Chunk> using type = typename Chunk::t18; };
template <> struct pick<19> { template <class Chunk> using type = typename Chunk::t19; };
template <> struct pick<20> { template <class Chunk> using type = typename Chunk::t20; };
template <> struct pick<21> { template <class Chunk> using type = typename Chunk::t21; };
template <> struct pick<22> { template <class Chunk> using type = typename Chunk::t22; };
template <> struct pick<23> { template <class Chunk> using type = typename Chunk::t23; };
template <> struct pick<24> { template <class Chunk> using type = typename Chunk::t24; };
template <> struct pick<25> { template <class Chunk> using type = typename Chunk::t25; };
template <> struct pick<26> { template <class Chunk> using type = typename Chunk::t26; };
template <> struct pick<27> { template <class Chunk> using type = typename Chunk::t27; };
template <> struct pick<28> { template <class Chunk> using type = typename Chunk::t28; };
template <> struct pick<29> { template <class Chunk> using type = typename Chunk::t29; };
template <> struct pick<30> { template <class Chunk> using type = typename Chunk::t30; };
template <> struct pick<31> { template <class Chunk> using type = typename Chunk::t31; };
// clang-format on

/// A long list as chunks of 32, one base each: a look-up passes over N / 32 bases once per chunk.
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

template <std::size_t C, class T0, class T1, class T2, class T3, class T4, class T5, class T6,
          class T7, class T8, class T9, class T10, class T11, class T12, class T13, class T14,
          class T15, class T16, class T17, class T18, class T19, class T20, class T21, class T22,
          class T23, class T24, class T25, class T26, class T27, class T28, class T29, class T30,
          class T31>
chunk<C, T0, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17, T18, T19,
      T20, T21, T22, T23, T24, T25, T26, T27, T28, T29, T30, T31>
find_chunk(chunk<C, T0, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17,
                 T18, T19, T20, T21, T22, T23, T24, T25, T26, T27, T28, T29, T30, T31> const*);

template <class List>
struct as_chunks;
template <class... T>
struct as_chunks<type_list<T...>> : chunks<0, T...> {};

template <class List, std::size_t C>
struct chunk_at {
    using type = decltype(detail::find_chunk<C>(static_cast<as_chunks<List> const*>(nullptr)));
};
} // namespace detail

/// The I-th type of a list.
template <class List, std::size_t I>
using type_at =
    typename detail::pick<I % 32>::template type<typename detail::chunk_at<List, I / 32>::type>;

} // namespace widthwise
