// SPDX-License-Identifier: Apache-2.0
// One row through a chain of products (kernels/fused.hpp): layers of one segment, with room for
// whole vectors between them.

/// Where sums need no more than one loop.
template <class Dot>
constexpr bool sums_at_once = false;
template <>
inline constexpr bool sums_at_once<dot_u8<1>> = true;
template <int Bits>
constexpr bool sums_at_once<dot_s16<Bits>> = true;

template <class Dot, class End, int Panels>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
fused_tile(gemm_task const& t, std::byte const* x, int panel, std::byte* y) {
    ops::v acc[1][Panels];
    WIDTHWISE_UNROLL
    for (int n = 0; n < Panels; ++n) {
        acc[0][n] = ops::load(static_cast<void const*>(t.start + (panel + n) * ops::lanes));
    }
    std::byte const* const w = t.weights + static_cast<std::size_t>(panel) * t.panel_bytes;
    if constexpr (sums_at_once<Dot>) {
        sum_row<Dot>(acc, t, 1, x, w);
    } else {
        std::byte const* const at[1] = {x};
        accumulate(Dot{}, acc, t, at, w);
    }
    if constexpr (std::is_same_v<End, end_float>) {
        store_tile<End>(t, acc, panel, y);
    } else if (t.end.out == cell::u8) {
        store_cells<cell::u8, End>(acc, t.end, y + panel * ops::lanes, 0);
    } else {
        store_cells<cell::s16, End>(acc, t.end, y + panel * ops::lanes * 2, 0);
    }
}
template <class Dot, class End>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
fused_layer(gemm_task const& t, std::byte const* x, std::byte* y) {
    int const panels = (t.outputs + ops::lanes - 1) / ops::lanes;
    int panel = 0;
    for (; panel + 4 <= panels; panel += 4) {
        fused_tile<Dot, End, 4>(t, x, panel, y);
    }
    if (panel + 2 <= panels) {
        fused_tile<Dot, End, 2>(t, x, panel, y);
        panel += 2;
    }
    if (panel < panels) {
        fused_tile<Dot, End, 1>(t, x, panel, y);
    }
}

/// Each layer ends by its own constants; a branch that goes the same way for every row costs
/// little.
template <class Dot>
WIDTHWISE_TARGET void fused(fused_task const& t, std::byte const* x, std::byte* y,
                            std::byte* room) {
    for (int i = 0; i < t.count; ++i) {
        gemm_task const& layer = *t.layers[i];
        std::byte* const to = i + 1 == t.count ? y : i % 2 == 0 ? room + t.half : room;
        if (layer.end.out == cell::f32) {
            fused_layer<Dot, end_float>(layer, x, to);
        } else if (layer.end.stage_of[0].odd != 0) {
            fused_layer<Dot, end_even>(layer, x, to);
        } else {
            fused_layer<Dot, end_plain>(layer, x, to);
        }
        x = to;
    }
}
