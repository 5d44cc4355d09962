// SPDX-License-Identifier: Apache-2.0
// A few taps per channel: lanes hold channels.

/// One vector of cells, as far as they may be written.
WIDTHWISE_TARGET inline void store_some(cell out, std::byte* y, ops::v a, int writable) {
    if (writable >= ops::lanes) {
        ops::store_one(out, y, a);
        return;
    }
    alignas(64) std::byte part[ops::lanes * 4];
    ops::store_one(out, part, a);
    ops::copy(y, part, static_cast<std::size_t>(writable) * bytes_of(out));
}
WIDTHWISE_TARGET inline void store_some(float* y, ops::f a, int writable) {
    if (writable >= ops::lanes) {
        ops::store(y, a);
        return;
    }
    ops::store_part(y, a, ops::part_of(writable));
}

/// Rows of one vector of channels; w: [tap][lane], 32 bits each. Steps: each product and each
/// partial sum is cast, tap by tap.
template <bool Steps, int Rows>
WIDTHWISE_TARGET inline void channels_tile(gemm_task const& t, std::byte const* const (&x)[Rows],
                                           int panel, std::byte* y) {
    ops::v acc[Rows];
    [[maybe_unused]] ops::v const offset = ops::set(Steps ? t.steps->in_offset : 0);
    ops::v const start = ops::load(static_cast<void const*>(t.start + panel * ops::lanes));
    WIDTHWISE_UNROLL
    for (int m = 0; m < Rows; ++m) {
        acc[m] = start;
    }
    std::byte const* w = t.weights + static_cast<std::size_t>(panel) * t.panel_bytes;
    std::ptrdiff_t const first =
        panel * ops::lanes * static_cast<std::ptrdiff_t>(bytes_of(cell::s16));
    for (int s = 0; s < t.segments; ++s, w += ops::lanes * 4) {
        std::ptrdiff_t const at = t.segment_at(s) + first;
        ops::v const weight = ops::load(static_cast<void const*>(w));
        WIDTHWISE_UNROLL
        for (int m = 0; m < Rows; ++m) {
            ops::v const in = ops::load_cells(cell::s16, x[m] + at);
            if constexpr (Steps) {
                ops::v const product = ops::mul(ops::sub(in, offset), weight);
                acc[m] = cast_by(ops::add(acc[m], cast_by(product, t.steps->term)), t.steps->sum);
            } else {
                acc[m] = ops::add(acc[m], ops::mul(in, weight));
            }
        }
    }
    std::byte* to = y + static_cast<std::size_t>(panel * ops::lanes) * bytes_of(t.end.out);
    WIDTHWISE_UNROLL
    for (int m = 0; m < Rows; ++m, to += t.out_bytes) {
        store_some(t.end.out, to, finish(end_general{}, acc[m], t.end),
                   t.writable - panel * ops::lanes);
    }
}
template <bool Steps>
WIDTHWISE_TARGET void channelwise(gemm_task const& t, std::byte const* x, std::byte* y, int rows) {
    auto const from = [&](int m) WIDTHWISE_TARGET {
        return x + (t.row_offset != nullptr ? t.row_offset[m] : m * t.row_bytes);
    };
    for (int panel = 0; panel * ops::lanes < t.outputs; ++panel) {
        int row = 0;
        for (; row + 4 <= rows; row += 4) {
            std::byte const* const at[4] = {from(row), from(row + 1), from(row + 2), from(row + 3)};
            channels_tile<Steps, 4>(t, at, panel, y + row * t.out_bytes);
        }
        for (; row < rows; ++row) {
            std::byte const* const at[1] = {from(row)};
            channels_tile<Steps, 1>(t, at, panel, y + row * t.out_bytes);
        }
    }
}

/// The same in float: one multiply_add per tap, in their order, from the bias.
template <bool Relu>
WIDTHWISE_TARGET void channelwise_f32(gemm_task const& t, std::byte const* x, std::byte* y,
                                      int rows) {
    for (int panel = 0; panel * ops::lanes < t.outputs; ++panel) {
        int const first = panel * ops::lanes;
        for (int row = 0; row < rows; ++row) {
            std::byte const* const from =
                x + (t.row_offset != nullptr ? t.row_offset[row] : row * t.row_bytes) + first * 4;
            std::byte const* w = t.weights + static_cast<std::size_t>(panel) * t.panel_bytes;
            ops::f acc = ops::load(t.start_f32 + first);
            for (int s = 0; s < t.segments; ++s, w += ops::lanes * 4) {
                ops::f const in = ops::load(reinterpret_cast<float const*>(from + t.segment_at(s)));
                acc = ops::multiply_add(in, ops::load(reinterpret_cast<float const*>(w)), acc);
            }
            acc = Relu ? ops::max(ops::set(0.0f), acc) : acc; // NaN stays
            store_some(reinterpret_cast<float*>(y + row * t.out_bytes) + first, acc,
                       t.writable - first);
        }
    }
}
