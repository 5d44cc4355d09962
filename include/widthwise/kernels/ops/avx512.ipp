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
#undef WIDTHWISE_OP
};
#pragma GCC diagnostic pop
