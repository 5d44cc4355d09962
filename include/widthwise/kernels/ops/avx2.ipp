// SPDX-License-Identifier: Apache-2.0
// The operations of avx2: lanes, and cells in memory.

#include <widthwise/kernels/ops/avx2_lanes.ipp>

struct ops : lane_ops {
#define WIDTHWISE_OP WIDTHWISE_TARGET inline __attribute__((always_inline)) static
    /// Output of lane `lane` of vector `half` of a pair: packing interleaves 128-bit halves, so the
    /// weights are laid in that order and the stored result is in order.
    static constexpr int output_of(int half, int lane) {
        return lane / 4 * 8 + half * 4 + lane % 4;
    }
    WIDTHWISE_OP void store_pair(cell out, std::byte* y, v a, v b) {
        if (out == cell::u8) {
            v const words = _mm256_packs_epi32(a, b);
            __m128i const bytes =
                _mm_packus_epi16(_mm256_castsi256_si128(words), _mm256_extracti128_si256(words, 1));
            _mm_storeu_si128(reinterpret_cast<__m128i*>(y), bytes);
        } else if (out == cell::s16) {
            store(y, _mm256_packs_epi32(a, b));
        } else {
            store(y, _mm256_permute2x128_si256(a, b, 0x20));
            store(y + 32, _mm256_permute2x128_si256(a, b, 0x31));
        }
    }
    WIDTHWISE_OP void store_pair(float* y, f a, f b) {
        store(y, _mm256_permute2f128_ps(a, b, 0x20));
        store(y + 8, _mm256_permute2f128_ps(a, b, 0x31));
    }
    /// Two vectors in order, as a pair that packing brings back to order.
    WIDTHWISE_OP void interleave(v& a, v& b) {
        v const low = _mm256_permute2x128_si256(a, b, 0x20);
        b = _mm256_permute2x128_si256(a, b, 0x31);
        a = low;
    }
    /// `lanes` cells as 32-bit lanes.
    WIDTHWISE_OP v load_cells(cell in, std::byte const* x) {
        if (in == cell::u8) {
            return _mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<__m128i const*>(x)));
        }
        if (in == cell::s16) {
            return _mm256_cvtepi16_epi32(_mm_loadu_si128(reinterpret_cast<__m128i const*>(x)));
        }
        return load(static_cast<void const*>(x));
    }
    WIDTHWISE_OP void store_one(cell out, std::byte* y, v a) {
        if (out == cell::s32) {
            store(y, a);
            return;
        }
        __m128i const words =
            _mm_packs_epi32(_mm256_castsi256_si128(a), _mm256_extracti128_si256(a, 1));
        if (out == cell::s16) {
            _mm_storeu_si128(reinterpret_cast<__m128i*>(y), words);
        } else {
            _mm_storel_epi64(reinterpret_cast<__m128i*>(y), _mm_packus_epi16(words, words));
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
            v const words = _mm256_packs_epi32(a, b);
            __m128i bytes =
                _mm_packus_epi16(_mm256_castsi256_si128(words), _mm256_extracti128_si256(words, 1));
            bytes = _mm_max_epu8(bytes, _mm256_castsi256_si128(c.lo));
            bytes = _mm_min_epu8(bytes, _mm256_castsi256_si128(c.hi));
            _mm_storeu_si128(reinterpret_cast<__m128i*>(y), bytes);
        } else if constexpr (Out == cell::s16) {
            v const words = _mm256_packs_epi32(a, b);
            store(y, _mm256_min_epi16(_mm256_max_epi16(words, c.lo), c.hi));
        } else {
            store_pair(Out, y, min(max(a, c.lo), c.hi), min(max(b, c.lo), c.hi));
        }
    }
    template <cell Out>
    WIDTHWISE_OP void store_one(std::byte* y, v a, limits const& c) {
        __m128i words = _mm_packs_epi32(_mm256_castsi256_si128(a), _mm256_extracti128_si256(a, 1));
        if constexpr (Out == cell::u8) {
            __m128i bytes = _mm_packus_epi16(words, words);
            bytes = _mm_max_epu8(bytes, _mm256_castsi256_si128(c.lo));
            bytes = _mm_min_epu8(bytes, _mm256_castsi256_si128(c.hi));
            _mm_storel_epi64(reinterpret_cast<__m128i*>(y), bytes);
        } else if constexpr (Out == cell::s16) {
            words = _mm_max_epi16(words, _mm256_castsi256_si128(c.lo));
            words = _mm_min_epi16(words, _mm256_castsi256_si128(c.hi));
            _mm_storeu_si128(reinterpret_cast<__m128i*>(y), words);
        } else {
            store(y, min(max(a, c.lo), c.hi));
        }
    }
    /// Four vectors as saturated bytes: in each 128 bits four of a, then of b, c and d.
    WIDTHWISE_OP v pack_bytes(v a, v b, v c, v d) { return pack8(pack16(a, b), pack16(c, d)); }
    /// Those as a, b, c and d follow one another.
    WIDTHWISE_OP v bytes_in_order(v a) {
        return _mm256_permutevar8x32_epi32(a, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
    }
    /// Saturated words: in each 128 bits four of a, then of b. Bytes, the same of words.
    WIDTHWISE_OP v pack16(v a, v b) { return _mm256_packs_epi32(a, b); }
    WIDTHWISE_OP v pack8(v a, v b) { return _mm256_packus_epi16(a, b); }
    /// The 4 x 4 bytes of each 128 bits, transposed.
    WIDTHWISE_OP v turn_bytes(v a) {
        return _mm256_shuffle_epi8(a, _mm256_setr_epi8(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7,
                                                       11, 15, 0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10,
                                                       14, 3, 7, 11, 15));
    }
    /// The 2 x 4 words of each 128 bits, transposed.
    WIDTHWISE_OP v turn_words(v a) {
        return _mm256_shuffle_epi8(a, _mm256_setr_epi8(0, 1, 8, 9, 2, 3, 10, 11, 4, 5, 12, 13, 6, 7,
                                                       14, 15, 0, 1, 8, 9, 2, 3, 10, 11, 4, 5, 12,
                                                       13, 6, 7, 14, 15));
    }
    /// Of each 128 bits, dwords 0 and 2 of a, then of b; dwords 1 and 3.
    WIDTHWISE_OP v even_words(v a, v b) {
        return _mm256_castps_si256(
            _mm256_shuffle_ps(_mm256_castsi256_ps(a), _mm256_castsi256_ps(b), 0x88));
    }
    WIDTHWISE_OP v odd_words(v a, v b) {
        return _mm256_castps_si256(
            _mm256_shuffle_ps(_mm256_castsi256_ps(a), _mm256_castsi256_ps(b), 0xDD));
    }
    WIDTHWISE_OP v min16(v a, v b) { return _mm256_min_epi16(a, b); }
    WIDTHWISE_OP v max16(v a, v b) { return _mm256_max_epi16(a, b); }
    WIDTHWISE_OP v min8(v a, v b) { return _mm256_min_epu8(a, b); }
    WIDTHWISE_OP v max8(v a, v b) { return _mm256_max_epu8(a, b); }
    /// 128 bits each, `pitch` bytes apart.
    WIDTHWISE_OP void store_quarters(std::byte* y, std::ptrdiff_t pitch, v a) {
        _mm_storeu_si128(reinterpret_cast<__m128i*>(y), _mm256_castsi256_si128(a));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(y + pitch), _mm256_extracti128_si256(a, 1));
    }
#undef WIDTHWISE_OP
};
