// SPDX-License-Identifier: Apache-2.0
// The operations of sse4: lanes, and cells in memory.

#include <widthwise/kernels/ops/sse4_lanes.ipp>

struct ops : lane_ops {
#define WIDTHWISE_OP WIDTHWISE_TARGET inline __attribute__((always_inline)) static
    /// Output of lane `lane` of vector `half` of a pair: 128 bits pack in order.
    static constexpr int output_of(int half, int lane) { return half * 4 + lane; }
    WIDTHWISE_OP void store_pair(cell out, std::byte* y, v a, v b) {
        if (out == cell::u8) {
            v const words = _mm_packs_epi32(a, b);
            _mm_storel_epi64(reinterpret_cast<v*>(y), _mm_packus_epi16(words, words));
        } else if (out == cell::s16) {
            store(y, _mm_packs_epi32(a, b));
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
            return _mm_cvtepu8_epi32(broadcast(static_cast<void const*>(x)));
        }
        if (in == cell::s16) {
            return _mm_cvtepi16_epi32(_mm_loadl_epi64(reinterpret_cast<v const*>(x)));
        }
        return load(static_cast<void const*>(x));
    }
    WIDTHWISE_OP void store_one(cell out, std::byte* y, v a) {
        if (out == cell::s32) {
            store(y, a);
            return;
        }
        v const words = _mm_packs_epi32(a, a);
        if (out == cell::s16) {
            _mm_storel_epi64(reinterpret_cast<v*>(y), words);
        } else {
            int const bytes = _mm_cvtsi128_si32(_mm_packus_epi16(words, words));
            __builtin_memcpy(y, &bytes, 4);
        }
    }
    /// [lo, hi] for cells of one kind: packing saturates, so the clamp may follow it, on more
    /// elements at a time.
    struct limits {
        v lo, hi;
    };
    template <cell Out>
    WIDTHWISE_OP limits limits_of(std::int32_t lo, std::int32_t hi) {
        if constexpr (Out == cell::u8) {
            return {set8(static_cast<std::int8_t>(lo < 0 ? 0 : lo)),
                    set8(static_cast<std::int8_t>(hi > 255 ? 255 : hi))};
        } else if constexpr (Out == cell::s16) {
            return {set16(static_cast<std::int16_t>(lo < -32768 ? -32768 : lo)),
                    set16(static_cast<std::int16_t>(hi > 32767 ? 32767 : hi))};
        } else {
            return {set(lo), set(hi)};
        }
    }
    template <cell Out>
    WIDTHWISE_OP void store_pair(std::byte* y, v a, v b, limits const& c) {
        if constexpr (Out == cell::u8) {
            v const words = _mm_packs_epi32(a, b);
            v const bytes = _mm_max_epu8(_mm_packus_epi16(words, words), c.lo);
            _mm_storel_epi64(reinterpret_cast<v*>(y), _mm_min_epu8(bytes, c.hi));
        } else if constexpr (Out == cell::s16) {
            store(y, _mm_min_epi16(_mm_max_epi16(_mm_packs_epi32(a, b), c.lo), c.hi));
        } else {
            store_pair(Out, y, min(max(a, c.lo), c.hi), min(max(b, c.lo), c.hi));
        }
    }
    template <cell Out>
    WIDTHWISE_OP void store_one(std::byte* y, v a, limits const& c) {
        if constexpr (Out == cell::u8) {
            v const words = _mm_packs_epi32(a, a);
            v const bytes = _mm_max_epu8(_mm_packus_epi16(words, words), c.lo);
            int const four = _mm_cvtsi128_si32(_mm_min_epu8(bytes, c.hi));
            __builtin_memcpy(y, &four, 4);
        } else if constexpr (Out == cell::s16) {
            v const words = _mm_max_epi16(_mm_packs_epi32(a, a), c.lo);
            _mm_storel_epi64(reinterpret_cast<v*>(y), _mm_min_epi16(words, c.hi));
        } else {
            store(y, min(max(a, c.lo), c.hi));
        }
    }
    /// Four vectors as saturated bytes: in each 128 bits four of a, then of b, c and d.
    WIDTHWISE_OP v pack_bytes(v a, v b, v c, v d) { return pack8(pack16(a, b), pack16(c, d)); }
    /// Those as a, b, c and d follow one another.
    WIDTHWISE_OP v bytes_in_order(v a) { return a; }
    /// Saturated words: in each 128 bits four of a, then of b. Bytes, the same of words.
    WIDTHWISE_OP v pack16(v a, v b) { return _mm_packs_epi32(a, b); }
    WIDTHWISE_OP v pack8(v a, v b) { return _mm_packus_epi16(a, b); }
    /// The 4 x 4 bytes of each 128 bits, transposed.
    WIDTHWISE_OP v turn_bytes(v a) {
        return _mm_shuffle_epi8(
            a, _mm_setr_epi8(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15));
    }
    /// The 2 x 4 words of each 128 bits, transposed.
    WIDTHWISE_OP v turn_words(v a) {
        return _mm_shuffle_epi8(
            a, _mm_setr_epi8(0, 1, 8, 9, 2, 3, 10, 11, 4, 5, 12, 13, 6, 7, 14, 15));
    }
    /// Of each 128 bits, dwords 0 and 2 of a, then of b; dwords 1 and 3.
    WIDTHWISE_OP v even_words(v a, v b) {
        return _mm_castps_si128(_mm_shuffle_ps(_mm_castsi128_ps(a), _mm_castsi128_ps(b), 0x88));
    }
    WIDTHWISE_OP v odd_words(v a, v b) {
        return _mm_castps_si128(_mm_shuffle_ps(_mm_castsi128_ps(a), _mm_castsi128_ps(b), 0xDD));
    }
    WIDTHWISE_OP v min16(v a, v b) { return _mm_min_epi16(a, b); }
    WIDTHWISE_OP v max16(v a, v b) { return _mm_max_epi16(a, b); }
    WIDTHWISE_OP v min8(v a, v b) { return _mm_min_epu8(a, b); }
    WIDTHWISE_OP v max8(v a, v b) { return _mm_max_epu8(a, b); }
    /// 128 bits each, `pitch` bytes apart: here all there are.
    WIDTHWISE_OP void store_quarters(std::byte* y, std::ptrdiff_t, v a) { store(y, a); }
#undef WIDTHWISE_OP
};
