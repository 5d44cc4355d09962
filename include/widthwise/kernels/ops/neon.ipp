// SPDX-License-Identifier: Apache-2.0
// The operations of neon: lanes, and cells in memory.

#include <widthwise/kernels/ops/neon_lanes.ipp>

struct ops : lane_ops {
#define WIDTHWISE_OP WIDTHWISE_TARGET inline __attribute__((always_inline)) static
    /// Output of lane `lane` of vector `half` of a pair: 128 bits pack in order.
    static constexpr int output_of(int half, int lane) { return half * 4 + lane; }
    WIDTHWISE_OP int16x8_t pack(v a, v b) { return vcombine_s16(vqmovn_s32(a), vqmovn_s32(b)); }
    WIDTHWISE_OP void store_pair(cell out, std::byte* y, v a, v b) {
        if (out == cell::u8) {
            vst1_u8(reinterpret_cast<std::uint8_t*>(y), vqmovun_s16(pack(a, b)));
        } else if (out == cell::s16) {
            store(y, from16(pack(a, b)));
        } else {
            store(y, a);
            store(y + 16, b);
        }
    }
    WIDTHWISE_OP void store_pair(float* y, f a, f b) {
        store(y, a);
        store(y + 4, b);
    }
    /// Two vectors in order, as a pair that packing brings back to order: as they are.
    WIDTHWISE_OP void interleave(v&, v&) {}
    /// `lanes` cells as 32-bit lanes.
    WIDTHWISE_OP v load_cells(cell in, std::byte const* x) {
        if (in == cell::u8) {
            uint8x8_t const four =
                vget_low_u8(unsigned_bytes(broadcast(static_cast<void const*>(x))));
            return mask(vmovl_u16(vget_low_u16(vmovl_u8(four))));
        }
        if (in == cell::s16) {
            int8x8_t const four = vld1_s8(reinterpret_cast<std::int8_t const*>(x));
            return vmovl_s16(vreinterpret_s16_s8(four));
        }
        return load(static_cast<void const*>(x));
    }
    WIDTHWISE_OP void store_one(cell out, std::byte* y, v a) {
        if (out == cell::s32) {
            store(y, a);
        } else if (out == cell::s16) {
            store_low(y, from16(pack(a, a)));
        } else {
            store_four(y, vqmovun_s16(pack(a, a)));
        }
    }
    WIDTHWISE_OP void store_low(std::byte* y, v a) {
        vst1_u8(reinterpret_cast<std::uint8_t*>(y), vget_low_u8(unsigned_bytes(a)));
    }
    WIDTHWISE_OP void store_four(std::byte* y, uint8x8_t a) {
        std::uint32_t const four = vget_lane_u32(vreinterpret_u32_u8(a), 0);
        __builtin_memcpy(y, &four, 4);
    }
    /// [lo, hi] for cells of one kind: packing saturates, so the clamp may follow it, on more
    /// elements at a time.
    struct limits {
        v lo, hi;
    };
    template <cell Out>
    WIDTHWISE_OP limits limits_of(std::int32_t lo, std::int32_t hi) {
        if constexpr (Out == cell::s32) {
            return {set(lo), set(hi)};
        } else { // bytes are clamped as words
            std::int32_t const least = Out == cell::u8 ? 0 : -32768;
            std::int32_t const most = Out == cell::u8 ? 255 : 32767;
            return {set16(static_cast<std::int16_t>(lo < least ? least : lo)),
                    set16(static_cast<std::int16_t>(hi > most ? most : hi))};
        }
    }
    WIDTHWISE_OP int16x8_t clamp_words(int16x8_t a, limits const& c) {
        return vminq_s16(vmaxq_s16(a, words(c.lo)), words(c.hi));
    }
    template <cell Out>
    WIDTHWISE_OP void store_pair(std::byte* y, v a, v b, limits const& c) {
        if constexpr (Out == cell::u8) {
            int16x8_t const all = clamp_words(pack(a, b), c);
            vst1_u8(reinterpret_cast<std::uint8_t*>(y), vqmovun_s16(all));
        } else if constexpr (Out == cell::s16) {
            store(y, from16(clamp_words(pack(a, b), c)));
        } else {
            store_pair(Out, y, min(max(a, c.lo), c.hi), min(max(b, c.lo), c.hi));
        }
    }
    template <cell Out>
    WIDTHWISE_OP void store_one(std::byte* y, v a, limits const& c) {
        if constexpr (Out == cell::u8) {
            store_four(y, vqmovun_s16(clamp_words(pack(a, a), c)));
        } else if constexpr (Out == cell::s16) {
            store_low(y, from16(clamp_words(pack(a, a), c)));
        } else {
            store(y, min(max(a, c.lo), c.hi));
        }
    }
    /// Four vectors as saturated bytes: in each 128 bits four of a, then of b, c and d.
    WIDTHWISE_OP v pack_bytes(v a, v b, v c, v d) { return pack8(pack16(a, b), pack16(c, d)); }
    /// Those as a, b, c and d follow one another.
    WIDTHWISE_OP v bytes_in_order(v a) { return a; }
    /// Saturated words: in each 128 bits four of a, then of b. Bytes, the same of words.
    WIDTHWISE_OP v pack16(v a, v b) { return from16(pack(a, b)); }
    WIDTHWISE_OP v pack8(v a, v b) {
        return from8(vcombine_u8(vqmovun_s16(words(a)), vqmovun_s16(words(b))));
    }
    /// The 4 x 4 bytes of each 128 bits, transposed.
    WIDTHWISE_OP v turn_bytes(v a) {
        alignas(16) constexpr std::uint8_t order[16] = {0, 4, 8,  12, 1, 5, 9,  13,
                                                        2, 6, 10, 14, 3, 7, 11, 15};
        return from8(vqtbl1q_u8(unsigned_bytes(a), vld1q_u8(order)));
    }
    /// The 2 x 4 words of each 128 bits, transposed.
    WIDTHWISE_OP v turn_words(v a) {
        int16x8_t const all = words(a);
        return from16(vcombine_s16(vzip1_s16(vget_low_s16(all), vget_high_s16(all)),
                                   vzip2_s16(vget_low_s16(all), vget_high_s16(all))));
    }
    /// Of each 128 bits, dwords 0 and 2 of a, then of b; dwords 1 and 3.
    WIDTHWISE_OP v even_words(v a, v b) { return vuzp1q_s32(a, b); }
    WIDTHWISE_OP v odd_words(v a, v b) { return vuzp2q_s32(a, b); }
    WIDTHWISE_OP v min16(v a, v b) { return from16(vminq_s16(words(a), words(b))); }
    WIDTHWISE_OP v max16(v a, v b) { return from16(vmaxq_s16(words(a), words(b))); }
    WIDTHWISE_OP v min8(v a, v b) { return from8(vminq_u8(unsigned_bytes(a), unsigned_bytes(b))); }
    WIDTHWISE_OP v max8(v a, v b) { return from8(vmaxq_u8(unsigned_bytes(a), unsigned_bytes(b))); }
    /// 128 bits each, `pitch` bytes apart: here all there are.
    WIDTHWISE_OP void store_quarters(std::byte* y, std::ptrdiff_t, v a) { store(y, a); }
#undef WIDTHWISE_OP
};
