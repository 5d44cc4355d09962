// SPDX-License-Identifier: Apache-2.0
// Matrix kernels on tiles of 16 rows by 64 bytes: one instruction multiplies 16 rows of 64 inputs
// by 64 inputs of 16 outputs. The panels of a tier of 16 lanes are tiles as they are; rows that
// fill no tile are left to the base tier's kernels.

#pragma GCC diagnostic push
// g++ takes the int in `v acc[Rows]` for a conversion, once per instance.
#pragma GCC diagnostic ignored "-Wsign-conversion"

#include <widthwise/kernels/body/store.ipp>

/// The configuration of every kernel: eight tiles of 16 rows of 64 bytes.
struct tile_configuration {
    std::uint8_t palette = 1, start_row = 0, reserved[14] = {};
    std::uint16_t row_bytes[16] = {64, 64, 64, 64, 64, 64, 64, 64};
    std::uint8_t rows[16] = {16, 16, 16, 16, 16, 16, 16, 16};
};
static_assert(sizeof(tile_configuration) == 64, "what ldtilecfg reads");
alignas(64) inline constexpr tile_configuration full_tiles{};

WIDTHWISE_TARGET inline void begin_tiles() { _tile_loadconfig(&full_tiles); }
/// Without tiles in use the system has 8 KiB less to save.
WIDTHWISE_TARGET inline void end_tiles() { _tile_release(); }

/// Stores the sums of Rows rows by Panels * 16 outputs.
template <class End, int Panels>
WIDTHWISE_TARGET inline void store_sums(gemm_task const& t, std::int32_t const* sums, int rows,
                                        int panel, std::byte* y) {
    for (int m = 0; m < rows; ++m) {
        ops::v acc[1][Panels];
        WIDTHWISE_UNROLL
        for (int n = 0; n < Panels; ++n) {
            acc[0][n] = ops::load(static_cast<void const*>(sums + n * 512 + m * 16));
        }
        store_tile<End, 1, Panels>(t, acc, panel, y + m * t.out_bytes);
    }
}

/// y[32, Panels * 16], or y[16, Panels * 16]. row_bytes: from one row of x to the next.
template <class End, int Rows, int Panels>
WIDTHWISE_TARGET void tile_block(gemm_task const& t, std::byte const* x, std::ptrdiff_t row_bytes,
                                 int panel, std::byte* y) {
    alignas(64) std::int32_t sums[Panels * 512]; // [panel][row][16]
    // The intrinsics do not say which memory they read: nothing may be stored later than here.
    __asm__ volatile("" ::: "memory");
    std::int32_t const* const start = t.start + panel * 16;
    _tile_loadd(0, start, 0); // 16 times the same row
    if constexpr (Rows == 32) {
        _tile_loadd(1, start, 0);
    }
    if constexpr (Panels == 2) {
        _tile_loadd(2, start + 16, 0);
        if constexpr (Rows == 32) {
            _tile_loadd(3, start + 16, 0);
        }
    }
    std::byte const* w = t.weights + static_cast<std::size_t>(panel) * t.panel_bytes;
    for (int s = 0; s < t.segments; ++s) {
        std::byte const* at = x + t.segment_at(s);
        for (int k = 0; k < t.tile_groups; k += 16, at += 64, w += 1024) {
            _tile_loadd(6, w, 64);
            _tile_loadd(4, at, row_bytes);
            _tile_dpbusd(0, 4, 6);
            if constexpr (Rows == 32) {
                _tile_loadd(5, at + 16 * row_bytes, row_bytes);
                _tile_dpbusd(1, 5, 6);
            }
            if constexpr (Panels == 2) {
                _tile_loadd(7, w + t.panel_bytes, 64);
                _tile_dpbusd(2, 4, 7);
                if constexpr (Rows == 32) {
                    _tile_dpbusd(3, 5, 7);
                }
            }
        }
    }
    _tile_stored(0, sums, 64);
    if constexpr (Rows == 32) {
        _tile_stored(1, sums + 256, 64);
    }
    if constexpr (Panels == 2) {
        _tile_stored(2, sums + 512, 64);
        if constexpr (Rows == 32) {
            _tile_stored(3, sums + 768, 64);
        }
    }
    store_sums<End, Panels>(t, sums, Rows, panel, y);
}

/// Are rows [row, row + 16) of x equally far apart? Where they are strides, they are.
inline bool are_even(gemm_task const& t, int row) {
    std::int32_t const* const at = t.row_offset + row;
    for (int m = 2; t.row_offset != nullptr && m < 16; ++m) {
        if (at[m] - at[m - 1] != at[1] - at[0]) {
            return false;
        }
    }
    return true;
}

/// One pair of panels, or one panel, rows [row, row + 16 * blocks).
template <class End, int Panels>
WIDTHWISE_TARGET void tile_column(gemm_task const& t, std::byte const* x, std::byte* y, int row,
                                  int blocks, int panel) {
    auto const offset = [&](int m) {
        return t.row_offset != nullptr ? std::ptrdiff_t{t.row_offset[m]} : m * t.row_bytes;
    };
    for (int b = 0; b < blocks;) {
        int const at = row + 16 * b;
        std::ptrdiff_t const step = offset(at + 1) - offset(at);
        std::byte* const to = y + at * t.out_bytes;
        if (b + 1 < blocks && offset(at + 16) - offset(at) == 16 * step &&
            offset(at + 17) - offset(at + 16) == step) {
            tile_block<End, 32, Panels>(t, x + offset(at), step, panel, to);
            b += 2;
        } else {
            tile_block<End, 16, Panels>(t, x + offset(at), step, panel, to);
            ++b;
        }
    }
}

/// The whole product; the weights are packed for tiles where t.tile_groups is not 0.
template <class Dot, class End>
WIDTHWISE_TARGET void gemm_tiles(gemm_task const& t, std::byte const* x, std::byte* y, int rows) {
    gemm_function const vectors = base_table::template gemm_kernel<Dot, End>();
    if (t.tile_groups == 0 || rows < 16) {
        return vectors(t, x, y, rows);
    }
    gemm_task rest = t;
    int const panels = (t.outputs + 15) / 16;
    for (int row = 0; row < rows;) {
        int blocks = 0; // of 16 rows in a row
        while (row + 16 * (blocks + 1) <= rows && are_even(t, row + 16 * blocks)) {
            ++blocks;
        }
        int panel = 0;
        for (; blocks > 0 && panel + 2 <= panels; panel += 2) {
            tile_column<End, 2>(t, x, y, row, blocks, panel);
        }
        if (blocks > 0 && panel < panels) {
            tile_column<End, 1>(t, x, y, row, blocks, panel);
        }
        row += 16 * blocks;
        int const left = rows - row < 16 ? rows - row : blocks > 0 ? 0 : 16;
        if (left > 0) {
            bool const own = t.row_offset != nullptr;
            rest.row_offset = own ? t.row_offset + row : nullptr;
            vectors(rest, own ? x : x + row * t.row_bytes, y + row * t.out_bytes, left);
            row += left;
        }
    }
}

struct table : base_table {
    static constexpr tile_calls tiles{&begin_tiles, &end_tiles};

    template <class Dot, class End>
    static gemm_function gemm_kernel() {
        if constexpr (is_dot<Dot> && Dot::in == cell::u8) {
            return &gemm_tiles<typename merged<Dot, 1>::type, End>;
        } else {
            return base_table::template gemm_kernel<Dot, End>();
        }
    }
};

#pragma GCC diagnostic pop
