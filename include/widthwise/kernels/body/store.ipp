// SPDX-License-Identifier: Apache-2.0
// From 32-bit sums to cells: what every integer kernel ends with.

/// The casts of an epilogue, one vector of sums.
WIDTHWISE_TARGET inline ops::v fit_to(ops::v t, stage const& s) {
    switch (s.how) {
    case stage::fit::clamp:
        return ops::min(ops::max(t, ops::set(s.lo)), ops::set(s.hi));
    case stage::fit::zero:
        return ops::and_not(
            ops::bits_or(ops::greater(ops::set(s.lo), t), ops::greater(t, ops::set(s.hi))), t);
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
                                                                       stage const& s) {
    return ops::shift_right(t, s.shift);
}
/// The same, half to even (or to odd). t = sum + half - 1: only where the dropped bits were a half
/// are they all ones now, and only then does adding 1 carry into the last kept bit.
WIDTHWISE_TARGET inline __attribute__((always_inline)) ops::v round_by(end_even, ops::v t,
                                                                       stage const& s) {
    t = ops::add_one_where(t, s.shift, s.carry);
    return ops::shift_right(t, s.shift);
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
    ops::limits const clamp = ops::template limits_of<Out>(s.lo, s.hi);
    WIDTHWISE_UNROLL
    for (int m = 0; m < Rows; ++m) {
        WIDTHWISE_UNROLL
        for (int n = 0; n < Panels; n += Panels % 2 == 0 ? 2 : 1) {
            std::byte* const to = y + m * row + static_cast<std::size_t>(n) * vector;
            if constexpr (Panels % 2 == 0) {
                ops::template store_pair<Out>(to, round_by(End{}, acc[m][n], s),
                                              round_by(End{}, acc[m][n + 1], s), clamp);
            } else {
                ops::template store_one<Out>(to, round_by(End{}, acc[m][n], s), clamp);
            }
        }
    }
}
/// The one cast that floats may have behind their sums, in a loop: it is seldom there.
template <int Rows, int Panels>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void cast_floats(ops::v (&acc)[Rows][Panels],
                                                                        epilogue const& e) {
    if (e.stages != 0) {
        ops::v t[Rows * Panels];
        WIDTHWISE_UNROLL
        for (int i = 0; i < Rows * Panels; ++i) {
            t[i] = acc[i / Panels][i % Panels];
        }
        for (ops::v& v : t) {
            v = cast_by(v, e.stage_of[0]);
        }
        WIDTHWISE_UNROLL
        for (int i = 0; i < Rows * Panels; ++i) {
            acc[i / Panels][i % Panels] = t[i];
        }
    }
}
template <int Rows, int Panels>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
store_rows(end_float, ops::v (&acc)[Rows][Panels], epilogue const& e, std::byte* y,
           std::ptrdiff_t row) {
    cast_floats(acc, e);
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
WIDTHWISE_TARGET inline void store_rows(end_general, ops::v (&acc)[Rows][Panels], epilogue const& e,
                                        std::byte* y, std::ptrdiff_t row) {
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
    if constexpr (std::is_same_v<End, end_float> && Panels == 1 && ops::stores_parts) {
        cast_floats(acc, t.end);
        ops::f const scale = ops::set(t.end.scale);
        auto const some = ops::part_of(writable);
        WIDTHWISE_UNROLL
        for (int m = 0; m < Rows; ++m) {
            ops::store_part(reinterpret_cast<float*>(y + m * t.out_bytes),
                            ops::mul(ops::to_float(acc[m][0]), scale), some);
        }
        return;
    }
    constexpr std::ptrdiff_t part_bytes = Panels * ops::lanes * 4;
    alignas(64) std::byte part[Rows * part_bytes];
    store_rows(End{}, acc, t.end, part, part_bytes);
    constexpr std::size_t vector = sizeof(ops::v);
    for (int m = 0; m < Rows; ++m) {
        std::byte* const to = y + m * t.out_bytes;
        // A lone panel may run into the next rows of this tile: they are written after it. Not
        // where other columns, another kernel's, lie between.
        if (Panels == 1 && panel == 0 &&
            t.out_bytes == static_cast<std::ptrdiff_t>(static_cast<std::size_t>(writable) * size) &&
            static_cast<std::ptrdiff_t>(vector) <= (Rows - m) * t.out_bytes) {
            std::memcpy(to, part + m * part_bytes, vector);
        } else {
            ops::copy(to, part + m * part_bytes, static_cast<std::size_t>(writable) * size);
        }
    }
}
