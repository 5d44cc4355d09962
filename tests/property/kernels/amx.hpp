// SPDX-License-Identifier: Apache-2.0
#pragma once
// AMX on any CPU: the tile instructions as Intel's manual writes them, under their intrinsics'
// names. Tiles are read and written as they are configured; to use one that is not is an error here
// as it is there.

#include <cstdint>
#include <cstring>
#include <stdexcept>

namespace kernel_tests::amx {

struct tile {
    unsigned char byte[16][64];
};
struct state {
    bool configured = false;
    unsigned char config[64] = {};
    tile t[8] = {};

    int row_bytes(int i) const {
        std::uint16_t n;
        std::memcpy(&n, config + 16 + 2 * i, sizeof n);
        return n;
    }
    int rows(int i) const { return config[48 + i]; }
    tile& at(int i) {
        if (!configured || rows(i) == 0 || rows(i) > 16 || row_bytes(i) > 64) {
            throw std::logic_error("#UD: a tile that is not configured");
        }
        return t[i];
    }
};
inline thread_local state now;

inline void load_config(void const* from) {
    std::memcpy(now.config, from, 64);
    now.configured = now.config[0] == 1;
    std::memset(now.t, 0, sizeof now.t);
}
inline void release() { now = state{}; }
inline void load(int d, void const* base, std::ptrdiff_t stride) {
    tile& t = now.at(d);
    std::memset(&t, 0, sizeof t);
    for (int m = 0; m < now.rows(d); ++m) {
        std::memcpy(t.byte[m], static_cast<char const*>(base) + m * stride,
                    static_cast<std::size_t>(now.row_bytes(d)));
    }
}
inline void store(int s, void* base, std::ptrdiff_t stride) {
    tile const& t = now.at(s);
    for (int m = 0; m < now.rows(s); ++m) {
        std::memcpy(static_cast<char*>(base) + m * stride, t.byte[m],
                    static_cast<std::size_t>(now.row_bytes(s)));
    }
}
/// TDPBUSD: c[m][n] += sum over k, j of u8 a[m][4 k + j] * s8 b[k][4 n + j], modulo 2^32.
inline void dot(int c, int a, int b) {
    tile& sum = now.at(c);
    tile const &x = now.at(a), &w = now.at(b);
    if (now.rows(a) != now.rows(c) || now.row_bytes(a) != 4 * now.rows(b) ||
        now.row_bytes(b) != now.row_bytes(c)) {
        throw std::logic_error("#UD: tiles that do not fit each other");
    }
    for (int m = 0; m < now.rows(c); ++m) {
        for (int n = 0; n < now.row_bytes(c) / 4; ++n) {
            std::uint32_t s;
            std::memcpy(&s, sum.byte[m] + 4 * n, 4);
            for (int k = 0; k < now.rows(b); ++k) {
                for (int j = 0; j < 4; ++j) {
                    int const weight = static_cast<std::int8_t>(w.byte[k][4 * n + j]);
                    s += static_cast<std::uint32_t>(int{x.byte[m][4 * k + j]} * weight);
                }
            }
            std::memcpy(sum.byte[m] + 4 * n, &s, 4);
        }
    }
}

} // namespace kernel_tests::amx

#undef _tile_loadconfig
#undef _tile_release
#undef _tile_loadd
#undef _tile_stored
#undef _tile_dpbusd
#define _tile_loadconfig(from) kernel_tests::amx::load_config(from)
#define _tile_release() kernel_tests::amx::release()
#define _tile_loadd(d, base, stride) kernel_tests::amx::load(d, base, stride)
#define _tile_stored(s, base, stride) kernel_tests::amx::store(s, base, stride)
#define _tile_dpbusd(c, a, b) kernel_tests::amx::dot(c, a, b)
