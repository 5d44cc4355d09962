// SPDX-License-Identifier: Apache-2.0
// 256-bit operations with sums of products in one instruction.

struct ops : tier_avx2::ops {
    static constexpr bool exact_dot8 = true;

#define WIDTHWISE_OP WIDTHWISE_TARGET inline __attribute__((always_inline)) static
#if defined(__clang__) || defined(WIDTHWISE_EMULATED)
    WIDTHWISE_OP v dot16(v sum, v a, v b) { return _mm256_dpwssd_avx_epi32(sum, a, b); }
    WIDTHWISE_OP v dot8(v sum, v u, v s) { return _mm256_dpbusd_avx_epi32(sum, u, s); }
#else // as in avx512_vnni.ipp
    WIDTHWISE_OP v dot16(v sum, v a, v b) {
        __asm__("%{vex%} vpdpwssd\t{%2, %1, %0|%0, %1, %2}" : "+x"(sum) : "x"(a), "x"(b));
        return sum;
    }
    WIDTHWISE_OP v dot8(v sum, v u, v s) {
        __asm__("%{vex%} vpdpbusd\t{%2, %1, %0|%0, %1, %2}" : "+x"(sum) : "x"(u), "x"(s));
        return sum;
    }
#endif
#undef WIDTHWISE_OP
};
