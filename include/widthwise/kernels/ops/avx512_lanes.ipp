// SPDX-License-Identifier: Apache-2.0
// 512-bit operations. No `#pragma once`: a body is compiled anew for each instruction set.
// Unoptimized, g++'s own intrinsics are macros that pass a mask as a short.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wsign-conversion"

struct lane_ops {
    using v = __m512i;
    using f = __m512;
    static constexpr int lanes = 16; ///< of 32 bits
    static constexpr int registers = 32;
    static constexpr int groups = 4;            ///< of u8 sums in 16 bits, where they are merged
    static constexpr bool exact_dot8 = false;   ///< u8 x s8 summed in 32 bits by one instruction
    static constexpr bool rounds_even = true;   ///< four sums to bytes, by the rounding of floats
    static constexpr bool stores_parts = true;  ///< of a vector, at the cost of a whole one
    static constexpr bool counts_words = false; ///< set bits of 32-bit lanes, by one instruction

    /// A mask of all lanes: the compiler drops it, but g++-12 warns of the undefined source of the
    /// forms without a mask.
    static constexpr __mmask16 every = 0xFFFF;

#define WIDTHWISE_OP WIDTHWISE_TARGET inline __attribute__((always_inline)) static
    WIDTHWISE_OP v load(void const* p) { return _mm512_loadu_si512(p); }
    WIDTHWISE_OP void store(void* p, v x) { _mm512_storeu_si512(p, x); }
    WIDTHWISE_OP v broadcast(void const* p) {
        int word;
        __builtin_memcpy(&word, p, 4);
        return _mm512_set1_epi32(word);
    }
    WIDTHWISE_OP v set(std::int32_t x) { return _mm512_set1_epi32(x); }
    WIDTHWISE_OP v set8(std::int8_t x) { return _mm512_set1_epi8(x); }
    WIDTHWISE_OP v set16(std::int16_t x) { return _mm512_set1_epi16(x); }
    WIDTHWISE_OP v zero() { return _mm512_setzero_si512(); }
    WIDTHWISE_OP v add(v a, v b) { return _mm512_add_epi32(a, b); }
    WIDTHWISE_OP v sub(v a, v b) { return _mm512_sub_epi32(a, b); }
    /// A sum stays in its register: g++-12 would keep copies of many, some in memory.
    template <class T>
    WIDTHWISE_OP T keep(T sum) {
#if !defined(__clang__) && !defined(WIDTHWISE_EMULATED)
        __asm__("" : "+v"(sum));
#endif
        return sum;
    }
    WIDTHWISE_OP v add16(v a, v b) { return _mm512_add_epi16(a, b); }
    WIDTHWISE_OP v mul16_low(v a, v b) { return _mm512_mullo_epi16(a, b); }
    WIDTHWISE_OP v mul16_high(v a, v b) { return _mm512_mulhi_epi16(a, b); }
    WIDTHWISE_OP v mul(v a, v b) { return _mm512_mullo_epi32(a, b); }
    /// Lanes of 64 bits: sums, and the product of the lower halves with their signs.
    WIDTHWISE_OP v add64(v a, v b) { return _mm512_add_epi64(a, b); }
    WIDTHWISE_OP v mul_even(v a, v b) { return _mm512_maskz_mul_epi32(0xff, a, b); }
    // By a count per lane: one instruction on one port, where one count for all takes two.
    WIDTHWISE_OP v shift_left(v a, int n) { return _mm512_maskz_sllv_epi32(every, a, set(n)); }
    WIDTHWISE_OP v shift_right(v a, int n) { return _mm512_maskz_srav_epi32(every, a, set(n)); }
    WIDTHWISE_OP v shift_logical(v a, int n) { return _mm512_maskz_srlv_epi32(every, a, set(n)); }
    WIDTHWISE_OP v sign(v a) { return _mm512_maskz_srai_epi32(every, a, 31); }
    WIDTHWISE_OP v bits_and(v a, v b) { return _mm512_and_si512(a, b); }
    WIDTHWISE_OP v bits_or(v a, v b) { return _mm512_or_si512(a, b); }
    WIDTHWISE_OP v bits_xor(v a, v b) { return _mm512_xor_si512(a, b); }
    WIDTHWISE_OP v and_not(v mask, v a) { return _mm512_maskz_andnot_epi32(every, mask, a); }
    WIDTHWISE_OP v min(v a, v b) { return _mm512_maskz_min_epi32(every, a, b); }
    WIDTHWISE_OP v max(v a, v b) { return _mm512_maskz_max_epi32(every, a, b); }
    WIDTHWISE_OP v greater(v a, v b) { return _mm512_movm_epi32(_mm512_cmpgt_epi32_mask(a, b)); }
    WIDTHWISE_OP v equal(v a, v b) { return _mm512_movm_epi32(_mm512_cmpeq_epi32_mask(a, b)); }
    /// a, and 1 more where its bit number `bit` is that of `as`, which has no other. By the bit
    /// itself: a mask would take twice as long to come.
    WIDTHWISE_OP v add_one_where(v a, int bit, std::int32_t as) {
        v const turned = set(as == 0 ? 1 : 0);
        constexpr int xor_and = 0x28; // (a ^ b) & c
        return add(a, _mm512_maskz_ternarylogic_epi32(every, shift_logical(a, bit), turned, set(1),
                                                      xor_and));
    }
    /// Pairs of s16 products, summed in 32 bits.
    WIDTHWISE_OP v dot16(v sum, v a, v b) {
        return keep(_mm512_add_epi32(sum, _mm512_madd_epi16(a, b)));
    }
    /// Pairs of u8 x s8 products in 16 bits; the caller has proven that no pair overflows.
    WIDTHWISE_OP v dot8_pairs(v u, v s) { return _mm512_maddubs_epi16(u, s); }
    WIDTHWISE_OP v dot8(v sum, v u, v s) {
        return dot16(sum, _mm512_maddubs_epi16(u, s), set16(1));
    }
    /// Half a vector of s8, as s16.
    WIDTHWISE_OP v load_s8(void const* p) {
        return _mm512_cvtepi8_epi16(_mm256_loadu_si256(static_cast<__m256i const*>(p)));
    }
    /// Field j of packed unsigned fields of Bits bits, looked up in a table of 16 values.
    template <int Bits>
    WIDTHWISE_OP v lookup(v table, v packed, int j) {
        v const field = _mm512_srl_epi16(packed, _mm_cvtsi32_si128(Bits * j));
        return _mm512_shuffle_epi8(table, _mm512_and_si512(field, set8((1 << Bits) - 1)));
    }
    WIDTHWISE_OP v table(std::int8_t const* t) {
        return _mm512_maskz_broadcast_i32x4(every,
                                            _mm_load_si128(reinterpret_cast<__m128i const*>(t)));
    }
    /// Bit i: byte i of 32 is that.
    WIDTHWISE_OP std::uint32_t equal_bits(void const* p, int byte) {
        __m256i const value = _mm256_set1_epi8(static_cast<char>(byte));
        __m256i const from = _mm256_loadu_si256(static_cast<__m256i const*>(p));
        return static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(from, value)));
    }
    /// Set bits of each byte, and of each lane.
    WIDTHWISE_OP v count_bytes(v a) {
        alignas(16) constexpr std::int8_t bits[16] = {0, 1, 1, 2, 1, 2, 2, 3,
                                                      1, 2, 2, 3, 2, 3, 3, 4};
        v const counts = table(bits);
        return add(lookup<4>(counts, a, 0), lookup<4>(counts, a, 1));
    }
    WIDTHWISE_OP v count_words(v a) { return dot8(zero(), count_bytes(a), set8(1)); }

    WIDTHWISE_OP f load(float const* p) { return _mm512_loadu_ps(p); }
    WIDTHWISE_OP void store(float* p, f x) { _mm512_storeu_ps(p, x); }
    WIDTHWISE_OP f broadcast(float const* p) { return _mm512_set1_ps(*p); }
    WIDTHWISE_OP f set(float x) { return _mm512_set1_ps(x); }
    WIDTHWISE_OP f multiply_add(f a, f b, f c) { return keep(_mm512_fmadd_ps(a, b, c)); }
    WIDTHWISE_OP f mul(f a, f b) { return _mm512_mul_ps(a, b); }
    WIDTHWISE_OP f max(f a, f b) { return _mm512_maskz_max_ps(every, a, b); }
    WIDTHWISE_OP f to_float(v a) { return _mm512_maskz_cvtepi32_ps(every, a); }

    WIDTHWISE_OP f min(f a, f b) { return _mm512_maskz_min_ps(every, a, b); }
    WIDTHWISE_OP f sub(f a, f b) { return _mm512_sub_ps(a, b); }
    WIDTHWISE_OP v round_even(f a) {
        return _mm512_maskz_cvt_roundps_epi32(every, a,
                                              _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
    }
    WIDTHWISE_OP v round_down(f a) {
        return _mm512_maskz_cvt_roundps_epi32(every, a, _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC);
    }
    /// No integer lies between a sum and the same rounded down.
    WIDTHWISE_OP v round_half_up(f a) {
        return round_down(_mm512_maskz_add_round_ps(every, a, set(0.5f),
                                                    _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC));
    }
    WIDTHWISE_OP v truncate(f a) { return _mm512_maskz_cvttps_epi32(every, a); }
    /// a * b, 0 where a is NaN.
    WIDTHWISE_OP f mul_numbers(f a, f b) {
        return _mm512_maskz_mul_ps(_mm512_cmp_ps_mask(a, a, _CMP_ORD_Q), a, b);
    }
    WIDTHWISE_OP f zero_nan(f a) {
        return _mm512_maskz_mov_ps(_mm512_cmp_ps_mask(a, a, _CMP_ORD_Q), a);
    }
    /// All ones where a >= b (a > b).
    WIDTHWISE_OP v at_least(f a, f b) {
        return _mm512_movm_epi32(_mm512_cmp_ps_mask(a, b, _CMP_GE_OQ));
    }
    WIDTHWISE_OP v above(f a, f b) {
        return _mm512_movm_epi32(_mm512_cmp_ps_mask(a, b, _CMP_GT_OQ));
    }
    WIDTHWISE_OP bool any(v mask) { return _mm512_test_epi32_mask(mask, mask) != 0; }
    /// The first n lanes, n < lanes, of memory that has no more.
    using part = __mmask16;
    WIDTHWISE_OP part part_of(int n) { return static_cast<part>((1u << n) - 1); }
    WIDTHWISE_OP f load_part(float const* p, part n) { return _mm512_maskz_loadu_ps(n, p); }
    WIDTHWISE_OP void store_part(float* p, f x, part n) { _mm512_mask_storeu_ps(p, n, x); }
    /// n bytes from where vectors were stored: the last of them may be read whole.
    WIDTHWISE_OP void copy(std::byte* to, std::byte const* from, std::size_t n) {
        if (n <= 16) { // a read beyond what one store wrote would wait for both
            __m128i const all = _mm_loadu_si128(reinterpret_cast<__m128i const*>(from));
            _mm_mask_storeu_epi8(to, static_cast<__mmask16>((1u << n) - 1), all);
        } else if (n <= 32) {
            __m256i const all = _mm256_loadu_si256(reinterpret_cast<__m256i const*>(from));
            _mm256_mask_storeu_epi8(to, ~__mmask32{0} >> (32 - n), all);
        } else {
            for (; n > 64; n -= 64, to += 64, from += 64) {
                store(static_cast<void*>(to),
                      keep(load(static_cast<void const*>(from)))); // no call
            }
            _mm512_mask_storeu_epi8(to, ~__mmask64{0} >> (64 - n),
                                    load(static_cast<void const*>(from)));
        }
    }
#undef WIDTHWISE_OP
};
#pragma GCC diagnostic pop
