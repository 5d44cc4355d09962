// SPDX-License-Identifier: Apache-2.0
// The matrix kernels, written once: `ops` and WIDTHWISE_TARGET are the tier that includes this.

/// y[Rows, Panels * lanes].
template <class Dot, class End, int Rows, int Panels>
WIDTHWISE_TARGET void tile(gemm_task const& t, std::byte const* const (&x)[Rows], int panel,
                           std::byte* y) {
    ops::v acc[Rows][Panels];
    WIDTHWISE_UNROLL
    for (int n = 0; n < Panels; ++n) {
        ops::v const start =
            ops::load(static_cast<void const*>(t.start + (panel + n) * ops::lanes));
        WIDTHWISE_UNROLL
        for (int m = 0; m < Rows; ++m) {
            acc[m][n] = start;
        }
    }
    accumulate(Dot{}, acc, t, x, t.weights + static_cast<std::size_t>(panel) * t.panel_bytes);
    store_tile<End, Rows, Panels>(t, acc, panel, y);
}

/// One panel count, all rows: tiles of Most rows, then what is left in halves.
template <class Dot, class End, int Most, int Panels>
WIDTHWISE_TARGET void column(gemm_task const& t, std::byte const* x, std::byte* y, int rows,
                             int panel) {
    int row = 0;
    auto const from = [&](int m) WIDTHWISE_TARGET {
        return x + (t.row_offset != nullptr ? t.row_offset[m] : m * t.row_bytes);
    };
    if constexpr (Most == 6) {
        for (; row + 6 <= rows; row += 6) {
            std::byte const* const at[6] = {from(row),     from(row + 1), from(row + 2),
                                            from(row + 3), from(row + 4), from(row + 5)};
            tile<Dot, End, 6, Panels>(t, at, panel, y + row * t.out_bytes);
        }
    }
    if constexpr (Most == 4) {
        for (; row + 4 <= rows; row += 4) {
            std::byte const* const at[4] = {from(row), from(row + 1), from(row + 2), from(row + 3)};
            tile<Dot, End, 4, Panels>(t, at, panel, y + row * t.out_bytes);
        }
    }
    for (; row + 3 <= rows; row += 3) {
        std::byte const* const at[3] = {from(row), from(row + 1), from(row + 2)};
        tile<Dot, End, 3, Panels>(t, at, panel, y + row * t.out_bytes);
    }
    for (; row < rows; ++row) {
        std::byte const* const at[1] = {from(row)};
        tile<Dot, End, 1, Panels>(t, at, panel, y + row * t.out_bytes);
    }
}

/// Sums of 16 bits that are widened on the way share the registers with those of 32.
template <class Dot>
constexpr bool two_sums = false;
template <int Depth, int Bits>
requires(Depth > 1) constexpr bool two_sums<dot_u8<Depth, Bits>> = true;
/// Rows of a tile of two panels, for which there are registers.
template <class Dot>
constexpr int tile_rows = two_sums<Dot> ? 3 : 6;
template <int Depth>
requires(Depth == 1) constexpr int tile_rows<dot_u8<Depth>> = ops::exact_dot8
                                                                      || ops::registers == 32
                                                                  ? 6
                                                                  : 4;

/// Are there registers for six rows of four panels, which load least?
template <class Dot>
constexpr bool wide_tiles = false;
template <>
inline constexpr bool wide_tiles<dot_u8<1>> = ops::registers == 32 && ops::exact_dot8;
template <int Bits>
constexpr bool wide_tiles<dot_s16<Bits>> = ops::registers == 32 && ops::exact_dot8;

/// One row: many panels hide the latency, and share what is broadcast.
template <class Dot, class End>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void row(gemm_task const& t,
                                                                std::byte const* x, std::byte* y) {
    std::byte const* const at[1] = {x};
    int const panels = (t.outputs + ops::lanes - 1) / ops::lanes;
    int panel = 0;
    if constexpr (!two_sums<Dot>) {
        for (; panel + 8 <= panels; panel += 8) {
            tile<Dot, End, 1, 8>(t, at, panel, y);
        }
    }
    for (; panel + 4 <= panels; panel += 4) {
        tile<Dot, End, 1, 4>(t, at, panel, y);
    }
    for (; panel + 2 <= panels; panel += 2) {
        tile<Dot, End, 1, 2>(t, at, panel, y);
    }
    if (panel < panels) {
        tile<Dot, End, 1, 1>(t, at, panel, y);
    }
}

/// The whole product.
template <class Dot, class End>
WIDTHWISE_TARGET void gemm(gemm_task const& t, std::byte const* x, std::byte* y, int rows) {
    int const panels = (t.outputs + ops::lanes - 1) / ops::lanes;
    int panel = 0;
    if (rows < 3) {
        for (int m = 0; m < rows; ++m, y += t.out_bytes) {
            row<Dot, End>(t, x + (t.row_offset != nullptr ? t.row_offset[m] : m * t.row_bytes), y);
        }
        return;
    }
    if constexpr (wide_tiles<Dot>) {
        for (; panel + 4 <= panels; panel += 4) {
            column<Dot, End, 6, 4>(t, x, y, rows, panel);
        }
    }
    for (; panel + 2 <= panels; panel += 2) {
        column<Dot, End, tile_rows<Dot>, 2>(t, x, y, rows, panel);
    }
    if (panel < panels) {
        column<Dot, End, tile_rows<Dot>, 1>(t, x, y, rows, panel);
    }
}
