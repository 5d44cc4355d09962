// SPDX-License-Identifier: Apache-2.0
// The operations of avx512: lanes, and cells in memory.

#include <widthwise/kernels/ops/avx512_lanes.ipp>

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wsign-conversion"

struct ops : lane_ops {
#define WIDTHWISE_OP WIDTHWISE_TARGET inline __attribute__((always_inline)) static
    /// Output of lane `lane` of vector `half` of a pair: packing interleaves 128-bit quarters, so
    /// the weights are laid in that order and the stored result is in order.
    static constexpr int output_of(int half, int lane) {
        return lane / 4 * 8 + half * 4 + lane % 4;
    }
    WIDTHWISE_OP __m256i low_half(v a) {
        return _mm512_maskz_extracti64x4_epi64(static_cast<__mmask8>(every), a, 0);
    }
    WIDTHWISE_OP v first_of(v a, v b) { ///< lanes 0..15 of a pair's outputs
        return _mm512_permutex2var_epi64(a, _mm512_setr_epi64(0, 1, 8, 9, 2, 3, 10, 11), b);
    }
    WIDTHWISE_OP v second_of(v a, v b) {
        return _mm512_permutex2var_epi64(a, _mm512_setr_epi64(4, 5, 12, 13, 6, 7, 14, 15), b);
    }
    WIDTHWISE_OP void store_pair(cell out, std::byte* y, v a, v b) {
        if (out == cell::u8) {
            v const words = _mm512_max_epi16(_mm512_packs_epi32(a, b), zero());
            _mm256_storeu_si256(reinterpret_cast<__m256i*>(y),
                                _mm512_maskz_cvtusepi16_epi8(~__mmask32{0}, words));
        } else if (out == cell::s16) {
            store(y, _mm512_packs_epi32(a, b));
        } else {
            store(y, first_of(a, b));
            store(y + 64, second_of(a, b));
        }
    }
    WIDTHWISE_OP void store_pair(float* y, f a, f b) {
        v const p = _mm512_castps_si512(a), q = _mm512_castps_si512(b);
        store(static_cast<void*>(y), first_of(p, q));
        store(static_cast<void*>(y + 16), second_of(p, q));
    }
    /// Two vectors in order, as a pair that packing brings back to order.
    WIDTHWISE_OP void interleave(v& a, v& b) {
        v const low = _mm512_maskz_shuffle_i32x4(every, a, b, 0x88);
        b = _mm512_maskz_shuffle_i32x4(every, a, b, 0xDD);
        a = low;
    }
    /// `lanes` cells as 32-bit lanes.
    WIDTHWISE_OP v load_cells(cell in, std::byte const* x) {
        if (in == cell::u8) {
            return _mm512_maskz_cvtepu8_epi32(every,
                                              _mm_loadu_si128(reinterpret_cast<__m128i const*>(x)));
        }
        if (in == cell::s16) {
            return _mm512_maskz_cvtepi16_epi32(
                every, _mm256_loadu_si256(reinterpret_cast<__m256i const*>(x)));
        }
        return load(static_cast<void const*>(x));
    }
    WIDTHWISE_OP void store_one(cell out, std::byte* y, v a) {
        if (out == cell::s32) {
            store(y, a);
        } else if (out == cell::s16) {
            _mm256_storeu_si256(reinterpret_cast<__m256i*>(y),
                                _mm512_maskz_cvtsepi32_epi16(every, a));
        } else {
            _mm_storeu_si128(
                reinterpret_cast<__m128i*>(y),
                _mm512_maskz_cvtusepi32_epi8(every, _mm512_maskz_max_epi32(every, a, zero())));
        }
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
        } else { // bytes are clamped as words: one more step would only narrow them
            std::int32_t const least = Out == cell::u8 ? 0 : -32768;
            std::int32_t const most = Out == cell::u8 ? 255 : 32767;
            return {set16(static_cast<std::int16_t>(lo < least ? least : lo)),
                    set16(static_cast<std::int16_t>(hi > most ? most : hi))};
        }
    }
    template <cell Out>
    WIDTHWISE_OP void store_pair(std::byte* y, v a, v b, limits const& c) {
        if constexpr (Out == cell::s32) {
            store_pair(Out, y, min(max(a, c.lo), c.hi), min(max(b, c.lo), c.hi));
        } else {
            v const words =
                _mm512_min_epi16(_mm512_max_epi16(_mm512_packs_epi32(a, b), c.lo), c.hi);
            if constexpr (Out == cell::u8) {
                _mm256_storeu_si256(reinterpret_cast<__m256i*>(y),
                                    _mm512_maskz_cvtepi16_epi8(~__mmask32{0}, words));
            } else {
                store(y, words);
            }
        }
    }
    template <cell Out>
    WIDTHWISE_OP void store_one(std::byte* y, v a, limits const& c) {
        if constexpr (Out == cell::s32) {
            store(y, min(max(a, c.lo), c.hi));
        } else {
            __m256i words = _mm512_maskz_cvtsepi32_epi16(every, a);
            words = _mm256_max_epi16(words, low_half(c.lo));
            words = _mm256_min_epi16(words, low_half(c.hi));
            if constexpr (Out == cell::u8) {
                _mm_storeu_si128(reinterpret_cast<__m128i*>(y),
                                 _mm256_maskz_cvtepi16_epi8(every, words));
            } else {
                _mm256_storeu_si256(reinterpret_cast<__m256i*>(y), words);
            }
        }
    }
    /// Four vectors as saturated bytes: in each 128 bits four of a, then of b, c and d.
    WIDTHWISE_OP v pack_bytes(v a, v b, v c, v d) { return pack8(pack16(a, b), pack16(c, d)); }
    /// Those as a, b, c and d follow one another.
    WIDTHWISE_OP v bytes_in_order(v a) {
        return _mm512_maskz_permutexvar_epi32(
            every, _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15), a);
    }
    /// Saturated words: in each 128 bits four of a, then of b. Bytes, the same of words.
    WIDTHWISE_OP v pack16(v a, v b) { return _mm512_packs_epi32(a, b); }
    WIDTHWISE_OP v pack8(v a, v b) { return _mm512_packus_epi16(a, b); }
    /// The 4 x 4 bytes of each 128 bits, transposed.
    WIDTHWISE_OP v turn_bytes(v a) {
        return _mm512_shuffle_epi8(
            a, _mm512_set4_epi32(0x0F0B0703, 0x0E0A0602, 0x0D090501, 0x0C080400));
    }
    /// The 2 x 4 words of each 128 bits, transposed.
    WIDTHWISE_OP v turn_words(v a) {
        return _mm512_shuffle_epi8(
            a, _mm512_set4_epi32(0x0F0E0706, 0x0D0C0504, 0x0B0A0302, 0x09080100));
    }
    /// Of each 128 bits, dwords 0 and 2 of a, then of b; dwords 1 and 3.
    WIDTHWISE_OP v even_words(v a, v b) {
        return _mm512_castps_si512(
            _mm512_maskz_shuffle_ps(every, _mm512_castsi512_ps(a), _mm512_castsi512_ps(b), 0x88));
    }
    WIDTHWISE_OP v odd_words(v a, v b) {
        return _mm512_castps_si512(
            _mm512_maskz_shuffle_ps(every, _mm512_castsi512_ps(a), _mm512_castsi512_ps(b), 0xDD));
    }
    WIDTHWISE_OP v min16(v a, v b) { return _mm512_min_epi16(a, b); }
    WIDTHWISE_OP v max16(v a, v b) { return _mm512_max_epi16(a, b); }
    WIDTHWISE_OP v min8(v a, v b) { return _mm512_min_epu8(a, b); }
    WIDTHWISE_OP v max8(v a, v b) { return _mm512_max_epu8(a, b); }
    /// 128 bits each, `pitch` bytes apart.
    WIDTHWISE_OP void store_quarters(std::byte* y, std::ptrdiff_t pitch, v a) {
        __m128i* const to = reinterpret_cast<__m128i*>(y);
        _mm_storeu_si128(to, _mm512_maskz_extracti32x4_epi32(15, a, 0)); // no undefined source
        _mm_storeu_si128(reinterpret_cast<__m128i*>(y + pitch),
                         _mm512_maskz_extracti32x4_epi32(15, a, 1));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(y + 2 * pitch),
                         _mm512_maskz_extracti32x4_epi32(15, a, 2));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(y + 3 * pitch),
                         _mm512_maskz_extracti32x4_epi32(15, a, 3));
    }
    /// Half to even of a, b, c and d times `scale`, as turn_bytes(pack_bytes()) of them: by floats,
    /// whose own rounding it is. Each lane holds the bits of 1.5 * 2^23 + value, |value| < 2^22;
    /// shift = 1.5 * 2^23 * (1 - scale), so that the result is the bits of 1.5 * 2^23 + result.
    WIDTHWISE_OP v round_even_bytes(v a, v b, v c, v d, f scale, f shift) {
        return turn_words(_mm512_packus_epi16(round_even_words(a, b, scale, shift),
                                              round_even_words(c, d, scale, shift)));
    }
    WIDTHWISE_OP v round_even_words(v a, v b, f scale, f shift) {
        constexpr int even = _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC;
        f const low = _mm512_fmadd_round_ps(_mm512_castsi512_ps(a), scale, shift, even);
        f const high = _mm512_fmadd_round_ps(_mm512_castsi512_ps(b), scale, shift, even);
        return _mm512_mask_blend_epi16(
            0xAAAAAAAA, _mm512_castps_si512(low),
            _mm512_maskz_slli_epi32(every, _mm512_castps_si512(high), 16));
    }
#undef WIDTHWISE_OP
};
#pragma GCC diagnostic pop
