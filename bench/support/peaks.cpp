// SPDX-License-Identifier: Apache-2.0
//
// Each loop keeps more accumulators than latency times throughput and depends on nothing else.
#include "peaks.hpp"

#include <cstdint>

#include "cpu.hpp"

#if defined(__x86_64__)
#include <immintrin.h>

namespace {

constexpr int turns = 1000;

// The accumulators by constant index, so that each becomes a register without the help of an
// optimizer's unrolling; a value passed through `renew` is one the compiler must take as new, so
// that no two accumulators are one, and no product leaves its loop.
#define BENCH_6(f) f(0) f(1) f(2) f(3) f(4) f(5)
#define BENCH_12(f) BENCH_6(f) f(6) f(7) f(8) f(9) f(10) f(11)
#define BENCH_RENEW(v) __asm__ volatile("" : "+x"(v))
#define BENCH_RENEW_ZMM(v) __asm__ volatile("" : "+v"(v))
#define BENCH_RENEW_WORD(v) __asm__ volatile("" : "+r"(v))

// name(): `turns` times, for each of `sums` accumulators, acc = BENCH_F(acc, x, w). 12 where the
// accumulating instruction is the long one (4 to 6 cycles, two a cycle), 6 where it is an add.
#define BENCH_START(k)                                                                             \
    acc[k] = x;                                                                                    \
    BENCH_R(acc[k]);
#define BENCH_STEP(k)                                                                              \
    BENCH_R(w);                                                                                    \
    acc[k] = BENCH_F(acc[k], x, w);
#define BENCH_KEEP(k) BENCH_R(acc[k]);
#define BENCH_LOOP(sums, name, isa, type, start)                                                   \
    __attribute__((target(isa))) void name() {                                                     \
        type x = start, w = start, acc[sums];                                                      \
        BENCH_##sums(BENCH_START);                                                                 \
        for (int t = 0; t < turns; ++t) {                                                          \
            BENCH_R(x);                                                                            \
            BENCH_##sums(BENCH_STEP);                                                              \
        }                                                                                          \
        BENCH_##sums(BENCH_KEEP);                                                                  \
    }

// VNNI as instructions: from the intrinsics g++-12 copies every sum twice, at half the speed.
#if defined(__clang__)
#define BENCH_DOT(intrinsic, instruction, acc, x, w) intrinsic(acc, x, w)
#else
#define BENCH_DOT(intrinsic, instruction, acc, x, w)                                               \
    __extension__({                                                                                \
        auto sum = acc;                                                                            \
        __asm__(instruction " {%2, %1, %0|%0, %1, %2}" : "+v"(sum) : "v"(x), "v"(w));              \
        sum;                                                                                       \
    })
#endif

#define BENCH_R BENCH_RENEW
#define BENCH_F(acc, x, w) _mm256_fmadd_ps(x, w, acc)
BENCH_LOOP(12, fma_avx2, "avx2,fma", __m256, _mm256_set1_ps(0.5f))
#undef BENCH_F
#define BENCH_F(acc, x, w) _mm256_add_epi32(acc, _mm256_madd_epi16(x, w))
BENCH_LOOP(6, pmaddwd_avx2, "avx2", __m256i, _mm256_set1_epi16(3))
#undef BENCH_F
// Pairs of bytes, then pairs of words: the second product is by ones.
#define BENCH_F(acc, x, w)                                                                         \
    _mm256_add_epi32(acc, _mm256_madd_epi16(_mm256_maddubs_epi16(x, w), _mm256_set1_epi16(1)))
BENCH_LOOP(6, pmaddubsw_avx2, "avx2", __m256i, _mm256_set1_epi8(3))
#undef BENCH_F
#define BENCH_F(acc, x, w) BENCH_DOT(_mm256_dpbusd_avx_epi32, "%{vex%} vpdpbusd", acc, x, w)
BENCH_LOOP(12, vpdpbusd_avx, "avx2,avxvnni", __m256i, _mm256_set1_epi8(3))
#undef BENCH_F
// One bit, by two look-ups of four bits each, summed in 64-bit lanes.
#define BENCH_F(acc, x, w) _mm256_add_epi64(acc, count_avx2(_mm256_xor_si256(x, w)))
__attribute__((target("avx2"), always_inline)) inline __m256i count_avx2(__m256i v) {
    __m256i const table = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1,
                                           2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
    __m256i const low = _mm256_set1_epi8(15);
    __m256i const lower = _mm256_shuffle_epi8(table, _mm256_and_si256(v, low));
    __m256i const upper =
        _mm256_shuffle_epi8(table, _mm256_and_si256(_mm256_srli_epi16(v, 4), low));
    return _mm256_sad_epu8(_mm256_add_epi8(lower, upper), _mm256_setzero_si256());
}
BENCH_LOOP(6, popcount_avx2, "avx2", __m256i, _mm256_set1_epi8(3))
#undef BENCH_F
#undef BENCH_R
#define BENCH_R BENCH_RENEW_ZMM
#define BENCH_F(acc, x, w) _mm512_fmadd_ps(x, w, acc)
BENCH_LOOP(12, fma_avx512, "avx512f", __m512, _mm512_set1_ps(0.5f))
#undef BENCH_F
#define BENCH_F(acc, x, w) _mm512_add_epi32(acc, _mm512_madd_epi16(x, w))
BENCH_LOOP(6, pmaddwd_avx512, "avx512f,avx512bw", __m512i, _mm512_set1_epi32(3))
#undef BENCH_F
#define BENCH_F(acc, x, w) BENCH_DOT(_mm512_dpwssd_epi32, "vpdpwssd", acc, x, w)
BENCH_LOOP(12, vpdpwssd_avx512, "avx512f,avx512vnni", __m512i, _mm512_set1_epi32(3))
#undef BENCH_F
#define BENCH_F(acc, x, w) BENCH_DOT(_mm512_dpbusd_epi32, "vpdpbusd", acc, x, w)
BENCH_LOOP(12, vpdpbusd_avx512, "avx512f,avx512vnni", __m512i, _mm512_set1_epi32(3))
#undef BENCH_F
#define BENCH_F(acc, x, w) _mm512_add_epi64(acc, _mm512_popcnt_epi64(_mm512_xor_si512(x, w)))
BENCH_LOOP(6, popcount_avx512, "avx512f,avx512vpopcntdq", __m512i, _mm512_set1_epi32(3))
#undef BENCH_F
#undef BENCH_R
#define BENCH_R BENCH_RENEW_WORD
#define BENCH_F(acc, x, w) acc + static_cast<std::uint64_t>(__builtin_popcountll(x ^ w))
BENCH_LOOP(6, popcount_word, "popcnt", std::uint64_t, 3)

struct alignas(64) tile_config {
    std::uint8_t palette = 1, start_row = 0, reserved[14] = {};
    std::uint16_t column_bytes[16] = {64, 64, 64, 64, 64, 64, 64, 64};
    std::uint8_t rows[16] = {16, 16, 16, 16, 16, 16, 16, 16};
};
__attribute__((target("amx-tile,amx-int8"))) void tdpbusd_amx() {
    alignas(64) static std::uint8_t const data[16 * 64] = {};
    tile_config const config;
    _tile_loadconfig(&config);
    _tile_zero(0);
    _tile_zero(1);
    _tile_zero(2);
    _tile_zero(3);
    _tile_loadd(4, data, 64);
    _tile_loadd(5, data, 64);
    _tile_loadd(6, data, 64);
    _tile_loadd(7, data, 64);
    for (int t = 0; t < turns; ++t) {
        _tile_dpbusd(0, 4, 6);
        _tile_dpbusd(1, 4, 7);
        _tile_dpbusd(2, 5, 6);
        _tile_dpbusd(3, 5, 7);
    }
    _tile_release();
}

constexpr double vectors = 12.0 * turns, sixes = 6.0 * turns;
constexpr bench::peak all[] = {
    {"peak/fma/avx2", "fma", bench::cpu::avx2_fma, fma_avx2, vectors * 8},
    {"peak/fma/avx512", "fma", bench::cpu::avx512, fma_avx512, vectors * 16},
    {"peak/pmaddwd/avx2", "int16", bench::cpu::avx2_fma, pmaddwd_avx2, sixes * 16},
    {"peak/pmaddwd/avx512", "int16", bench::cpu::avx512, pmaddwd_avx512, sixes * 32},
    {"peak/vpdpwssd/avx512vnni", "int16", bench::cpu::avx512_vnni, vpdpwssd_avx512, vectors * 32},
    {"peak/pmaddubsw/avx2", "int8", bench::cpu::avx2_fma, pmaddubsw_avx2, sixes * 32},
    {"peak/vpdpbusd/avxvnni", "int8", bench::cpu::avx_vnni, vpdpbusd_avx, vectors * 32},
    {"peak/vpdpbusd/avx512vnni", "int8", bench::cpu::avx512_vnni, vpdpbusd_avx512, vectors * 64},
    {"peak/tdpbusd/amx", "amx", bench::cpu::amx_int8, tdpbusd_amx, 4.0 * turns * 16 * 16 * 64},
    {"peak/popcnt/word", "bit", bench::cpu::popcnt, popcount_word, sixes * 64},
    {"peak/popcnt/avx2", "bit", bench::cpu::avx2_fma, popcount_avx2, sixes * 256},
    {"peak/popcnt/avx512", "bit", bench::cpu::avx512_popcnt, popcount_avx512, sixes * 512},
};

} // namespace

std::vector<bench::peak> bench::peaks() { return {std::begin(all), std::end(all)}; }

#else

std::vector<bench::peak> bench::peaks() { return {}; }

#endif
