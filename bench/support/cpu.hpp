// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What this CPU and its operating system offer, asked of CPUID and not of the compiler's flags.
namespace bench::cpu {
bool popcnt();
bool avx2_fma();
bool avx512(); ///< F, BW, DQ, VL
bool avx_vnni();
bool avx512_vnni();
bool avx512_popcnt();
bool amx_int8(); ///< asks the kernel for permission to use the tiles, once
} // namespace bench::cpu
