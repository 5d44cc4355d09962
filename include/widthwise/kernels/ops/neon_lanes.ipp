// SPDX-License-Identifier: Apache-2.0
// 128-bit operations of aarch64. No `#pragma once`: a body is compiled anew for each instruction
// set.

struct lane_ops {
    using v = int32x4_t;
    using f = float32x4_t;
    static constexpr int lanes = 4; ///< of 32 bits
    static constexpr int registers = 32;
    static constexpr int groups = 0;            ///< of u8 sums in 16 bits, where they are merged
    static constexpr bool exact_dot8 = false;   ///< u8 x s8 summed in 32 bits by one instruction
    static constexpr bool rounds_even = false;  ///< four sums to bytes, by the rounding of floats
    static constexpr bool stores_parts = false; ///< of a vector, at the cost of a whole one
    static constexpr bool counts_words = false; ///< set bits of 32-bit lanes, by one instruction

#define WIDTHWISE_OP WIDTHWISE_TARGET inline __attribute__((always_inline)) static
    WIDTHWISE_OP v from8(int8x16_t a) { return vreinterpretq_s32_s8(a); }
    WIDTHWISE_OP v from8(uint8x16_t a) { return vreinterpretq_s32_u8(a); }
    WIDTHWISE_OP v from16(int16x8_t a) { return vreinterpretq_s32_s16(a); }
    WIDTHWISE_OP v mask(uint32x4_t a) { return vreinterpretq_s32_u32(a); }
    WIDTHWISE_OP int8x16_t bytes(v a) { return vreinterpretq_s8_s32(a); }
    WIDTHWISE_OP uint8x16_t unsigned_bytes(v a) { return vreinterpretq_u8_s32(a); }
    WIDTHWISE_OP int16x8_t words(v a) { return vreinterpretq_s16_s32(a); }

    WIDTHWISE_OP v load(void const* p) {
        return from8(vld1q_u8(static_cast<std::uint8_t const*>(p)));
    }
    WIDTHWISE_OP void store(void* p, v x) {
        vst1q_u8(static_cast<std::uint8_t*>(p), unsigned_bytes(x));
    }
    WIDTHWISE_OP v broadcast(void const* p) {
        int word;
        __builtin_memcpy(&word, p, 4);
        return vdupq_n_s32(word);
    }
    WIDTHWISE_OP v set(std::int32_t x) { return vdupq_n_s32(x); }
    WIDTHWISE_OP v set8(std::int8_t x) { return from8(vdupq_n_s8(x)); }
    WIDTHWISE_OP v set16(std::int16_t x) { return from16(vdupq_n_s16(x)); }
    WIDTHWISE_OP v zero() { return vdupq_n_s32(0); }
    WIDTHWISE_OP v add(v a, v b) { return vaddq_s32(a, b); }
    WIDTHWISE_OP v sub(v a, v b) { return vsubq_s32(a, b); }
    WIDTHWISE_OP v add16(v a, v b) { return from16(vaddq_s16(words(a), words(b))); }
    WIDTHWISE_OP v mul16_low(v a, v b) { return from16(vmulq_s16(words(a), words(b))); }
    WIDTHWISE_OP v mul16_high(v a, v b) {
        int32x4_t const low = vmull_s16(vget_low_s16(words(a)), vget_low_s16(words(b)));
        int32x4_t const high = vmull_high_s16(words(a), words(b));
        return from16(vuzp2q_s16(words(low), words(high)));
    }
    WIDTHWISE_OP v mul(v a, v b) { return vmulq_s32(a, b); }
    /// Lanes of 64 bits: sums, and the product of the lower halves with their signs.
    WIDTHWISE_OP v add64(v a, v b) {
        return vreinterpretq_s32_s64(vaddq_s64(vreinterpretq_s64_s32(a), vreinterpretq_s64_s32(b)));
    }
    WIDTHWISE_OP v mul_even(v a, v b) {
        return vreinterpretq_s32_s64(
            vmull_s32(vmovn_s64(vreinterpretq_s64_s32(a)), vmovn_s64(vreinterpretq_s64_s32(b))));
    }
    WIDTHWISE_OP v shift_left(v a, int n) { return vshlq_s32(a, vdupq_n_s32(n)); }
    WIDTHWISE_OP v shift_right(v a, int n) { return vshlq_s32(a, vdupq_n_s32(-n)); }
    WIDTHWISE_OP v shift_logical(v a, int n) {
        return mask(vshlq_u32(vreinterpretq_u32_s32(a), vdupq_n_s32(-n)));
    }
    WIDTHWISE_OP v sign(v a) { return vshrq_n_s32(a, 31); }
    WIDTHWISE_OP v bits_and(v a, v b) { return vandq_s32(a, b); }
    WIDTHWISE_OP v bits_or(v a, v b) { return vorrq_s32(a, b); }
    WIDTHWISE_OP v bits_xor(v a, v b) { return veorq_s32(a, b); }
    WIDTHWISE_OP v and_not(v mask, v a) { return vbicq_s32(a, mask); }
    WIDTHWISE_OP v min(v a, v b) { return vminq_s32(a, b); }
    WIDTHWISE_OP v max(v a, v b) { return vmaxq_s32(a, b); }
    WIDTHWISE_OP v greater(v a, v b) { return mask(vcgtq_s32(a, b)); }
    WIDTHWISE_OP v equal(v a, v b) { return mask(vceqq_s32(a, b)); }
    /// a, and 1 more where its bit number `bit` is that of `as`, which has no other.
    WIDTHWISE_OP v add_one_where(v a, int bit, std::int32_t as) {
        return sub(a, equal(bits_and(a, set(std::int32_t{1} << bit)), set(as)));
    }
    /// A sum stays in its register, as the other tiers' g++ has to be told.
    template <class T>
    WIDTHWISE_OP T keep(T sum) {
        return sum;
    }
    /// Pairs of s16 products, summed in 32 bits.
    WIDTHWISE_OP v dot16(v sum, v a, v b) {
        int32x4_t const low = vmull_s16(vget_low_s16(words(a)), vget_low_s16(words(b)));
        int32x4_t const high = vmull_high_s16(words(a), words(b));
        return vaddq_s32(sum, vpaddq_s32(low, high));
    }
    /// Pairs of u8 x s8 products in 16 bits; the caller has proven that no pair overflows.
    WIDTHWISE_OP v dot8_pairs(v u, v s) {
        uint8x16_t const x = unsigned_bytes(u);
        int16x8_t const x_low = vreinterpretq_s16_u16(vmovl_u8(vget_low_u8(x)));
        int16x8_t const x_high = vreinterpretq_s16_u16(vmovl_high_u8(x));
        int16x8_t const low = vmulq_s16(x_low, vmovl_s8(vget_low_s8(bytes(s))));
        int16x8_t const high = vmulq_s16(x_high, vmovl_high_s8(bytes(s)));
        return from16(vpaddq_s16(low, high));
    }
    WIDTHWISE_OP v dot8(v sum, v u, v s) { return vpadalq_s16(sum, words(dot8_pairs(u, s))); }
    /// Half a vector of s8, as s16.
    WIDTHWISE_OP v load_s8(void const* p) {
        return from16(vmovl_s8(vld1_s8(static_cast<std::int8_t const*>(p))));
    }
    /// Field j of packed unsigned fields of Bits bits, looked up in a table of 16 values.
    template <int Bits>
    WIDTHWISE_OP v lookup(v table, v packed, int j) {
        uint16x8_t const field = vshlq_u16(vreinterpretq_u16_s32(packed),
                                           vdupq_n_s16(static_cast<std::int16_t>(-Bits * j)));
        v const index = bits_and(mask(vreinterpretq_u32_u16(field)), set8((1 << Bits) - 1));
        return from8(vqtbl1q_s8(bytes(table), unsigned_bytes(index)));
    }
    WIDTHWISE_OP v table(std::int8_t const* t) { return from8(vld1q_s8(t)); }
    /// Bit i: byte i of 32 is that.
    WIDTHWISE_OP std::uint32_t equal_bits(void const* p, int byte) {
        static constexpr std::uint8_t bit[16] = {1, 2, 4, 8, 16, 32, 64, 128,
                                                 1, 2, 4, 8, 16, 32, 64, 128};
        std::uint32_t bits = 0;
        for (int i = 0; i < 32; i += 16) {
            uint8x16_t const from = vld1q_u8(static_cast<std::uint8_t const*>(p) + i);
            uint8x16_t const equal = vceqq_u8(from, vdupq_n_u8(static_cast<std::uint8_t>(byte)));
            uint8x16_t const set = vandq_u8(equal, vld1q_u8(bit));
            bits |= std::uint32_t{vaddv_u8(vget_low_u8(set))} << i |
                    std::uint32_t{vaddv_u8(vget_high_u8(set))} << (i + 8);
        }
        return bits;
    }
    /// Set bits of each byte, and of each lane.
    WIDTHWISE_OP v count_bytes(v a) { return from8(vcntq_u8(unsigned_bytes(a))); }
    WIDTHWISE_OP v count_words(v a) {
        return mask(vpaddlq_u16(vpaddlq_u8(unsigned_bytes(count_bytes(a)))));
    }

    WIDTHWISE_OP f load(float const* p) { return vld1q_f32(p); }
    WIDTHWISE_OP void store(float* p, f x) { vst1q_f32(p, x); }
    WIDTHWISE_OP f broadcast(float const* p) { return vdupq_n_f32(*p); }
    WIDTHWISE_OP f set(float x) { return vdupq_n_f32(x); }
    WIDTHWISE_OP f multiply_add(f a, f b, f c) { return vfmaq_f32(c, a, b); }
    WIDTHWISE_OP f mul(f a, f b) { return vmulq_f32(a, b); }
    /// The second operand where they are equal or one is NaN, as the other tiers have it.
    WIDTHWISE_OP f max(f a, f b) { return vbslq_f32(vcgtq_f32(a, b), a, b); }
    WIDTHWISE_OP f min(f a, f b) { return vbslq_f32(vcltq_f32(a, b), a, b); }
    WIDTHWISE_OP f to_float(v a) { return vcvtq_f32_s32(a); }

    WIDTHWISE_OP f sub(f a, f b) { return vsubq_f32(a, b); }
    WIDTHWISE_OP v round_even(f a) { return vcvtnq_s32_f32(a); }
    WIDTHWISE_OP v round_down(f a) { return vcvtmq_s32_f32(a); }
    /// The distance to the floor is exact up to a half; above, it is rounded to no less.
    WIDTHWISE_OP v round_half_up(f a) {
        f const whole = vrndmq_f32(a);
        return sub(truncate(whole), at_least(sub(a, whole), set(0.5f)));
    }
    WIDTHWISE_OP v truncate(f a) { return vcvtq_s32_f32(a); }
    /// a * b, 0 where a is NaN.
    WIDTHWISE_OP f mul_numbers(f a, f b) {
        return vreinterpretq_f32_u32(vandq_u32(vreinterpretq_u32_f32(mul(a, b)), vceqq_f32(a, a)));
    }
    WIDTHWISE_OP f zero_nan(f a) {
        return vreinterpretq_f32_u32(vandq_u32(vreinterpretq_u32_f32(a), vceqq_f32(a, a)));
    }
    /// All ones where a >= b (a > b).
    WIDTHWISE_OP v at_least(f a, f b) { return mask(vcgeq_f32(a, b)); }
    WIDTHWISE_OP v above(f a, f b) { return mask(vcgtq_f32(a, b)); }
    WIDTHWISE_OP bool any(v mask) { return vmaxvq_u32(vreinterpretq_u32_s32(mask)) != 0; }
    /// The first n lanes, n < lanes, of memory that has no more.
    struct part {
        int n;
    };
    WIDTHWISE_OP part part_of(int n) { return {n}; }
    WIDTHWISE_OP f load_part(float const* p, part count) { ///< the other lanes are 0
        f const none = vdupq_n_f32(0);
        if (count.n < 2) {
            return count.n == 1 ? vsetq_lane_f32(*p, none, 0) : none;
        }
        f const two = vcombine_f32(vld1_f32(p), vget_low_f32(none));
        return count.n == 2 ? two : vsetq_lane_f32(p[2], two, 2);
    }
    WIDTHWISE_OP void store_part(float* p, f x, part count) {
        if (count.n >= 2) {
            vst1_f32(p, vget_low_f32(x));
        }
        if (count.n == 1) {
            vst1q_lane_f32(p, x, 0);
        } else if (count.n == 3) {
            vst1q_lane_f32(p + 2, x, 2);
        }
    }
    /// n bytes from where vectors were stored: the last of them may be read whole.
    WIDTHWISE_OP void copy(std::byte* to, std::byte const* from, std::size_t n) {
        copy_few(to, from, n);
    }
#undef WIDTHWISE_OP
};
