// SPDX-License-Identifier: Apache-2.0
// The matrix kernels, written once: `ops` and WIDTHWISE_TARGET are the tier that includes this.

/// One row has few sums, each of which would wait for the one before: groups take turns in
/// `chains` of them.
template <int Rows, int Panels>
constexpr int chains = Rows > 1      ? 1
                       : Panels >= 4 ? 2
                                     : 4;

template <int Bits>
WIDTHWISE_TARGET inline __attribute__((always_inline)) ops::v weight_of(dot_s16<Bits>,
                                                                        std::byte const* from) {
    return Bits == 8 ? ops::load_s8(from) : ops::load(static_cast<void const*>(from));
}
WIDTHWISE_TARGET inline __attribute__((always_inline)) ops::v weight_of(dot_u8<1>,
                                                                        std::byte const* from) {
    return ops::load(static_cast<void const*>(from));
}
template <int Bits>
WIDTHWISE_TARGET inline __attribute__((always_inline)) ops::v dot_of(dot_s16<Bits>, ops::v sum,
                                                                     ops::v in, ops::v weight) {
    return ops::dot16(sum, in, weight);
}
WIDTHWISE_TARGET inline __attribute__((always_inline)) ops::v dot_of(dot_u8<1>, ops::v sum,
                                                                     ops::v in, ops::v weight) {
    return ops::dot8(sum, in, weight);
}
/// The same as accumulate() below, of one row.
template <class Dot, int Panels>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
accumulate_row(ops::v (&acc)[1][Panels], gemm_task const& t, std::byte const* x, std::byte const* w,
               std::ptrdiff_t step) {
    constexpr int count = chains<1, Panels>;
    ops::v sum[count][Panels];
    WIDTHWISE_UNROLL
    for (int n = 0; n < Panels; ++n) {
        sum[0][n] = acc[0][n];
        WIDTHWISE_UNROLL
        for (int c = 1; c < count; ++c) {
            sum[c][n] = ops::zero();
        }
    }
    for (int s = 0; s < t.segments; ++s) {
        std::byte const* at = x + t.segment_at(s);
        int k = 0;
        for (; k + count <= t.groups; k += count, at += count * 4, w += count * step) {
            WIDTHWISE_UNROLL
            for (int c = 0; c < count; ++c) {
                ops::v const in = ops::broadcast(static_cast<void const*>(at + c * 4));
                WIDTHWISE_UNROLL
                for (int n = 0; n < Panels; ++n) {
                    std::byte const* const from =
                        w + c * step + static_cast<std::size_t>(n) * t.panel_bytes;
                    sum[c][n] = dot_of(Dot{}, sum[c][n], in, weight_of(Dot{}, from));
                }
            }
        }
        for (; k < t.groups; ++k, at += 4, w += step) {
            ops::v const in = ops::broadcast(static_cast<void const*>(at));
            WIDTHWISE_UNROLL
            for (int n = 0; n < Panels; ++n) {
                std::byte const* const from = w + static_cast<std::size_t>(n) * t.panel_bytes;
                sum[0][n] = dot_of(Dot{}, sum[0][n], in, weight_of(Dot{}, from));
            }
        }
    }
    WIDTHWISE_UNROLL
    for (int n = 0; n < Panels; ++n) {
        WIDTHWISE_UNROLL
        for (int c = 1; c < count; ++c) {
            sum[0][n] = ops::add(sum[0][n], sum[c][n]);
        }
        acc[0][n] = sum[0][n];
    }
}

/// acc[m][n] += x[row m] . w[panel n], over all segments and groups.
template <int Rows, int Panels, int Bits>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
accumulate(dot_s16<Bits>, ops::v (&acc)[Rows][Panels], gemm_task const& t,
           std::byte const* const (&x)[Rows], std::byte const* w) {
    constexpr int step = ops::lanes * 2 * (Bits == 8 ? 1 : 2);
    if constexpr (Rows == 1 && Panels <= 4) {
        return accumulate_row<dot_s16<Bits>>(acc, t, x[0], w, step);
    }
    for (int s = 0; s < t.segments; ++s) {
        std::ptrdiff_t const at = t.segment_at(s);
        for (int k = 0; k < t.groups; ++k, w += step) {
            ops::v weight[Panels];
            WIDTHWISE_UNROLL
            for (int n = 0; n < Panels; ++n) {
                std::byte const* const from = w + static_cast<std::size_t>(n) * t.panel_bytes;
                weight[n] =
                    Bits == 8 ? ops::load_s8(from) : ops::load(static_cast<void const*>(from));
            }
            WIDTHWISE_UNROLL
            for (int m = 0; m < Rows; ++m) {
                ops::v const in = ops::broadcast(static_cast<void const*>(x[m] + at + 4 * k));
                WIDTHWISE_UNROLL
                for (int n = 0; n < Panels; ++n) {
                    acc[m][n] = ops::dot16(acc[m][n], in, weight[n]);
                }
            }
        }
    }
}

/// u8 x s8, each step widened to 32 bits (or summed there at once, where the tier can).
template <int Rows, int Panels>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
accumulate(dot_u8<1>, ops::v (&acc)[Rows][Panels], gemm_task const& t,
           std::byte const* const (&x)[Rows], std::byte const* w) {
    if constexpr (Rows == 1 && Panels <= 4) {
        return accumulate_row<dot_u8<1>>(acc, t, x[0], w, ops::lanes * 4);
    }
    for (int s = 0; s < t.segments; ++s) {
        std::ptrdiff_t const at = t.segment_at(s);
        for (int k = 0; k < t.groups; ++k, w += ops::lanes * 4) {
            ops::v weight[Panels];
            WIDTHWISE_UNROLL
            for (int n = 0; n < Panels; ++n) {
                weight[n] = ops::load(
                    static_cast<void const*>(w + static_cast<std::size_t>(n) * t.panel_bytes));
            }
            WIDTHWISE_UNROLL
            for (int m = 0; m < Rows; ++m) {
                ops::v const in = ops::broadcast(static_cast<void const*>(x[m] + at + 4 * k));
                WIDTHWISE_UNROLL
                for (int n = 0; n < Panels; ++n) {
                    acc[m][n] = ops::dot8(acc[m][n], in, weight[n]);
                }
            }
        }
    }
}

/// u8 x s8 in 16 bits over the whole sum, widened once: the load has proven that it fits.
template <int Rows, int Panels>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
accumulate(dot_u8<0>, ops::v (&acc)[Rows][Panels], gemm_task const& t,
           std::byte const* const (&x)[Rows], std::byte const* w) {
    ops::v sum[Rows][Panels];
    WIDTHWISE_UNROLL
    for (int m = 0; m < Rows; ++m) {
        WIDTHWISE_UNROLL
        for (int n = 0; n < Panels; ++n) {
            sum[m][n] = ops::zero();
        }
    }
    for (int s = 0; s < t.segments; ++s) {
        std::ptrdiff_t const at = t.segment_at(s);
        for (int k = 0; k < t.groups; ++k, w += ops::lanes * 4) {
            ops::v weight[Panels];
            WIDTHWISE_UNROLL
            for (int n = 0; n < Panels; ++n) {
                weight[n] = ops::load(
                    static_cast<void const*>(w + static_cast<std::size_t>(n) * t.panel_bytes));
            }
            WIDTHWISE_UNROLL
            for (int m = 0; m < Rows; ++m) {
                ops::v const in = ops::broadcast(static_cast<void const*>(x[m] + at + 4 * k));
                WIDTHWISE_UNROLL
                for (int n = 0; n < Panels; ++n) {
                    sum[m][n] = ops::add16(sum[m][n], ops::dot8_pairs(in, weight[n]));
                }
            }
        }
    }
    WIDTHWISE_UNROLL
    for (int m = 0; m < Rows; ++m) {
        WIDTHWISE_UNROLL
        for (int n = 0; n < Panels; ++n) {
            acc[m][n] = ops::dot16(acc[m][n], sum[m][n], ops::set16(1));
        }
    }
}

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

/// The whole product.
template <class Dot, class End>
WIDTHWISE_TARGET void gemm(gemm_task const& t, std::byte const* x, std::byte* y, int rows) {
    int const panels = (t.outputs + ops::lanes - 1) / ops::lanes;
    int panel = 0;
    if (rows < 3) { // many panels hide the latency, and share what is broadcast
        for (int row = 0; row < rows; ++row, y += t.out_bytes) {
            std::byte const* const at[1] = {
                x + (t.row_offset != nullptr ? t.row_offset[row] : row * t.row_bytes)};
            panel = 0;
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
