// SPDX-License-Identifier: Apache-2.0
//
// What this machine can do at most: multiply-accumulates per second of each instruction the engine
// is built on, and bytes per second read from each level of memory.
#include <cstddef>
#include <cstdint>
#include <vector>

#include <unistd.h>

#include "../support/cpu.hpp"
#include "../support/group.hpp"
#include "../support/peaks.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace {

#if defined(__x86_64__)
__attribute__((target("avx2"))) void read_avx2(std::uint8_t const* from, std::size_t bytes) {
    __m256i acc[8] = {};
    for (std::size_t i = 0; i + 256 <= bytes; i += 256) {
        __m256i const* at = reinterpret_cast<__m256i const*>(from + i);
#define BENCH_READ(k) acc[k] = _mm256_or_si256(acc[k], _mm256_load_si256(at + k))
        BENCH_READ(0);
        BENCH_READ(1);
        BENCH_READ(2);
        BENCH_READ(3);
        BENCH_READ(4);
        BENCH_READ(5);
        BENCH_READ(6);
        BENCH_READ(7);
    }
    __m256i all = _mm256_or_si256(acc[0], acc[1]);
    all = _mm256_or_si256(all, _mm256_or_si256(acc[2], acc[3]));
    all = _mm256_or_si256(all, _mm256_or_si256(acc[4], acc[5]));
    all = _mm256_or_si256(all, _mm256_or_si256(acc[6], acc[7]));
    __asm__ volatile("" : "+x"(all));
}

#else
void read_avx2(std::uint8_t const*, std::size_t) {} // never called: avx2_fma() is false
#endif

void fill_arithmetic(bench::group& g) {
    for (bench::peak const& p : bench::peaks()) {
        bench::contender what;
        what.name = p.name;
        what.kind = "peak";
        what.peak = p.family;
        what.macs = p.macs;
        if (p.present()) {
            g.ours(what, p.run);
        } else {
            g.skip(what, "not on this CPU");
        }
    }
}

/// The size of a cache, or `otherwise` where the system does not say.
std::size_t cache(int which, std::size_t otherwise) {
    long const bytes = sysconf(which);
    return bytes > 0 ? static_cast<std::size_t>(bytes) : otherwise;
}

void fill_memory(bench::group& g) {
    std::size_t const l1 = cache(_SC_LEVEL1_DCACHE_SIZE, 32u << 10);
    std::size_t const l2 = cache(_SC_LEVEL2_CACHE_SIZE, 512u << 10);
    std::size_t const l3 = cache(_SC_LEVEL3_CACHE_SIZE, 8u << 20);
    struct level {
        char const* name;
        std::size_t bytes;
    };
    // Half of what a level holds; from memory, four times what any cache does, 512 MiB at most.
    std::size_t const large = 4 * l3 < (512u << 20) ? 4 * l3 : (512u << 20);
    level const levels[] = {
        {"read/L1", l1 / 2}, {"read/L2", l2 / 2}, {"read/L3", l3 / 2}, {"read/memory", large}};
    for (level const& l : levels) {
        bench::contender what;
        what.name = l.name;
        what.bytes = static_cast<double>(l.bytes / 256 * 256);
        if (!bench::cpu::avx2_fma()) {
            g.skip(what, "not on this CPU");
            continue;
        }
        struct alignas(64) line {
            std::uint8_t bytes[64];
        };
        std::vector<line> data(l.bytes / sizeof(line), line{{1}});
        g.ours(what,
               [data = std::move(data), bytes = l.bytes] { read_avx2(data.front().bytes, bytes); });
    }
}

} // namespace

void bench::list_groups() {
    add_group("peak", fill_arithmetic);
    add_group("read", fill_memory);
}
