// SPDX-License-Identifier: Apache-2.0
// Exact sums of more than 32 bits (kernels/wide.hpp).

/// What low has beyond `shift` bits goes to high, where it belongs.
template <int Rows, int Panels>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
carry(wide_task const& c, ops::v (&high)[Rows][Panels], ops::v (&low)[Rows][Panels]) {
    ops::v const kept = ops::set((1 << c.shift) - 1);
    WIDTHWISE_UNROLL
    for (int m = 0; m < Rows; ++m) {
        WIDTHWISE_UNROLL
        for (int n = 0; n < Panels; ++n) {
            high[m][n] = ops::add(high[m][n], ops::shift_right(low[m][n], c.shift));
            low[m][n] = ops::bits_and(low[m][n], kept);
        }
    }
}

/// y[Rows, Panels * lanes], x and w in 16 bits: w = 2^shift high + low with 0 <= low < 2^shift,
/// taken apart in registers.
template <int Rows, int Panels>
WIDTHWISE_TARGET void wide_tile(gemm_task const& t, std::byte const* const (&x)[Rows], int panel,
                                std::byte* y) {
    wide_task const& c = *t.wide;
    ops::v high[Rows][Panels], low[Rows][Panels];
    WIDTHWISE_UNROLL
    for (int n = 0; n < Panels; ++n) {
        std::int32_t const* const start = t.start + (panel + n) * ops::lanes;
        ops::v const above = ops::load(static_cast<void const*>(start));
        ops::v const below = ops::load(static_cast<void const*>(start + c.starts));
        WIDTHWISE_UNROLL
        for (int m = 0; m < Rows; ++m) {
            high[m][n] = above;
            low[m][n] = below;
        }
    }
    ops::v const kept = ops::set16(static_cast<std::int16_t>((1 << c.shift) - 1));
    ops::v const down = ops::set16(static_cast<std::int16_t>(1 << (16 - c.shift)));
    std::byte const* w = t.weights + static_cast<std::size_t>(panel) * t.panel_bytes;
    int left = c.block;
    for (int s = 0; s < t.segments; ++s) {
        std::ptrdiff_t const at = t.segment_at(s);
        for (int k = 0; k < t.groups;) {
            int const end = t.groups - k < left ? t.groups : k + left;
            left -= end - k;
            for (; k < end; ++k, w += ops::lanes * 4) {
                ops::v above[Panels], below[Panels];
                WIDTHWISE_UNROLL
                for (int n = 0; n < Panels; ++n) {
                    ops::v const weight = ops::load(
                        static_cast<void const*>(w + static_cast<std::size_t>(n) * t.panel_bytes));
                    above[n] = ops::mul16_high(weight, down);
                    below[n] = ops::bits_and(weight, kept);
                }
                WIDTHWISE_UNROLL
                for (int m = 0; m < Rows; ++m) {
                    ops::v const in = ops::broadcast(static_cast<void const*>(x[m] + at + 4 * k));
                    WIDTHWISE_UNROLL
                    for (int n = 0; n < Panels; ++n) {
                        high[m][n] = ops::dot16(high[m][n], in, above[n]);
                        low[m][n] = ops::dot16(low[m][n], in, below[n]);
                    }
                }
            }
            if (left == 0) {
                carry(c, high, low);
                left = c.block;
            }
        }
    }
    carry(c, high, low);
    WIDTHWISE_UNROLL
    for (int m = 0; m < Rows; ++m) {
        WIDTHWISE_UNROLL
        for (int n = 0; n < Panels; n += Panels % 2 == 0 ? 2 : 1) {
            wide_store<Panels % 2 == 0 ? 2 : 1>(t, &high[m][n], &low[m][n], panel + n,
                                                y + m * t.out_bytes);
        }
    }
}
/// Rows [row, row + count) of Panels panels, one tile after the other.
template <int Rows, int Panels>
WIDTHWISE_TARGET inline void wide_column(gemm_task const& t, std::byte const* x, std::byte* y,
                                         int row, int end, int panel) {
    for (; row < end; row += Rows) {
        std::byte const* at[Rows];
        for (int m = 0; m < Rows; ++m) {
            at[m] = x + (t.row_offset != nullptr ? t.row_offset[row + m] : (row + m) * t.row_bytes);
        }
        wide_tile<Rows, Panels>(t, at, panel, y + row * t.out_bytes);
    }
}

/// One panel of Rows rows, x and w in 32 bits: lanes / 2 outputs.
template <int Rows>
WIDTHWISE_TARGET inline void wide_tile_s32(gemm_task const& t, std::byte const* const (&x)[Rows],
                                           int panel, std::byte* y) {
    constexpr int lanes = ops::lanes / 2;
    wide_task const& c = *t.wide;
    std::byte const* w = t.weights + static_cast<std::size_t>(panel) * t.panel_bytes;
    ops::v sum[Rows];
    WIDTHWISE_UNROLL
    for (int m = 0; m < Rows; ++m) {
        sum[m] = ops::zero();
    }
    for (int s = 0; s < t.segments; ++s) {
        std::ptrdiff_t const at = t.segment_at(s);
        for (int k = 0; k < t.groups; ++k, w += ops::lanes * 4) {
            ops::v const weight = ops::load(static_cast<void const*>(w));
            WIDTHWISE_UNROLL
            for (int m = 0; m < Rows; ++m) {
                ops::v const in = ops::broadcast(static_cast<void const*>(x[m] + at + 4 * k));
                sum[m] = ops::add64(sum[m], ops::mul_even(in, weight));
            }
        }
    }
    int const first = panel * lanes, left = t.outputs - first;
    std::size_t const at = static_cast<std::size_t>(first) * c.cell_bytes;
    WIDTHWISE_UNROLL
    for (int m = 0; m < Rows; ++m) {
        alignas(64) std::int64_t total[lanes];
        ops::store(total, sum[m]);
        for (int lane = 0; lane < lanes; ++lane) {
            total[lane] =
                static_cast<std::int64_t>((static_cast<std::uint64_t>(total[lane]) << c.up) +
                                          static_cast<std::uint64_t>(c.start[first + lane]));
        }
        c.store(c.end, total, left < lanes ? left : lanes, y + m * t.out_bytes + at);
    }
}

template <int Rows>
WIDTHWISE_TARGET inline void wide_rows(gemm_task const& t, std::byte const* x, std::byte* y,
                                       int row) {
    std::byte const* at[Rows];
    for (int m = 0; m < Rows; ++m) {
        at[m] = x + (t.row_offset != nullptr ? t.row_offset[row + m] : (row + m) * t.row_bytes);
    }
    constexpr int lanes = ops::lanes / 2;
    int const panels = (t.outputs + lanes - 1) / lanes;
    for (int panel = 0; panel < panels; ++panel) {
        wide_tile_s32<Rows>(t, at, panel, y + row * t.out_bytes);
    }
}

/// The whole product.
template <bool Words>
WIDTHWISE_TARGET inline void gemm_wide(gemm_task const& t, std::byte const* x, std::byte* y,
                                       int rows) {
    if constexpr (Words) {
        constexpr int tall = ops::registers == 32 ? 6 : 3;
        int const panels = (t.outputs + ops::lanes - 1) / ops::lanes;
        int const whole = rows / tall * tall, threes = rows / 3 * 3;
        int panel = 0;
        for (; panel + 2 <= panels && threes > 0; panel += 2) {
            wide_column<tall, 2>(t, x, y, 0, whole, panel);
            wide_column<3, 2>(t, x, y, whole, threes, panel);
        }
        if (panel < panels) {
            wide_column<3, 1>(t, x, y, 0, threes, panel);
        }
        panel = 0; // what is left: many panels hide the latency
        for (; panel + 4 <= panels; panel += 4) {
            wide_column<1, 4>(t, x, y, threes, rows, panel);
        }
        for (; panel + 2 <= panels; panel += 2) {
            wide_column<1, 2>(t, x, y, threes, rows, panel);
        }
        if (panel < panels) {
            wide_column<1, 1>(t, x, y, threes, rows, panel);
        }
    } else {
        int row = 0;
        for (; row + 6 <= rows; row += 6) {
            wide_rows<6>(t, x, y, row);
        }
        for (; row < rows; ++row) {
            wide_rows<1>(t, x, y, row);
        }
    }
}
