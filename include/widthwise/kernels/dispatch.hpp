// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/kernels/isa.hpp>
#include <widthwise/kernels/task.hpp>
#include <widthwise/kernels/tiers/avx2.hpp>

namespace widthwise::kernels {

/// What the layout of packed weights asks of a tier.
struct tier_shape {
    int lanes = 0;
    int (*pair_output)(int half, int lane) = nullptr; ///< null: in order

    /// The output that lane `lane` of panel `panel` computes; may be past the last one.
    int output_of(int panel, int panels, int lane) const {
        bool const paired = pair_output != nullptr && (panel ^ 1) < panels;
        return paired ? (panel & ~1) * lanes + pair_output(panel & 1, lane) : panel * lanes + lane;
    }
};

inline tier_shape shape_of(isa::tier t) {
    switch (t) {
#if defined(__x86_64__)
    case isa::tier::avx2:
        return tier_shape{tier_avx2::ops::lanes, &tier_avx2::ops::output_of};
#endif
    default:
        return tier_shape{};
    }
}

/// The kernel of a tier, or null where the tier has none: then the specification runs.
template <class Dot, class End>
gemm_function gemm_for(isa::tier t) {
    switch (t) {
#if defined(__x86_64__)
    case isa::tier::avx2:
        return &tier_avx2::gemm<Dot, End>;
#endif
    default:
        return nullptr;
    }
}

/// relu(W x + b) or W x + b in float.
template <bool Relu>
gemm_function gemm_f32_for(isa::tier t) {
    switch (t) {
#if defined(__x86_64__)
    case isa::tier::avx2:
        return &tier_avx2::gemm_f32<Relu>;
#endif
    default:
        return nullptr;
    }
}
inline cells_function cast_for(isa::tier t) {
    switch (t) {
#if defined(__x86_64__)
    case isa::tier::avx2:
        return &tier_avx2::cast_cells;
#endif
    default:
        return nullptr;
    }
}
inline cells_function encode_for(isa::tier t) {
    switch (t) {
#if defined(__x86_64__)
    case isa::tier::avx2:
        return &tier_avx2::encode_cells;
#endif
    default:
        return nullptr;
    }
}

} // namespace widthwise::kernels
