// SPDX-License-Identifier: Apache-2.0
// The matrix kernels, written once: `ops` and WIDTHWISE_TARGET are the tier that includes this.

/// acc[m][n] += x[row m] . w[panel n], over all segments and groups.
template <int Rows, int Panels, int Bits>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
accumulate(dot_s16<Bits>, ops::v (&acc)[Rows][Panels], gemm_task const& t,
           std::byte const* const (&x)[Rows], std::byte const* w) {
    constexpr int step = ops::lanes * 2 * (Bits == 8 ? 1 : 2);
    for (int s = 0; s < t.segments; ++s) {
        std::ptrdiff_t const at = t.segment_at(s);
        for (int k = 0; k < t.groups; ++k, w += step) {
            ops::v weight[Panels];
            WIDTHWISE_UNROLL
            for (int n = 0; n < Panels; ++n) {
                std::byte const* const from = w + static_cast<std::size_t>(n) * t.panel_bytes;
                weight[n] = Bits == 8 ? ops::load_s8(from)
                                      : ops::load(static_cast<void const*>(from));
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

/// The casts of an epilogue, one vector of sums.
WIDTHWISE_TARGET inline ops::v fit_to(ops::v t, stage const& s) {
    switch (s.how) {
    case stage::fit::clamp:
        return ops::min(ops::max(t, ops::set(s.lo)), ops::set(s.hi));
    case stage::fit::zero:
        return ops::and_not(ops::bits_or(ops::greater(ops::set(s.lo), t),
                                         ops::greater(t, ops::set(s.hi))),
                            t);
    case stage::fit::sign: {
        ops::v const negative = ops::sign(t);
        return ops::bits_or(ops::bits_and(negative, ops::set(s.lo)),
                            ops::and_not(negative, ops::set(s.hi)));
    }
    case stage::fit::wrap_signed:
        return ops::shift_right(ops::shift_left(t, s.spare), s.spare);
    default:
        return ops::shift_logical(ops::shift_left(t, s.spare), s.spare);
    }
}
WIDTHWISE_TARGET inline ops::v cast_by(ops::v t, stage const& s) {
    if (s.how == stage::fit::general) {
        std::int32_t lane[ops::lanes];
        ops::store(lane, t);
        for (std::int32_t& v : lane) {
            v = requantize_lane(v, s);
        }
        return ops::load(static_cast<void const*>(lane));
    }
    if (s.shift > 0) {
        ops::v const up = ops::bits_and(
            ops::bits_xor(ops::shift_logical(t, s.shift), ops::set(s.flip)), ops::set(s.odd));
        ops::v const below = ops::bits_and(ops::sign(t), ops::set(s.add_negative));
        t = ops::add(ops::add(t, ops::set(s.add)), ops::add(up, below));
        t = ops::shift_right(t, s.shift);
    } else if (s.shift < 0) {
        t = ops::shift_left(t, -s.shift);
    }
    return fit_to(t, s);
}
/// One cast whose rounding constant start already holds; clamped where it is stored.
WIDTHWISE_TARGET inline __attribute__((always_inline)) ops::v round_by(end_plain, ops::v t,
                                                                       int shift, ops::v) {
    return ops::shift_right(t, shift);
}
/// The same, half to even. t = sum + half - 1: only where the dropped bits were a half are they all
/// ones now, and only then does adding the last kept bit carry into it.
WIDTHWISE_TARGET inline __attribute__((always_inline)) ops::v round_by(end_even, ops::v t,
                                                                       int shift, ops::v last) {
    ops::v const odd = ops::equal(ops::bits_and(t, last), last);
    return ops::shift_right(ops::sub(t, odd), shift);
}
WIDTHWISE_TARGET inline ops::v finish(end_general, ops::v t, epilogue const& e) {
    for (int i = 0; i < e.stages; ++i) {
        t = cast_by(t, e.stage_of[i]);
    }
    return ops::add(t, ops::set(e.offset));
}

/// Stores Rows rows of Panels vectors as cells of one kind.
template <cell Out, class End, int Rows, int Panels>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
store_cells(ops::v (&acc)[Rows][Panels], epilogue const& e, std::byte* y, std::ptrdiff_t row) {
    constexpr std::size_t vector = ops::lanes * bytes_of(Out);
    stage const s = e.stage_of[0];
    ops::v const last = ops::set(s.odd);
    ops::limits const clamp = ops::template limits_of<Out>(s.lo, s.hi);
    WIDTHWISE_UNROLL
    for (int m = 0; m < Rows; ++m) {
        WIDTHWISE_UNROLL
        for (int n = 0; n < Panels; n += Panels % 2 == 0 ? 2 : 1) {
            std::byte* const to = y + m * row + static_cast<std::size_t>(n) * vector;
            if constexpr (Panels % 2 == 0) {
                ops::template store_pair<Out>(to, round_by(End{}, acc[m][n], s.shift, last),
                                              round_by(End{}, acc[m][n + 1], s.shift, last), clamp);
            } else {
                ops::template store_one<Out>(to, round_by(End{}, acc[m][n], s.shift, last), clamp);
            }
        }
    }
}
template <int Rows, int Panels>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
store_rows(end_float, ops::v (&acc)[Rows][Panels], epilogue const& e, std::byte* y,
           std::ptrdiff_t row) {
    ops::f const scale = ops::set(e.scale);
    WIDTHWISE_UNROLL
    for (int m = 0; m < Rows; ++m) {
        float* const to = reinterpret_cast<float*>(y + m * row);
        WIDTHWISE_UNROLL
        for (int n = 0; n < Panels; n += Panels % 2 == 0 ? 2 : 1) {
            ops::f const a = ops::mul(ops::to_float(acc[m][n]), scale);
            if constexpr (Panels % 2 == 0) {
                ops::store_pair(to + n * ops::lanes, a,
                                ops::mul(ops::to_float(acc[m][n + 1]), scale));
            } else {
                ops::store(to + n * ops::lanes, a);
            }
        }
    }
}
template <int Rows, int Panels>
WIDTHWISE_TARGET inline void store_rows(end_general, ops::v (&acc)[Rows][Panels],
                                        epilogue const& e, std::byte* y, std::ptrdiff_t row) {
    std::size_t const vector = ops::lanes * bytes_of(e.out);
    for (int m = 0; m < Rows; ++m) {
        for (int n = 0; n < Panels; n += Panels % 2 == 0 ? 2 : 1) {
            std::byte* const to = y + m * row + static_cast<std::size_t>(n) * vector;
            ops::v const a = finish(end_general{}, acc[m][n], e);
            if constexpr (Panels % 2 == 0) {
                ops::store_pair(e.out, to, a, finish(end_general{}, acc[m][n + 1], e));
            } else {
                ops::store_one(e.out, to, a);
            }
        }
    }
}
template <class End, int Rows, int Panels>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
store_rows(End, ops::v (&acc)[Rows][Panels], epilogue const& e, std::byte* y, std::ptrdiff_t row) {
    switch (e.out) {
    case cell::u8:
        return store_cells<cell::u8, End>(acc, e, y, row);
    case cell::s16:
        return store_cells<cell::s16, End>(acc, e, y, row);
    default:
        return store_cells<cell::s32, End>(acc, e, y, row);
    }
}

/// Stores a tile whose first column is panel `panel`.
template <class End, int Rows, int Panels>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
store_tile(gemm_task const& t, ops::v (&acc)[Rows][Panels], int panel, std::byte* y) {
    int const first = panel * ops::lanes, writable = t.writable - first;
    std::size_t const size = std::is_same_v<End, end_float> ? 4 : bytes_of(t.end.out);
    y += static_cast<std::size_t>(first) * size;
    if (writable >= Panels * ops::lanes) {
        store_rows(End{}, acc, t.end, y, t.out_bytes);
        return;
    }
    constexpr std::ptrdiff_t part_bytes = Panels * ops::lanes * 4;
    alignas(64) std::byte part[Rows * part_bytes];
    store_rows(End{}, acc, t.end, part, part_bytes);
    constexpr std::size_t vector = sizeof(ops::v);
    for (int m = 0; m < Rows; ++m) {
        std::byte* const to = y + m * t.out_bytes;
        // A lone panel may run into the next rows of this tile: they are written after it. Not where
        // other columns, another kernel's, lie between.
        if (Panels == 1 && panel == 0 &&
            t.out_bytes == static_cast<std::ptrdiff_t>(static_cast<std::size_t>(writable) * size) &&
            static_cast<std::ptrdiff_t>(vector) <= (Rows - m) * t.out_bytes) {
            std::memcpy(to, part + m * part_bytes, vector);
        } else {
            std::memcpy(to, part + m * part_bytes, static_cast<std::size_t>(writable) * size);
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
    if constexpr (Most >= 6) {
        for (; row + 6 <= rows; row += 6) {
            std::byte const* const at[6] = {from(row),     from(row + 1), from(row + 2),
                                            from(row + 3), from(row + 4), from(row + 5)};
            tile<Dot, End, 6, Panels>(t, at, panel, y + row * t.out_bytes);
        }
    }
    if constexpr (Most >= 3) {
        for (; row + 3 <= rows; row += 3) {
            std::byte const* const at[3] = {from(row), from(row + 1), from(row + 2)};
            tile<Dot, End, 3, Panels>(t, at, panel, y + row * t.out_bytes);
        }
    }
    for (; row < rows; ++row) {
        std::byte const* const at[1] = {from(row)};
        tile<Dot, End, 1, Panels>(t, at, panel, y + row * t.out_bytes);
    }
}

/// Rows of a tile: sums of two widths share the registers where they are widened on the way.
template <class Dot>
constexpr int tile_rows = 6;
template <int Depth, int Bits>
    requires(Depth > 1)
constexpr int tile_rows<dot_u8<Depth, Bits>> = 3;
/// Panels of a single row.
template <class Dot>
constexpr bool eight_panels = tile_rows<Dot> == 6;

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
            if constexpr (eight_panels<Dot>) {
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
    for (; panel + 2 <= panels; panel += 2) {
        column<Dot, End, tile_rows<Dot>, 2>(t, x, y, rows, panel);
    }
    if (panel < panels) {
        column<Dot, End, tile_rows<Dot>, 1>(t, x, y, rows, panel);
    }
}
