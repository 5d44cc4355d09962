// SPDX-License-Identifier: Apache-2.0
#include "cpu.hpp"

#if defined(__x86_64__)
#include <cpuid.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace bench::cpu {
namespace {

struct registers {
    unsigned a = 0, b = 0, c = 0, d = 0;
};
registers cpuid(unsigned leaf, unsigned subleaf = 0) {
    registers r;
    if (__get_cpuid_count(leaf, subleaf, &r.a, &r.b, &r.c, &r.d) == 0) {
        return {};
    }
    return r;
}
bool bit(unsigned word, int n) { return (word >> n & 1u) != 0; }

/// Does the operating system save these register states (XCR0)?
bool saves(unsigned states) {
    if (!bit(cpuid(1).c, 27)) { // OSXSAVE
        return false;
    }
    unsigned low = 0, high = 0;
    __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return (low & states) == states;
}
bool saves_ymm() { return saves(0x6); }
bool saves_zmm() { return saves(0xe6); }
bool saves_tiles() { return saves(0x60000); }

} // namespace

bool popcnt() { return bit(cpuid(1).c, 23); }
bool avx2_fma() { return saves_ymm() && bit(cpuid(7).b, 5) && bit(cpuid(1).c, 12); }
bool avx512() {
    unsigned const b = cpuid(7).b;
    return saves_zmm() && bit(b, 16) && bit(b, 17) && bit(b, 30) && bit(b, 31);
}
bool avx_vnni() { return avx2_fma() && bit(cpuid(7, 1).a, 4); }
bool avx512_vnni() { return avx512() && bit(cpuid(7).c, 11); }
bool avx512_popcnt() { return avx512() && bit(cpuid(7).c, 14); }
bool amx_int8() {
    constexpr long request_permission = 0x1023, tile_data = 18;
    static bool const permitted = saves_tiles() && bit(cpuid(7).d, 24) && bit(cpuid(7).d, 25) &&
                                  syscall(SYS_arch_prctl, request_permission, tile_data) == 0;
    return permitted;
}

} // namespace bench::cpu

#else

namespace bench::cpu {
bool popcnt() { return false; }
bool avx2_fma() { return false; }
bool avx512() { return false; }
bool avx_vnni() { return false; }
bool avx512_vnni() { return false; }
bool avx512_popcnt() { return false; }
bool amx_int8() { return false; }
} // namespace bench::cpu

#endif
