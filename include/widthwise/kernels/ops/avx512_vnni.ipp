// SPDX-License-Identifier: Apache-2.0
// 512-bit operations with sums of products in one instruction.

struct ops : tier_avx512::ops {
    static constexpr bool exact_dot8 = true;

#define WIDTHWISE_OP WIDTHWISE_TARGET inline __attribute__((always_inline)) static
#if defined(__clang__) || defined(WIDTHWISE_EMULATED)
    WIDTHWISE_OP v dot16(v sum, v a, v b) { return _mm512_dpwssd_epi32(sum, a, b); }
    WIDTHWISE_OP v dot8(v sum, v u, v s) { return _mm512_dpbusd_epi32(sum, u, s); }
#else
    // From the intrinsics g++-12 makes two copies of every sum in a loop: twice the instructions.
    WIDTHWISE_OP v dot16(v sum, v a, v b) {
        __asm__("vpdpwssd\t{%2, %1, %0|%0, %1, %2}" : "+v"(sum) : "v"(a), "v"(b));
        return sum;
    }
    WIDTHWISE_OP v dot8(v sum, v u, v s) {
        __asm__("vpdpbusd\t{%2, %1, %0|%0, %1, %2}" : "+v"(sum) : "v"(u), "v"(s));
        return sum;
    }
#endif
#undef WIDTHWISE_OP
};
