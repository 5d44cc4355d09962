// SPDX-License-Identifier: Apache-2.0
#pragma once
// AVX-512, its VNNI and AMX on any x86-64 CPU, AVX-VNNI on one with AVX2: SIMDe's portable
// intrinsics under their own names, those it lacks, and a model of tiles. WIDTHWISE_EMULATED names
// this file (core/config.hpp). What is not tested so is that compilers and CPUs have these
// instructions right.

#include <cstdint>
#include <cstring>

#include <widthwise/kernels/tiers/avx2.hpp> // before its intrinsics' names mean others

namespace kernel_tests::avx_vnni {

using v = widthwise::kernels::tier_avx2::ops::v;

template <class A, class B>
__attribute__((target("avx2"))) inline v dot(v sum, v a, v b) {
    constexpr int n = static_cast<int>(4 / sizeof(A));
    std::uint32_t s[8];
    A x[8 * n];
    B y[8 * n];
    std::memcpy(s, &sum, sizeof s);
    std::memcpy(x, &a, sizeof x);
    std::memcpy(y, &b, sizeof y);
    for (int i = 0; i < 8 * n; ++i) {
        s[i / n] += static_cast<std::uint32_t>(int{x[i]} * int{y[i]}); // modulo 2^32
    }
    std::memcpy(&sum, s, sizeof s);
    return sum;
}

} // namespace kernel_tests::avx_vnni

#define _mm256_dpbusd_avx_epi32(sum, a, b)                                                         \
    kernel_tests::avx_vnni::dot<std::uint8_t, std::int8_t>(sum, a, b)
#define _mm256_dpwssd_avx_epi32(sum, a, b)                                                         \
    kernel_tests::avx_vnni::dot<std::int16_t, std::int16_t>(sum, a, b)

#include "tests/property/kernels/amx.hpp"

#define SIMDE_NO_INLINE // a quarter of the compile time
#define SIMDE_ENABLE_NATIVE_ALIASES
#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Weverything"
#else
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wextra"
#pragma GCC diagnostic ignored "-Wfloat-equal"
#pragma GCC diagnostic ignored "-Wpsabi"
#endif
#include <simde/x86/avx512.h>
#include <simde/x86/fma.h>
#if defined(__clang__)
#pragma clang diagnostic pop
#else
#pragma GCC diagnostic pop
#endif

#include <cmath>

namespace kernel_tests::simde_more {

template <class Out, class OutLane, class In, class InLane, class F>
Out each(In const& in, F const& f) {
    constexpr std::size_t n = sizeof(In) / sizeof(InLane);
    InLane a[n];
    OutLane b[sizeof(Out) / sizeof(OutLane)] = {};
    std::memcpy(a, &in, sizeof in);
    for (std::size_t i = 0; i < sizeof(b) / sizeof(b[0]) && i < n; ++i) {
        b[i] = f(a[i]);
    }
    Out out;
    std::memcpy(&out, b, sizeof out);
    return out;
}

/// Quarters of a, then of b, as the four pairs of bits of n say.
inline simde__m512i quarters(simde__m512i const& a, simde__m512i const& b, int n) {
    simde__m512i out;
    for (int i = 0; i < 4; ++i) {
        std::memcpy(reinterpret_cast<char*>(&out) + 16 * i,
                    reinterpret_cast<char const*>(i < 2 ? &a : &b) + 16 * (n >> 2 * i & 3), 16);
    }
    return out;
}

/// The lanes of a mask, from memory and to it.
template <class V, class Lane>
V load_where(std::uint64_t mask, void const* from) {
    constexpr std::size_t n = sizeof(V) / sizeof(Lane);
    V out;
    std::memset(&out, 0, sizeof out);
    for (std::size_t i = 0; i < n; ++i) {
        if ((mask >> i & 1) != 0) {
            std::memcpy(reinterpret_cast<char*>(&out) + i * sizeof(Lane),
                        static_cast<char const*>(from) + i * sizeof(Lane), sizeof(Lane));
        }
    }
    return out;
}
template <class Lane, class V>
void store_where(std::uint64_t mask, void* to, V const& a) {
    for (std::size_t i = 0; i < sizeof(V) / sizeof(Lane); ++i) {
        if ((mask >> i & 1) != 0) {
            std::memcpy(static_cast<char*>(to) + i * sizeof(Lane),
                        reinterpret_cast<char const*>(&a) + i * sizeof(Lane), sizeof(Lane));
        }
    }
}

/// Lane by lane f(a, b).
template <class Lane, class V, class F>
V both(V const& a, V const& b, F const& f) {
    constexpr std::size_t n = sizeof(V) / sizeof(Lane);
    Lane x[n], y[n];
    std::memcpy(x, &a, sizeof x);
    std::memcpy(y, &b, sizeof y);
    for (std::size_t i = 0; i < n; ++i) {
        x[i] = f(x[i], y[i]);
    }
    V out;
    std::memcpy(&out, x, sizeof out);
    return out;
}

/// a b + c, rounded once, to the nearest.
inline simde__m512 multiply_add(simde__m512 const& a, simde__m512 const& b, simde__m512 const& c) {
    float x[16], y[16], z[16];
    std::memcpy(x, &a, sizeof x);
    std::memcpy(y, &b, sizeof y);
    std::memcpy(z, &c, sizeof z);
    for (int i = 0; i < 16; ++i) {
        z[i] = std::fma(x[i], y[i], z[i]);
    }
    simde__m512 out;
    std::memcpy(&out, z, sizeof out);
    return out;
}

/// Of each 128 bits, two lanes of a and two of b, as n says.
inline simde__m512 shuffle(simde__m512 const& a, simde__m512 const& b, int n) {
    float x[16], y[16], z[16];
    std::memcpy(x, &a, sizeof x);
    std::memcpy(y, &b, sizeof y);
    for (int i = 0; i < 16; ++i) {
        float const* const from = i % 4 < 2 ? x : y;
        z[i] = from[i / 4 * 4 + (n >> i % 4 * 2 & 3)];
    }
    simde__m512 out;
    std::memcpy(&out, z, sizeof out);
    return out;
}

/// a + b, rounded down.
inline simde__m512 add_down(simde__m512 const& a, simde__m512 const& b) {
    float x[16], y[16];
    std::memcpy(x, &a, sizeof x);
    std::memcpy(y, &b, sizeof y);
    for (int i = 0; i < 16; ++i) {
        float const sum = x[i] + y[i], rest = sum - x[i];
        float const error = (x[i] - (sum - rest)) + (y[i] - rest); // of the sum, exactly
        x[i] = error < 0 ? std::nextafter(sum, -INFINITY) : sum;
    }
    simde__m512 out;
    std::memcpy(&out, x, sizeof out);
    return out;
}

} // namespace kernel_tests::simde_more

// Their masks are all ones here, their shift counts at most 31.
#undef _mm256_maskz_cvtepi16_epi8
#define _mm256_maskz_cvtepi16_epi8(k, a)                                                           \
    (static_cast<void>(k),                                                                         \
     kernel_tests::simde_more::each<__m128i, std::int8_t, __m256i, std::int16_t>(                  \
         a, [&](std::int16_t v) {                                                                  \
             return static_cast<std::int8_t>(static_cast<std::uint8_t>(v & 255));                  \
         }))
#undef _mm512_maskz_cvt_roundps_epi32
#define _mm512_maskz_cvt_roundps_epi32(k, a, r)                                                    \
    (static_cast<void>(k),                                                                         \
     kernel_tests::simde_more::each<simde__m512i, std::int32_t, simde__m512, float>(               \
         a, [&](float v) {                                                                         \
             return static_cast<std::int32_t>(                                                     \
                 ((r)&3) == _MM_FROUND_TO_NEG_INF ? std::floor(v) : std::nearbyint(v));            \
         }))
#undef _mm512_maskz_cvtepi16_epi32
#define _mm512_maskz_cvtepi16_epi32(k, a)                                                          \
    (static_cast<void>(k),                                                                         \
     kernel_tests::simde_more::each<simde__m512i, std::int32_t, __m256i, std::int16_t>(            \
         a, [&](std::int16_t v) { return std::int32_t{v}; }))
#undef _mm512_maskz_cvtepi32_ps
#define _mm512_maskz_cvtepi32_ps(k, a)                                                             \
    (static_cast<void>(k),                                                                         \
     kernel_tests::simde_more::each<simde__m512, float, simde__m512i, std::int32_t>(               \
         a, [&](std::int32_t v) { return static_cast<float>(v); }))
#undef _mm512_maskz_cvtepu8_epi32
#define _mm512_maskz_cvtepu8_epi32(k, a)                                                           \
    (static_cast<void>(k),                                                                         \
     kernel_tests::simde_more::each<simde__m512i, std::int32_t, __m128i, std::uint8_t>(            \
         a, [&](std::uint8_t v) { return std::int32_t{v}; }))
#undef _mm512_maskz_cvttps_epi32
#define _mm512_maskz_cvttps_epi32(k, a)                                                            \
    (static_cast<void>(k),                                                                         \
     kernel_tests::simde_more::each<simde__m512i, std::int32_t, simde__m512, float>(               \
         a, [&](float v) { return static_cast<std::int32_t>(v); }))
#undef _mm512_maskz_cvtusepi16_epi8
#define _mm512_maskz_cvtusepi16_epi8(k, a)                                                         \
    (static_cast<void>(k),                                                                         \
     kernel_tests::simde_more::each<__m256i, std::uint8_t, simde__m512i, std::uint16_t>(           \
         a, [&](std::uint16_t v) { return static_cast<std::uint8_t>(v > 255 ? 255 : v); }))
#undef _mm512_maskz_cvtusepi32_epi8
#define _mm512_maskz_cvtusepi32_epi8(k, a)                                                         \
    (static_cast<void>(k),                                                                         \
     kernel_tests::simde_more::each<__m128i, std::uint8_t, simde__m512i, std::uint32_t>(           \
         a, [&](std::uint32_t v) { return static_cast<std::uint8_t>(v > 255 ? 255 : v); }))
#undef _mm512_maskz_srai_epi32
#define _mm512_maskz_srai_epi32(k, a, n)                                                           \
    (static_cast<void>(k),                                                                         \
     kernel_tests::simde_more::each<simde__m512i, std::int32_t, simde__m512i, std::int32_t>(       \
         a, [&](std::int32_t v) { return v >> (n); }))
#undef _mm512_maskz_sra_epi32
#define _mm512_maskz_sra_epi32(k, a, c)                                                            \
    (static_cast<void>(k),                                                                         \
     kernel_tests::simde_more::each<simde__m512i, std::int32_t, simde__m512i, std::int32_t>(       \
         a, [&](std::int32_t v) { return v >> _mm_cvtsi128_si32(c); }))
// SIMDe 0.7.4 names the masked one so.
#undef _mm512_madd_epi16
#undef _mm512_madd_epi16
#define _mm512_madd_epi16(a, b) simde_mm512_madd_epi16(a, b)
#undef _mm512_maskz_shuffle_i32x4
#undef _mm512_maskz_shuffle_i32x4
#define _mm512_maskz_shuffle_i32x4(k, a, b, n)                                                     \
    (static_cast<void>(k), kernel_tests::simde_more::quarters(a, b, n))
#undef _mm512_maskz_loadu_ps
#define _mm512_maskz_loadu_ps(k, p) kernel_tests::simde_more::load_where<simde__m512, float>(k, p)
#undef _mm512_mask_storeu_ps
#define _mm512_mask_storeu_ps(p, k, a) kernel_tests::simde_more::store_where<float>(k, p, a)
#undef _mm512_maskz_add_round_ps
#define _mm512_maskz_add_round_ps(k, a, b, r)                                                      \
    (static_cast<void>(k), kernel_tests::simde_more::add_down(a, b))
#undef _mm_mask_storeu_epi8
#define _mm_mask_storeu_epi8(p, k, a) kernel_tests::simde_more::store_where<std::int8_t>(k, p, a)
#undef _mm256_mask_storeu_epi8
#define _mm256_mask_storeu_epi8(p, k, a) kernel_tests::simde_more::store_where<std::int8_t>(k, p, a)
#undef _mm512_mask_storeu_epi8
#define _mm512_mask_storeu_epi8(p, k, a) kernel_tests::simde_more::store_where<std::int8_t>(k, p, a)
#undef _mm512_maskz_sllv_epi32
#define _mm512_maskz_sllv_epi32(k, a, b)                                                           \
    (static_cast<void>(k), kernel_tests::simde_more::both<std::uint32_t>(                          \
                               a, b, [](std::uint32_t v, std::uint32_t n) { return v << n; }))
#undef _mm512_maskz_srlv_epi32
#define _mm512_maskz_srlv_epi32(k, a, b)                                                           \
    (static_cast<void>(k), kernel_tests::simde_more::both<std::uint32_t>(                          \
                               a, b, [](std::uint32_t v, std::uint32_t n) { return v >> n; }))
#undef _mm512_maskz_srav_epi32
#define _mm512_maskz_srav_epi32(k, a, b)                                                           \
    (static_cast<void>(k), kernel_tests::simde_more::both<std::int32_t>(                           \
                               a, b, [](std::int32_t v, std::int32_t n) { return v >> n; }))
#undef _mm512_maskz_slli_epi32
#define _mm512_maskz_slli_epi32(k, a, n)                                                           \
    (static_cast<void>(k),                                                                         \
     kernel_tests::simde_more::each<simde__m512i, std::uint32_t, simde__m512i, std::uint32_t>(     \
         a, [&](std::uint32_t v) { return v << (n); }))
#undef _mm512_fmadd_round_ps
#define _mm512_fmadd_round_ps(a, b, c, r)                                                          \
    (static_cast<void>(r), kernel_tests::simde_more::multiply_add(a, b, c))
#undef _mm512_maskz_shuffle_ps
#define _mm512_maskz_shuffle_ps(k, a, b, n)                                                        \
    (static_cast<void>(k), kernel_tests::simde_more::shuffle(a, b, n))
