// SPDX-License-Identifier: Apache-2.0
#pragma once
#if defined(__x86_64__)
#include <cpuid.h>
#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>
#endif
#endif

namespace widthwise::isa {

/// The instruction sets that kernels are written for, from plain to preferred. scalar is the
/// layers' own forward, the specification.
enum class tier : unsigned char {
    scalar,
    sse4,
    avx2,
    avx_vnni,
    avx512,
    avx512_vnni,
    amx_int8,
    neon
};

inline constexpr tier all_tiers[] = {tier::scalar,   tier::sse4,   tier::avx2,
                                     tier::avx_vnni, tier::avx512, tier::avx512_vnni,
                                     tier::amx_int8, tier::neon};

constexpr char const* name_of(tier t) {
    constexpr char const* names[] = {"scalar", "sse4",        "avx2",     "avx_vnni",
                                     "avx512", "avx512_vnni", "amx_int8", "neon"};
    return names[static_cast<int>(t)];
}

/// Is it left out of this program (core/config.hpp)?
constexpr bool is_left_out(tier t) {
    switch (t) {
#if defined(WIDTHWISE_WITHOUT_SSE4)
    case tier::sse4:
        return true;
#endif
#if defined(WIDTHWISE_WITHOUT_AVX_VNNI)
    case tier::avx_vnni:
        return true;
#endif
#if defined(WIDTHWISE_WITHOUT_AVX512)
    case tier::avx512:
    case tier::avx512_vnni:
        return true;
#endif
#if defined(WIDTHWISE_WITHOUT_AMX)
    case tier::amx_int8:
        return true;
#endif
    default:
        return false;
    }
}

#if defined(__x86_64__)
namespace detail {
/// Leaf 7: {EDX of part 0, EAX of part 1}; zeros where the CPU has no such leaf.
struct leaf7 {
    unsigned edx0 = 0;
    unsigned eax1 = 0;
};
inline leaf7 read_leaf7() {
    leaf7 found;
    unsigned a = 0, b = 0, c = 0, d = 0;
    if (__get_cpuid_count(7, 0, &a, &b, &c, &d) != 0) {
        found.edx0 = d;
        if (a >= 1 && __get_cpuid_count(7, 1, &a, &b, &c, &d) != 0) {
            found.eax1 = a;
        }
    }
    return found;
}

/// Asks Linux once per process to save the tiles of its threads; it may refuse. Elsewhere nobody
/// can be asked.
inline bool tiles_permitted() {
#if defined(__linux__)
    static bool const permitted = [] {
        unsigned low = 0, high = 0;
        __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0)); // who has AVX2 has xgetbv
        constexpr unsigned tiles = 3u << 17;
        constexpr long request = 0x1023, tile_data = 18; // ARCH_REQ_XCOMP_PERM
        return (low & tiles) == tiles && syscall(SYS_arch_prctl, request, tile_data) == 0;
    }();
    return permitted;
#else
    return false;
#endif
}
} // namespace detail
#endif

/// Can this CPU (and its operating system) run the tier, and is it compiled in?
inline bool has(tier t) {
    if (t == tier::scalar || is_left_out(t)) {
        return t == tier::scalar;
    }
#if defined(WIDTHWISE_EMULATED) // those that the CPU has not (core/config.hpp)
    return t > tier::avx2 && t < tier::neon;
#elif defined(__x86_64__)
    __builtin_cpu_init();
    bool const avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                      __builtin_cpu_supports("popcnt");
    bool const avx512 = avx2 && __builtin_cpu_supports("avx512f") &&
                        __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
                        __builtin_cpu_supports("avx512vl");
    bool const avx512_vnni = avx512 && __builtin_cpu_supports("avx512vnni");
    switch (t) {
    case tier::sse4:
        return __builtin_cpu_supports("sse4.1");
    case tier::avx2:
        return avx2;
    case tier::avx_vnni:
        return avx2 && (detail::read_leaf7().eax1 >> 4 & 1u) != 0;
    case tier::avx512:
        return avx512;
    case tier::avx512_vnni:
        return avx512_vnni;
    case tier::amx_int8: // AMX-TILE and AMX-INT8
        return avx512_vnni && (detail::read_leaf7().edx0 >> 24 & 3u) == 3u &&
               detail::tiles_permitted();
    default:
        return false;
    }
#elif defined(__aarch64__)
    return t == tier::neon;
#else
    return false;
#endif
}

/// Does the CPU count the set bits of 512-bit vectors (AVX512_VPOPCNTDQ)?
inline bool has_popcnt512() {
#if defined(WIDTHWISE_EMULATED)
    return true;
#elif defined(__x86_64__)
    __builtin_cpu_init();
    return has(tier::avx512) && __builtin_cpu_supports("avx512vpopcntdq");
#else
    return false;
#endif
}

/// The best tier of this CPU.
inline tier best() {
    tier found = tier::scalar;
    for (tier const t : all_tiers) {
        found = has(t) ? t : found;
    }
    return found;
}

} // namespace widthwise::isa
