// SPDX-License-Identifier: Apache-2.0
// Exact sums of more than 32 bits (kernels/wide.hpp).

/// high 2^shift + low as one lane that the casts cannot tell from it.
WIDTHWISE_TARGET inline __attribute__((always_inline)) ops::v join_lanes(wide_task const& c,
                                                                         ops::v high, ops::v low) {
    if (c.how == wide_task::join::clamped) {
        high = ops::min(ops::max(high, ops::set(-c.most)), ops::set(c.most - 1));
        return ops::bits_or(ops::shift_left(high, c.shift), low);
    }
    if (c.sticky) {
        high = ops::bits_or(high, ops::shift_logical(ops::sub(ops::zero(), low), 31));
    }
    return high;
}
/// The value as a float, rounded once: multiples of 2^24 are floats, what is left is one, and so
/// are both in units of scale.
WIDTHWISE_TARGET inline __attribute__((always_inline)) ops::f
join_floats(wide_task const& c, float scale, ops::v high, ops::v low) {
    int const rest = 24 - c.shift;
    ops::v const upper = ops::shift_right(high, rest);
    ops::v const lower =
        ops::bits_or(ops::shift_left(ops::bits_and(high, ops::set((1 << rest) - 1)), c.shift), low);
    ops::f const sum = ops::multiply_add(ops::to_float(upper), ops::set(scale * 16777216.0f),
                                         ops::mul(ops::to_float(lower), ops::set(scale)));
    return c.relu ? ops::max(sum, ops::set(0.0f)) : sum;
}

/// One row's sums of a pair of panels, or of one, as cells; there is room for whole vectors.
template <int Panels>
WIDTHWISE_TARGET inline void wide_cells(gemm_task const& t, ops::v const* high, ops::v const* low,
                                        std::byte* y) {
    wide_task const& c = *t.wide;
    float const scale = t.end.scale;
    if (t.end.out != cell::f32) {
        ops::v const a = finish(end_general{}, join_lanes(c, high[0], low[0]), t.end);
        if constexpr (Panels == 2) {
            ops::store_pair(t.end.out, y, a,
                            finish(end_general{}, join_lanes(c, high[1], low[1]), t.end));
        } else {
            ops::store_one(t.end.out, y, a);
        }
        return;
    }
    ops::f value[Panels];
    for (int n = 0; n < Panels; ++n) {
        value[n] = c.how == wide_task::join::floats
                       ? join_floats(c, scale, high[n], low[n])
                       : ops::mul(ops::to_float(
                                      finish(end_general{}, join_lanes(c, high[n], low[n]), t.end)),
                                  ops::set(scale));
    }
    float* const to = reinterpret_cast<float*>(y);
    if constexpr (Panels == 2) {
        ops::store_pair(to, value[0], value[1]);
    } else {
        ops::store(to, value[0]);
    }
}
/// The same from output `first` on, in 64 bits.
template <int Panels>
WIDTHWISE_TARGET inline void wide_apart(gemm_task const& t, ops::v const* high, ops::v const* low,
                                        int first, std::byte* y) {
    constexpr int count = Panels * ops::lanes;
    wide_task const& c = *t.wide;
    alignas(64) std::int32_t a[count], b[count]; // in the order of the outputs
    if constexpr (Panels == 2) {
        ops::store_pair(cell::s32, reinterpret_cast<std::byte*>(a), high[0], high[1]);
        ops::store_pair(cell::s32, reinterpret_cast<std::byte*>(b), low[0], low[1]);
    } else {
        ops::store(a, high[0]);
        ops::store(b, low[0]);
    }
    alignas(64) std::int64_t total[count];
    for (int i = 0; i < count; ++i) {
        std::int64_t const sum = std::int64_t{a[i]} * (std::int64_t{1} << c.shift) + b[i];
        total[i] = static_cast<std::int64_t>(static_cast<std::uint64_t>(c.start[first + i]) +
                                             (static_cast<std::uint64_t>(sum) << c.up));
    }
    int const left = t.outputs - first;
    c.store(c.end, total, left < count ? left : count, y);
}
/// Stores the sums of one row and a pair of panels, or one, from panel `panel` on.
template <int Panels>
WIDTHWISE_TARGET inline __attribute__((noinline)) void
wide_store(gemm_task const& t, ops::v const* high, ops::v const* low, int panel, std::byte* y) {
    constexpr int count = Panels * ops::lanes;
    wide_task const& c = *t.wide;
    int const first = panel * ops::lanes, writable = t.writable - first;
    y += static_cast<std::size_t>(first) * c.cell_bytes;
    if (c.how == wide_task::join::apart) {
        wide_apart<Panels>(t, high, low, first, y);
    } else if (writable >= count) {
        wide_cells<Panels>(t, high, low, y);
    } else {
        alignas(64) std::byte part[count * 4];
        wide_cells<Panels>(t, high, low, part);
        std::memcpy(y, part, static_cast<std::size_t>(writable) * c.cell_bytes);
    }
}

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
