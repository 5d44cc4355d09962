// SPDX-License-Identifier: Apache-2.0
// 512-bit operations with an instruction that counts the set bits of lanes.

struct ops : tier_avx512::ops {
    static constexpr bool counts_words = true;

#define WIDTHWISE_OP WIDTHWISE_TARGET inline __attribute__((always_inline)) static
    WIDTHWISE_OP v count_words(v a) { return _mm512_maskz_popcnt_epi32(every, a); }
#undef WIDTHWISE_OP
};
