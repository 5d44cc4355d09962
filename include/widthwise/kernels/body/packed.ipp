// SPDX-License-Identifier: Apache-2.0
// Packed weights for many rows: two or four panels at a time are unpacked for all of them.

/// Weights of some panels from fields of Bits bits to bytes, as Plain's kernels read them.
template <int Bits>
WIDTHWISE_TARGET inline void unpack_panels(gemm_task const& t, int panel, int panels,
                                           std::size_t plain_bytes, std::byte* to) {
    constexpr int fields = 8 / Bits, vector = ops::lanes * 4;
    ops::v const table = ops::table(t.code.value), turned = ops::set8(-128);
    for (int n = 0; n < panels; ++n) {
        std::byte const* w = t.weights + static_cast<std::size_t>(panel + n) * t.panel_bytes;
        std::byte* y = to + static_cast<std::size_t>(n) * plain_bytes;
        for (int s = 0; s < t.segments; ++s) {
            int k = 0;
            for (; k + fields <= t.groups; k += fields, w += vector) {
                ops::v const packed = ops::bits_xor(ops::load(static_cast<void const*>(w)), turned);
                WIDTHWISE_UNROLL
                for (int j = 0; j < fields; ++j, y += vector) {
                    ops::store(static_cast<void*>(y), ops::template lookup<Bits>(table, packed, j));
                }
            }
            // Or of the slack behind.
            ops::v const packed = ops::bits_xor(ops::load(static_cast<void const*>(w)), turned);
            for (int j = 0; k < t.groups; ++j, ++k, y += vector) {
                ops::store(static_cast<void*>(y), ops::template lookup<Bits>(table, packed, j));
            }
            w += t.groups % fields != 0 ? vector : 0;
        }
    }
}

/// Rows from which unpacking costs less than masks.
constexpr int least_unpacked = 32;

/// Plain: the kernel of bytes. Few rows: weights are looked up on their way into a register, or
/// masked where they lie.
template <class Dot, class Plain, class End>
WIDTHWISE_TARGET void gemm_packed(gemm_task const& t, std::byte const* x, std::byte* y, int rows) {
    constexpr std::size_t room = 64 * 1024; // on the stack
    std::size_t const plain_bytes =
        static_cast<std::size_t>(t.segments) * static_cast<std::size_t>(t.groups * ops::lanes * 4);
    if constexpr (ops::exact_dot8) {
        if (rows < least_unpacked || 2 * plain_bytes > room) {
            return gemm_masked<Dot::bits, End>(t, x, y, rows);
        }
    } else if (rows < 8 || 2 * plain_bytes > room) {
        return gemm<Dot, End>(t, x, y, rows);
    }
    alignas(64) std::byte plain[room];
    int const panels = (t.outputs + ops::lanes - 1) / ops::lanes;
    std::size_t const size = std::is_same_v<End, end_float> ? 4 : bytes_of(t.end.out);
    int count = 0;
    for (int panel = 0; panel < panels; panel += count) {
        int const left = panels - panel;
        count = wide_tiles<Plain> && left >= 4 && 4 * plain_bytes <= room ? 4 : left < 2 ? 1 : 2;
        unpack_panels<Dot::bits>(t, panel, count, plain_bytes, plain);
        gemm_task part = t;
        part.weights = plain;
        part.panel_bytes = plain_bytes;
        part.start = t.start + panel * ops::lanes;
        part.writable = t.writable - panel * ops::lanes;
        std::byte* const to = y + static_cast<std::size_t>(panel * ops::lanes) * size;
        if constexpr (wide_tiles<Plain>) {
            if (count == 4) {
                column<Plain, End, 6, 4>(part, x, to, rows, 0);
                continue;
            }
        }
        if (count == 2) {
            column<Plain, End, tile_rows<Plain>, 2>(part, x, to, rows, 0);
        } else {
            column<Plain, End, tile_rows<Plain>, 1>(part, x, to, rows, 0);
        }
    }
}
