// SPDX-License-Identifier: Apache-2.0
// Weights and activations of one bit each: 32 products by one `and`, counted by a look-up of their
// halves of bytes, in bytes that hold the counts of 31 steps.

/// Bits of `count` cells, one where a cell is not 0 (u8: raw + offset is 0, 1 or 2), zeros up to a
/// whole word. Returns how many are set.
inline int pack_bits(std::byte const* x, int count, std::uint32_t* words) {
    int set = 0;
    for (int first = 0; first < count; first += 32) {
        std::uint32_t word = 0;
        for (int i = first; i < first + 32 && i < count; i += 8) {
            std::uint64_t cells = 0;
            std::memcpy(&cells, x + i, static_cast<std::size_t>(count - i < 8 ? count - i : 8));
            // 0, 1, 2 per byte to one bit per byte, then the eight bits to the top byte.
            std::uint64_t const ones = (cells | cells >> 1) & 0x0101010101010101u;
            word |= static_cast<std::uint32_t>(ones * 0x0102040810204080u >> 56) << (i - first);
        }
        words[first / 32] = word;
        set += __builtin_popcount(word);
    }
    return set;
}

/// acc[m][n] = start + product * |bits(x[m]) & bits(w[n])| + input * |bits(x[m])|
template <class End, int Rows, int Panels>
WIDTHWISE_TARGET void tile_bits(gemm_task const& t, std::uint32_t const* const (&x)[Rows],
                                int const (&set)[Rows], int words, int panel, std::byte* y) {
    alignas(16) constexpr std::int8_t count[16] = {0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4};
    ops::v const table = ops::table(count);
    ops::v acc[Rows][Panels];
    std::byte const* w = t.weights + static_cast<std::size_t>(panel) * t.panel_bytes;
    WIDTHWISE_UNROLL
    for (int m = 0; m < Rows; ++m) {
        WIDTHWISE_UNROLL
        for (int n = 0; n < Panels; ++n) {
            acc[m][n] = ops::zero();
        }
    }
    for (int first = 0; first < words; first += 31) { // 31 * 8 counts fit a byte
        int const end = first + 31 < words ? first + 31 : words;
        ops::v sum[Rows][Panels];
        WIDTHWISE_UNROLL
        for (int m = 0; m < Rows; ++m) {
            WIDTHWISE_UNROLL
            for (int n = 0; n < Panels; ++n) {
                sum[m][n] = ops::zero();
            }
        }
        for (int k = first; k < end; ++k, w += ops::lanes * 4) {
            WIDTHWISE_UNROLL
            for (int n = 0; n < Panels; ++n) {
                ops::v const weight = ops::load(
                    static_cast<void const*>(w + static_cast<std::size_t>(n) * t.panel_bytes));
                WIDTHWISE_UNROLL
                for (int m = 0; m < Rows; ++m) {
                    ops::v const both =
                        ops::bits_and(weight, ops::broadcast(static_cast<void const*>(x[m] + k)));
                    // Bytes never carry into one another: any addition adds them.
                    sum[m][n] =
                        ops::add(sum[m][n], ops::add(ops::template lookup<4>(table, both, 0),
                                                     ops::template lookup<4>(table, both, 1)));
                }
            }
        }
        WIDTHWISE_UNROLL
        for (int m = 0; m < Rows; ++m) {
            WIDTHWISE_UNROLL
            for (int n = 0; n < Panels; ++n) {
                acc[m][n] = ops::dot8(acc[m][n], sum[m][n], ops::set8(1));
            }
        }
    }
    WIDTHWISE_UNROLL
    for (int n = 0; n < Panels; ++n) {
        ops::v const start =
            ops::load(static_cast<void const*>(t.start + (panel + n) * ops::lanes));
        WIDTHWISE_UNROLL
        for (int m = 0; m < Rows; ++m) {
            ops::v const counted = ops::mul(acc[m][n], ops::set(t.bit_product));
            acc[m][n] = ops::add(ops::add(start, counted), ops::set(t.bit_input * set[m]));
        }
    }
    store_tile<End, Rows, Panels>(t, acc, panel, y);
}

/// The whole product, at most 65536 inputs: rows by threes, their bits packed once for all panels.
template <class End>
WIDTHWISE_TARGET void gemm_bits(gemm_task const& t, std::byte const* x, std::byte* y, int rows) {
    int const panels = (t.outputs + ops::lanes - 1) / ops::lanes;
    int const run = (t.run + 31) / 32, words = run * t.segments;
    constexpr int most = 3;
    std::uint32_t bits[most * 2048];
    for (int row = 0; row < rows; row += most) {
        int const here = rows - row < most ? rows - row : most;
        int set[most] = {};
        for (int m = 0; m < here; ++m) {
            std::byte const* const from =
                x + (t.row_offset != nullptr ? t.row_offset[row + m] : (row + m) * t.row_bytes);
            for (int s = 0; s < t.segments; ++s) {
                set[m] += pack_bits(from + t.segment_at(s), t.run, bits + m * words + s * run);
            }
        }
        std::byte* const to = y + row * t.out_bytes;
        int panel = 0;
        if (here == most) {
            std::uint32_t const* const at[3] = {bits, bits + words, bits + 2 * words};
            for (; panel + 2 <= panels; panel += 2) {
                tile_bits<End, 3, 2>(t, at, set, words, panel, to);
            }
            if (panel < panels) {
                tile_bits<End, 3, 1>(t, at, set, words, panel, to);
            }
            continue;
        }
        for (int m = 0; m < here; ++m) {
            std::uint32_t const* const at[1] = {bits + m * words};
            int const own[1] = {set[m]};
            for (panel = 0; panel + 4 <= panels; panel += 4) {
                tile_bits<End, 1, 4>(t, at, own, words, panel, to + m * t.out_bytes);
            }
            for (; panel + 2 <= panels; panel += 2) {
                tile_bits<End, 1, 2>(t, at, own, words, panel, to + m * t.out_bytes);
            }
            if (panel < panels) {
                tile_bits<End, 1, 1>(t, at, own, words, panel, to + m * t.out_bytes);
            }
        }
    }
}
