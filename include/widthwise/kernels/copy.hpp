// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstring>

namespace widthwise::kernels {

/// n bytes between memory that does not overlap, few and known only as the program runs: in fixed
/// steps, the last of which may repeat bytes. Compilers make a slow loop or a call of a memcpy.
#pragma GCC diagnostic push
// g++-12 warns of an n beyond the array at `from` wherever it cannot tell that there is none.
#pragma GCC diagnostic ignored "-Warray-bounds"
inline __attribute__((always_inline)) void copy_few(std::byte* to, std::byte const* from,
                                                    std::size_t n) {
    if (n >= 16) {
        std::size_t i = 0;
        for (; i + 32 <= n; i += 32) {
            std::memcpy(to + i, from + i, 16);
            std::memcpy(to + i + 16, from + i + 16, 16);
        }
        if (i + 16 <= n) {
            std::memcpy(to + i, from + i, 16);
        }
        std::memcpy(to + n - 16, from + n - 16, 16);
    } else if (n >= 8) {
        std::memcpy(to, from, 8);
        std::memcpy(to + n - 8, from + n - 8, 8);
    } else if (n >= 4) {
        std::memcpy(to, from, 4);
        std::memcpy(to + n - 4, from + n - 4, 4);
    } else {
        if (n >= 2) {
            std::memcpy(to, from, 2);
        }
        if (n % 2 != 0) {
            to[n - 1] = from[n - 1];
        }
    }
}
#pragma GCC diagnostic pop

} // namespace widthwise::kernels
