// SPDX-License-Identifier: Apache-2.0
// The float matrix kernel. y = b, then one fused multiply-add per input in their order.

/// Lanes of floats and their weights, start to end, for a tile of rows and panels.
template <bool Relu, int Rows, int Panels>
WIDTHWISE_TARGET void tile_f32(gemm_task const& t, std::byte const* const (&x)[Rows], int panel,
                               std::byte* y) {
    ops::f acc[Rows][Panels];
    std::byte const* w = t.weights + static_cast<std::size_t>(panel) * t.panel_bytes;
    WIDTHWISE_UNROLL
    for (int n = 0; n < Panels; ++n) {
        ops::f const start = ops::load(t.start_f32 + (panel + n) * ops::lanes);
        WIDTHWISE_UNROLL
        for (int m = 0; m < Rows; ++m) {
            acc[m][n] = start;
        }
    }
    for (int s = 0; s < t.segments; ++s) {
        std::ptrdiff_t const at = t.segment_at(s);
        for (int k = 0; k < t.groups; ++k, w += ops::lanes * 4) {
            ops::f weight[Panels];
            WIDTHWISE_UNROLL
            for (int n = 0; n < Panels; ++n) {
                weight[n] = ops::load(reinterpret_cast<float const*>(
                    w + static_cast<std::size_t>(n) * t.panel_bytes));
            }
            WIDTHWISE_UNROLL
            for (int m = 0; m < Rows; ++m) {
                ops::f const in = ops::broadcast(reinterpret_cast<float const*>(x[m] + at + 4 * k));
                WIDTHWISE_UNROLL
                for (int n = 0; n < Panels; ++n) {
                    acc[m][n] = ops::multiply_add(in, weight[n], acc[m][n]);
                }
            }
        }
    }
    // max keeps its second operand where one is NaN, as max(x, 0) does in layers/relu.
    auto const end = [&](ops::f const& v)
                         WIDTHWISE_TARGET { return Relu ? ops::max(ops::set(0.0f), v) : v; };
    int const first = panel * ops::lanes, writable = t.writable - first;
    y += first * 4;
    if (writable >= Panels * ops::lanes) {
        WIDTHWISE_UNROLL
        for (int m = 0; m < Rows; ++m) {
            WIDTHWISE_UNROLL
            for (int n = 0; n < Panels; ++n) {
                ops::store(reinterpret_cast<float*>(y + m * t.out_bytes) + n * ops::lanes,
                           end(acc[m][n]));
            }
        }
        return;
    }
    auto const part = ops::part_of(writable % ops::lanes);
    WIDTHWISE_UNROLL
    for (int m = 0; m < Rows; ++m) {
        float* to = reinterpret_cast<float*>(y + m * t.out_bytes);
        int left = writable;
        WIDTHWISE_UNROLL
        for (int n = 0; n < Panels; ++n, left -= ops::lanes, to += ops::lanes) {
            if (left >= ops::lanes) {
                ops::store(to, end(acc[m][n]));
            } else if (left > 0) {
                ops::store_part(to, end(acc[m][n]), part);
            }
        }
    }
}

template <bool Relu, int Most, int Panels>
WIDTHWISE_TARGET void column_f32(gemm_task const& t, std::byte const* x, std::byte* y, int rows,
                                 int panel) {
    int row = 0;
    auto const from = [&](int m) WIDTHWISE_TARGET {
        return x + (t.row_offset != nullptr ? t.row_offset[m] : m * t.row_bytes);
    };
    if constexpr (Most >= 6) {
        for (; row + 6 <= rows; row += 6) {
            std::byte const* const at[6] = {from(row),     from(row + 1), from(row + 2),
                                            from(row + 3), from(row + 4), from(row + 5)};
            tile_f32<Relu, 6, Panels>(t, at, panel, y + row * t.out_bytes);
        }
    }
    for (; row < rows; ++row) {
        std::byte const* const at[1] = {from(row)};
        tile_f32<Relu, 1, Panels>(t, at, panel, y + row * t.out_bytes);
    }
}

template <bool Relu>
WIDTHWISE_TARGET void gemm_f32(gemm_task const& t, std::byte const* x, std::byte* y, int rows) {
    int const panels = (t.outputs + ops::lanes - 1) / ops::lanes;
    int panel = 0;
    if (rows < 6) {
        for (; panel + 8 <= panels; panel += 8) {
            column_f32<Relu, 1, 8>(t, x, y, rows, panel);
        }
        for (; panel + 4 <= panels; panel += 4) {
            column_f32<Relu, 1, 4>(t, x, y, rows, panel);
        }
    }
    for (; panel + 2 <= panels; panel += 2) {
        column_f32<Relu, 6, 2>(t, x, y, rows, panel);
    }
    if (panel < panels) {
        column_f32<Relu, 6, 1>(t, x, y, rows, panel);
    }
}
