// SPDX-License-Identifier: Apache-2.0
// 256-bit operations with sums of products in one instruction.

struct ops : tier_avx2::ops {
    static constexpr bool exact_dot8 = true;

#define WIDTHWISE_OP WIDTHWISE_TARGET inline __attribute__((always_inline)) static
    WIDTHWISE_OP v dot16(v sum, v a, v b) { return _mm256_dpwssd_avx_epi32(sum, a, b); }
    WIDTHWISE_OP v dot8(v sum, v u, v s) { return _mm256_dpbusd_avx_epi32(sum, u, s); }
#undef WIDTHWISE_OP
};
