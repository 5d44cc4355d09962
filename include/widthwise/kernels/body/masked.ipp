// SPDX-License-Identifier: Apache-2.0
// Packed weights where one instruction sums products of bytes in 32 bits: a field is masked where
// it lies and has a sum of its own, whose scale a shift takes back at the end, exactly
// (narrow.hpp).

/// What the code's bases make of a row: base of the lower fields * their inputs + base of the
/// highest field * its inputs.
template <int Bits>
WIDTHWISE_TARGET inline std::int32_t masked_correction(gemm_task const& t, std::byte const* x) {
    constexpr int fields = 8 / Bits, vector = ops::lanes * 4;
    int const bytes = (t.groups + fields - 1) / fields * fields * 4; // of a segment
    alignas(64) std::byte part[vector];
    ops::v sum = ops::zero(); // a lane's groups are all of one field
    for (int s = 0; s < t.segments; ++s) {
        std::byte const* const from = x + t.segment_at(s);
        int i = 0;
        for (; i + vector <= bytes; i += vector) {
            sum = ops::dot8(sum, ops::load(static_cast<void const*>(from + i)), ops::set8(1));
        }
        if (i < bytes) {
            ops::store(static_cast<void*>(part), ops::zero());
            copy_few(part, from + i, static_cast<std::size_t>(bytes - i));
            sum = ops::dot8(sum, ops::load(static_cast<void const*>(part)), ops::set8(1));
        }
    }
    alignas(64) std::int32_t of_lane[ops::lanes];
    ops::store(static_cast<void*>(of_lane), sum);
    std::int32_t lower = 0, highest = 0;
    for (int l = 0; l < ops::lanes; ++l) {
        (l % fields == fields - 1 ? highest : lower) += of_lane[l];
    }
    return t.code.base * lower + t.code.top_base * highest;
}

/// sum += the products of Fields fields from First on, in the units of their index.
template <int Bits, int First, int Fields, int Rows, int Panels>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
masked_sums(ops::v (&sum)[Rows][Panels], gemm_task const& t, std::byte const* const (&x)[Rows],
            std::byte const* w) {
    constexpr int fields = 8 / Bits;
    int const stored = (t.groups + fields - 1) / fields;
    ops::v of_field[Fields][Rows][Panels];
    WIDTHWISE_UNROLL
    for (int j = 0; j < Fields; ++j) {
        clear(of_field[j]);
    }
    for (int s = 0; s < t.segments; ++s) {
        std::ptrdiff_t at = t.segment_at(s);
        for (int k = 0; k < stored; ++k, w += ops::lanes * 4, at += fields * 4) {
            ops::v packed[Panels];
            WIDTHWISE_UNROLL
            for (int n = 0; n < Panels; ++n) {
                packed[n] = ops::load(
                    static_cast<void const*>(w + static_cast<std::size_t>(n) * t.panel_bytes));
            }
            WIDTHWISE_UNROLL
            for (int j = 0; j < Fields; ++j) {
                constexpr int mask = (1 << Bits) - 1;
                ops::v const field =
                    ops::set8(static_cast<std::int8_t>(mask << (Bits * (First + j))));
                ops::v weights[Panels];
                WIDTHWISE_UNROLL
                for (int n = 0; n < Panels; ++n) {
                    weights[n] = ops::bits_and(packed[n], field);
                }
                WIDTHWISE_UNROLL
                for (int m = 0; m < Rows; ++m) {
                    ops::v const in =
                        ops::broadcast(static_cast<void const*>(x[m] + at + 4 * (First + j)));
                    WIDTHWISE_UNROLL
                    for (int n = 0; n < Panels; ++n) {
                        of_field[j][m][n] = ops::dot8(of_field[j][m][n], in, weights[n]);
                    }
                }
            }
        }
    }
    WIDTHWISE_UNROLL
    for (int j = 0; j < Fields; ++j) {
        WIDTHWISE_UNROLL
        for (int m = 0; m < Rows; ++m) {
            WIDTHWISE_UNROLL
            for (int n = 0; n < Panels; ++n) {
                sum[m][n] =
                    ops::add(sum[m][n], ops::shift_right(of_field[j][m][n], Bits * (First + j)));
            }
        }
    }
}

/// y[Rows, Panels * lanes].
template <int Bits, class End, int Rows, int Panels>
WIDTHWISE_TARGET void masked_tile(gemm_task const& t, std::byte const* const (&x)[Rows],
                                  std::int32_t const* correction, int panel, std::byte* y) {
    constexpr int room = (ops::registers == 32 ? 24 : 12) / (Rows * Panels), fields = 8 / Bits;
    constexpr int count = room >= fields ? fields : room >= 4 ? 4 : room >= 2 ? 2 : 1;
    std::byte const* const w = t.weights + static_cast<std::size_t>(panel) * t.panel_bytes;
    ops::v sum[Rows][Panels];
    clear(sum);
    masked_sums<Bits, 0, count>(sum, t, x, w);
    if constexpr (fields > count) {
        masked_sums<Bits, count, count>(sum, t, x, w);
    }
    if constexpr (fields > 2 * count) {
        masked_sums<Bits, 2 * count, count>(sum, t, x, w);
        masked_sums<Bits, 3 * count, count>(sum, t, x, w);
    }
    static_assert(fields <= 4 * count);
    ops::v acc[Rows][Panels];
    WIDTHWISE_UNROLL
    for (int m = 0; m < Rows; ++m) {
        ops::v const bases = ops::set(correction[m]);
        WIDTHWISE_UNROLL
        for (int n = 0; n < Panels; ++n) {
            ops::v const start =
                ops::load(static_cast<void const*>(t.start + (panel + n) * ops::lanes));
            acc[m][n] = ops::add(ops::add(start, bases), ops::shift_left(sum[m][n], t.code.shift));
        }
    }
    store_tile<End, Rows, Panels>(t, acc, panel, y);
}

/// Rows rows, all panels.
template <int Bits, class End, int Rows, int Panels>
WIDTHWISE_TARGET void masked_rows(gemm_task const& t, std::byte const* const (&x)[Rows],
                                  std::byte* y) {
    int const panels = (t.outputs + ops::lanes - 1) / ops::lanes;
    std::int32_t correction[Rows];
    for (int m = 0; m < Rows; ++m) {
        correction[m] = masked_correction<Bits>(t, x[m]);
    }
    int panel = 0;
    for (; panel + Panels <= panels; panel += Panels) {
        masked_tile<Bits, End, Rows, Panels>(t, x, correction, panel, y);
    }
    if constexpr (Panels > 2) { // outputs are stored in pairs of panels
        for (; panel + 2 <= panels; panel += 2) {
            masked_tile<Bits, End, Rows, 2>(t, x, correction, panel, y);
        }
    }
    if (panel < panels) {
        masked_tile<Bits, End, Rows, 1>(t, x, correction, panel, y);
    }
}
/// The whole product.
template <int Bits, class End>
WIDTHWISE_TARGET void gemm_masked(gemm_task const& t, std::byte const* x, std::byte* y, int rows) {
    constexpr int alone = ops::registers == 32 ? 4 : 2;
    constexpr int together = ops::registers == 32 && Bits == 4 ? 4 : 2;
    auto const from = [&](int m) WIDTHWISE_TARGET {
        return x + (t.row_offset != nullptr ? t.row_offset[m] : m * t.row_bytes);
    };
    int row = 0;
    for (; row + 3 <= rows; row += 3) {
        std::byte const* const at[3] = {from(row), from(row + 1), from(row + 2)};
        masked_rows<Bits, End, 3, together>(t, at, y + row * t.out_bytes);
    }
    for (; row < rows; ++row) {
        std::byte const* const at[1] = {from(row)};
        masked_rows<Bits, End, 1, alone>(t, at, y + row * t.out_bytes);
    }
}
