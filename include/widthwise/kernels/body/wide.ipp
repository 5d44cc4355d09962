// SPDX-License-Identifier: Apache-2.0
// Exact sums of 64 bits (kernels/wide.hpp).

/// One panel of Rows rows, x and w in 16 bits.
template <int Rows>
WIDTHWISE_TARGET inline void wide_tile_s16(gemm_task const& t, std::byte const* const (&x)[Rows],
                                           int panel, std::byte* y) {
    wide_task const& c = *t.wide;
    std::byte const* w = t.weights + static_cast<std::size_t>(panel) * t.panel_bytes;
    alignas(64) std::int64_t total[Rows][ops::lanes];
    for (int m = 0; m < Rows; ++m) {
        std::memcpy(total[m], c.start + panel * ops::lanes, sizeof total[m]);
    }
    int const all = t.segments * t.groups;
    int s = 0, k = 0; // the group within its segment
    for (int done = 0; done < all;) {
        ops::v low[Rows], high[Rows];
        WIDTHWISE_UNROLL
        for (int m = 0; m < Rows; ++m) {
            low[m] = high[m] = ops::zero();
        }
        int const end = all - done < c.block ? all : done + c.block;
        while (done < end) {
            int const run = end - done < t.groups - k ? end - done : t.groups - k;
            std::ptrdiff_t const at = t.segment_at(s);
            for (int i = k; i < k + run; ++i, w += ops::lanes * 8) {
                ops::v const first = ops::load(static_cast<void const*>(w));
                ops::v const second = ops::load(static_cast<void const*>(w + ops::lanes * 4));
                WIDTHWISE_UNROLL
                for (int m = 0; m < Rows; ++m) {
                    ops::v const in = ops::broadcast(static_cast<void const*>(x[m] + at + 4 * i));
                    low[m] = ops::dot16(low[m], in, first);
                    high[m] = ops::dot16(high[m], in, second);
                }
            }
            done += run;
            k = k + run == t.groups ? 0 : k + run;
            s += k == 0 ? 1 : 0;
        }
        WIDTHWISE_UNROLL
        for (int m = 0; m < Rows; ++m) {
            alignas(64) std::int32_t a[ops::lanes], b[ops::lanes];
            ops::store(a, low[m]);
            ops::store(b, high[m]);
            for (int lane = 0; lane < ops::lanes; ++lane) {
                std::int64_t const sum = std::int64_t{a[lane]} + std::int64_t{b[lane]} * 256;
                total[m][lane] =
                    static_cast<std::int64_t>(static_cast<std::uint64_t>(total[m][lane]) +
                                              (static_cast<std::uint64_t>(sum) << c.up));
            }
        }
    }
    int const first = panel * ops::lanes, left = t.outputs - first;
    std::size_t const at = static_cast<std::size_t>(first) * c.cell_bytes;
    for (int m = 0; m < Rows; ++m) {
        c.store(c.end, total[m], left < ops::lanes ? left : ops::lanes, y + m * t.out_bytes + at);
    }
}

/// The same, x and w in 32 bits: lanes / 2 outputs.
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

template <bool Words, int Rows>
WIDTHWISE_TARGET inline void wide_rows(gemm_task const& t, std::byte const* x, std::byte* y,
                                       int row) {
    std::byte const* at[Rows];
    for (int m = 0; m < Rows; ++m) {
        at[m] = x + (t.row_offset != nullptr ? t.row_offset[row + m] : (row + m) * t.row_bytes);
    }
    constexpr int lanes = Words ? ops::lanes : ops::lanes / 2;
    int const panels = (t.outputs + lanes - 1) / lanes;
    for (int panel = 0; panel < panels; ++panel) {
        if constexpr (Words) {
            wide_tile_s16<Rows>(t, at, panel, y + row * t.out_bytes);
        } else {
            wide_tile_s32<Rows>(t, at, panel, y + row * t.out_bytes);
        }
    }
}
/// The whole product.
template <bool Words>
WIDTHWISE_TARGET inline void gemm_wide(gemm_task const& t, std::byte const* x, std::byte* y,
                                       int rows) {
    int row = 0;
    for (; row + 6 <= rows; row += 6) {
        wide_rows<Words, 6>(t, x, y, row);
    }
    for (; row < rows; ++row) {
        wide_rows<Words, 1>(t, x, y, row);
    }
}
