// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The only macros of the library, and the one setting it refuses.

#if defined(__FAST_MATH__) || defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__
#error "widthwise: -ffast-math is unsupported: NaN rules and exact rounding depend on IEEE 754"
#endif

/// WIDTHWISE_NAME(fc1): a node name as a type, for compilers without the "fc1"_s literal.
#define WIDTHWISE_NAME(identifier) WIDTHWISE_STRING(identifier, #identifier)

/// WIDTHWISE_STRING(heads, "head_[ab]"): any text as a type; a regex, or a name with other letters.
#define WIDTHWISE_STRING(identifier, text)                                                         \
    struct identifier {                                                                            \
        static constexpr char const* c_str() { return text; }                                      \
    }

// WIDTHWISE_WITHOUT_SSE4, _AVX_VNNI, _AVX512 (with its VNNI) and _AMX, defined by the user alike in
// every source of a program: engines are not compiled for these, which takes less time. AVX2 is
// always there.

// WIDTHWISE_EMULATED, for tests: names a header that gives any CPU the intrinsics of AVX-VNNI,
// AVX-512 and AMX; those of AVX2 and below stay the CPU's own.

/// What kernels of a tier beyond AVX2 are compiled for; features: ",avx512vnni".
#if defined(WIDTHWISE_EMULATED)
#define WIDTHWISE_TARGET_512(features)
#define WIDTHWISE_TARGET_AVX_VNNI __attribute__((target("avx2,fma,popcnt")))
#else
#define WIDTHWISE_TARGET_512(features)                                                             \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,fma,popcnt" features)))
#define WIDTHWISE_TARGET_AVX_VNNI __attribute__((target("avx2,fma,popcnt,avxvnni")))
#endif

/// Before a loop over registers: unrolled whole, or its arrays would live in memory.
#if defined(__clang__)
#define WIDTHWISE_UNROLL _Pragma("clang loop unroll(full)")
#elif defined(__GNUC__)
#define WIDTHWISE_UNROLL _Pragma("GCC unroll 32")
#else
#define WIDTHWISE_UNROLL
#endif
