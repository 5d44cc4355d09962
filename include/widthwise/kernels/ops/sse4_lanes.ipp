// SPDX-License-Identifier: Apache-2.0
// 128-bit operations. No `#pragma once`: a body is compiled anew for each instruction set.

struct lane_ops {
    using v = __m128i;
    using f = __m128;
    static constexpr int lanes = 4; ///< of 32 bits
    static constexpr int registers = 16;
    static constexpr int groups = 1;            ///< of u8 sums in 16 bits, where they are merged
    static constexpr bool exact_dot8 = false;   ///< u8 x s8 summed in 32 bits by one instruction
    static constexpr bool rounds_even = false;  ///< four sums to bytes, by the rounding of floats
    static constexpr bool stores_parts = false; ///< of a vector, at the cost of a whole one
    static constexpr bool counts_words = false; ///< set bits of 32-bit lanes, by one instruction

#define WIDTHWISE_OP WIDTHWISE_TARGET inline __attribute__((always_inline)) static
    WIDTHWISE_OP v load(void const* p) { return _mm_loadu_si128(static_cast<v const*>(p)); }
    WIDTHWISE_OP void store(void* p, v x) { _mm_storeu_si128(static_cast<v*>(p), x); }
    WIDTHWISE_OP v broadcast(void const* p) {
        int word;
        __builtin_memcpy(&word, p, 4);
        return _mm_set1_epi32(word);
    }
    WIDTHWISE_OP v set(std::int32_t x) { return _mm_set1_epi32(x); }
    WIDTHWISE_OP v set8(std::int8_t x) { return _mm_set1_epi8(x); }
    WIDTHWISE_OP v set16(std::int16_t x) { return _mm_set1_epi16(x); }
    WIDTHWISE_OP v zero() { return _mm_setzero_si128(); }
    WIDTHWISE_OP v add(v a, v b) { return _mm_add_epi32(a, b); }
    WIDTHWISE_OP v sub(v a, v b) { return _mm_sub_epi32(a, b); }
    /// A sum stays in its register: g++-12 would keep copies of many, some in memory.
    template <class T>
    WIDTHWISE_OP T keep(T sum) {
#if !defined(__clang__)
        __asm__("" : "+x"(sum));
#endif
        return sum;
    }
    WIDTHWISE_OP v add16(v a, v b) { return _mm_add_epi16(a, b); }
    WIDTHWISE_OP v mul(v a, v b) { return _mm_mullo_epi32(a, b); }
    /// Lanes of 64 bits: sums, and the product of the lower halves with their signs.
    WIDTHWISE_OP v add64(v a, v b) { return _mm_add_epi64(a, b); }
    WIDTHWISE_OP v mul_even(v a, v b) { return _mm_mul_epi32(a, b); }
    /// The upper and the lower half of each product of 16-bit lanes.
    WIDTHWISE_OP v mul16_high(v a, v b) { return _mm_mulhi_epi16(a, b); }
    WIDTHWISE_OP v mul16_low(v a, v b) { return _mm_mullo_epi16(a, b); }
    WIDTHWISE_OP v shift_left(v a, int n) { return _mm_sll_epi32(a, _mm_cvtsi32_si128(n)); }
    WIDTHWISE_OP v shift_right(v a, int n) { return _mm_sra_epi32(a, _mm_cvtsi32_si128(n)); }
    WIDTHWISE_OP v shift_logical(v a, int n) { return _mm_srl_epi32(a, _mm_cvtsi32_si128(n)); }
    WIDTHWISE_OP v sign(v a) { return _mm_srai_epi32(a, 31); }
    WIDTHWISE_OP v bits_and(v a, v b) { return _mm_and_si128(a, b); }
    WIDTHWISE_OP v bits_or(v a, v b) { return _mm_or_si128(a, b); }
    WIDTHWISE_OP v bits_xor(v a, v b) { return _mm_xor_si128(a, b); }
    WIDTHWISE_OP v and_not(v mask, v a) { return _mm_andnot_si128(mask, a); }
    WIDTHWISE_OP v min(v a, v b) { return _mm_min_epi32(a, b); }
    WIDTHWISE_OP v max(v a, v b) { return _mm_max_epi32(a, b); }
    WIDTHWISE_OP v greater(v a, v b) { return _mm_cmpgt_epi32(a, b); }
    WIDTHWISE_OP v equal(v a, v b) { return _mm_cmpeq_epi32(a, b); }
    /// a, and 1 more where its bit number `bit` is that of `as`, which has no other.
    WIDTHWISE_OP v add_one_where(v a, int bit, std::int32_t as) {
        return sub(a, equal(bits_and(a, set(std::int32_t{1} << bit)), set(as)));
    }
    /// Pairs of s16 products, summed in 32 bits.
    WIDTHWISE_OP v dot16(v sum, v a, v b) { return keep(_mm_add_epi32(sum, _mm_madd_epi16(a, b))); }
    /// Pairs of u8 x s8 products in 16 bits; the caller has proven that no pair overflows.
    WIDTHWISE_OP v dot8_pairs(v u, v s) { return _mm_maddubs_epi16(u, s); }
    WIDTHWISE_OP v dot8(v sum, v u, v s) { return dot16(sum, _mm_maddubs_epi16(u, s), set16(1)); }
    /// Half a vector of s8, as s16.
    WIDTHWISE_OP v load_s8(void const* p) {
        return _mm_cvtepi8_epi16(_mm_loadl_epi64(static_cast<__m128i const*>(p)));
    }
    /// Field j of packed unsigned fields of Bits bits, looked up in a table of 16 values.
    template <int Bits>
    WIDTHWISE_OP v lookup(v table, v packed, int j) {
        v const field = _mm_srl_epi16(packed, _mm_cvtsi32_si128(Bits * j));
        return _mm_shuffle_epi8(table, _mm_and_si128(field, set8((1 << Bits) - 1)));
    }
    WIDTHWISE_OP v table(std::int8_t const* t) {
        return _mm_load_si128(reinterpret_cast<__m128i const*>(t));
    }
    /// Bit i: byte i of 32 is that.
    WIDTHWISE_OP std::uint32_t equal_bits(void const* p, int byte) {
        __m128i const value = _mm_set1_epi8(static_cast<char>(byte));
        __m128i const* const from = static_cast<__m128i const*>(p);
        auto const low = _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128(from), value));
        auto const high = _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128(from + 1), value));
        return static_cast<std::uint32_t>(high) << 16 | static_cast<std::uint32_t>(low);
    }
    /// Set bits of each byte, and of each lane.
    WIDTHWISE_OP v count_bytes(v a) {
        alignas(16) constexpr std::int8_t bits[16] = {0, 1, 1, 2, 1, 2, 2, 3,
                                                      1, 2, 2, 3, 2, 3, 3, 4};
        v const counts = table(bits);
        return add(lookup<4>(counts, a, 0), lookup<4>(counts, a, 1));
    }
    WIDTHWISE_OP v count_words(v a) { return dot8(zero(), count_bytes(a), set8(1)); }

    WIDTHWISE_OP f load(float const* p) { return _mm_loadu_ps(p); }
    WIDTHWISE_OP void store(float* p, f x) { _mm_storeu_ps(p, x); }
    WIDTHWISE_OP f broadcast(float const* p) { return _mm_set1_ps(*p); }
    WIDTHWISE_OP f set(float x) { return _mm_set1_ps(x); }
    /// Rounded twice: this tier has no fused multiply-add.
    WIDTHWISE_OP f multiply_add(f a, f b, f c) { return keep(_mm_add_ps(_mm_mul_ps(a, b), c)); }
    WIDTHWISE_OP f mul(f a, f b) { return _mm_mul_ps(a, b); }
    WIDTHWISE_OP f max(f a, f b) { return _mm_max_ps(a, b); }
    WIDTHWISE_OP f to_float(v a) { return _mm_cvtepi32_ps(a); }

    WIDTHWISE_OP f min(f a, f b) { return _mm_min_ps(a, b); }
    WIDTHWISE_OP f sub(f a, f b) { return _mm_sub_ps(a, b); }
    WIDTHWISE_OP v round_even(f a) {
        return _mm_cvtps_epi32(_mm_round_ps(a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC));
    }
    WIDTHWISE_OP v round_down(f a) { return _mm_cvttps_epi32(_mm_floor_ps(a)); }
    /// The distance to the floor is exact up to a half; above, it is rounded to no less.
    WIDTHWISE_OP v round_half_up(f a) {
        f const whole = _mm_floor_ps(a);
        return sub(truncate(whole), at_least(sub(a, whole), set(0.5f)));
    }
    WIDTHWISE_OP v truncate(f a) { return _mm_cvttps_epi32(a); }
    /// a * b, 0 where a is NaN.
    WIDTHWISE_OP f mul_numbers(f a, f b) { return _mm_and_ps(mul(a, b), _mm_cmpord_ps(a, a)); }
    WIDTHWISE_OP f zero_nan(f a) { return _mm_and_ps(a, _mm_cmpord_ps(a, a)); }
    /// All ones where a >= b (a > b).
    WIDTHWISE_OP v at_least(f a, f b) { return _mm_castps_si128(_mm_cmpge_ps(a, b)); }
    WIDTHWISE_OP v above(f a, f b) { return _mm_castps_si128(_mm_cmpgt_ps(a, b)); }
    WIDTHWISE_OP bool any(v mask) { return _mm_movemask_epi8(mask) != 0; }
    /// The first n lanes, n < lanes, of memory that has no more.
    struct part {
        int n;
    };
    WIDTHWISE_OP part part_of(int n) { return {n}; }
    WIDTHWISE_OP f load_part(float const* p, part count) { ///< the other lanes are 0
        if (count.n < 2) {
            return count.n == 1 ? _mm_load_ss(p) : _mm_setzero_ps();
        }
        f const two = _mm_castsi128_ps(_mm_loadl_epi64(reinterpret_cast<v const*>(p)));
        return count.n == 2 ? two : _mm_movelh_ps(two, _mm_load_ss(p + 2));
    }
    WIDTHWISE_OP void store_part(float* p, f x, part count) {
        if (count.n >= 2) {
            _mm_storel_epi64(reinterpret_cast<v*>(p), _mm_castps_si128(x));
            p += 2;
            x = _mm_movehl_ps(x, x);
        }
        if (count.n % 2 != 0) {
            _mm_store_ss(p, x);
        }
    }
    /// n bytes from where vectors were stored: the last of them may be read whole.
    WIDTHWISE_OP void copy(std::byte* to, std::byte const* from, std::size_t n) {
        copy_few(to, from, n);
    }
#undef WIDTHWISE_OP
};
