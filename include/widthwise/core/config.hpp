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

// WIDTHWISE_WITHOUT_AVX512, defined by the user before any include: engines are compiled for
// SSE4.1 and AVX2 alone, in two thirds of the time.

/// Before a loop over registers: unrolled whole, or its arrays would live in memory.
#if defined(__clang__)
#define WIDTHWISE_UNROLL _Pragma("clang loop unroll(full)")
#elif defined(__GNUC__)
#define WIDTHWISE_UNROLL _Pragma("GCC unroll 32")
#else
#define WIDTHWISE_UNROLL
#endif
