// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/kernels/isa.hpp>
#include <widthwise/kernels/task.hpp>
#include <widthwise/kernels/tiers/avx2.hpp>
#include <widthwise/kernels/tiers/neon.hpp>
#include <widthwise/kernels/tiers/sse4.hpp>
#if defined(WIDTHWISE_EMULATED)
#include WIDTHWISE_EMULATED
#endif
#if !defined(WIDTHWISE_WITHOUT_AMX)
#include <widthwise/kernels/tiers/amx_int8.hpp>
#endif
#if !defined(WIDTHWISE_WITHOUT_AVX512)
#include <widthwise/kernels/tiers/avx512.hpp>
#include <widthwise/kernels/tiers/avx512_vnni.hpp>
#endif
#if !defined(WIDTHWISE_WITHOUT_AVX_VNNI)
#include <widthwise/kernels/tiers/avx_vnni.hpp>
#endif

namespace widthwise::kernels {

/// What a tier without vector kernels offers: nothing, so that the portable kernels run.
struct no_table {
    static constexpr int lanes = 0;
    static constexpr bool exact_dot8 = false;
    static constexpr tile_calls tiles{};
    static constexpr int output_of(int, int lane) { return lane; }
    template <class Dot, class End>
    static gemm_function gemm_kernel() {
        return nullptr;
    }
    template <class Dot, class End>
    static batched_function batched_kernel() {
        return nullptr;
    }
    static batched_encoder batched_encode() { return nullptr; }
    template <class Dot>
    static fused_function fused_kernel() {
        return nullptr;
    }
    template <bool Relu>
    static gemm_function gemm_f32_kernel() {
        return nullptr;
    }
    template <bool Steps>
    static gemm_function channelwise_kernel() {
        return nullptr;
    }
    template <bool Relu>
    static gemm_function channelwise_f32_kernel() {
        return nullptr;
    }
    template <bool Mean>
    static pool_function pool_kernel() {
        return nullptr;
    }
    static normalize_function normalize_kernel() { return nullptr; }
    static elementwise_function elementwise_kernel() { return nullptr; }
    template <class>
    static constant_function constant_kernel() {
        return nullptr;
    }
    template <bool Words>
    static gemm_function wide_kernel() {
        return nullptr;
    }
    static cells_function cast_kernel() { return nullptr; }
    static cells_function encode_kernel() { return nullptr; }
};

/// f(the table of a tier): the only list of tiers. A tier without a table of its own takes its
/// nearest base's.
template <class F>
auto with_tier(isa::tier t, F f) {
    switch (t) {
#if defined(__x86_64__)
#if !defined(WIDTHWISE_EMULATED) && !defined(WIDTHWISE_WITHOUT_SSE4)
    case isa::tier::sse4:
        return f(tier_sse4::table{});
#endif
#if !defined(WIDTHWISE_EMULATED)
    case isa::tier::avx2:
        return f(tier_avx2::table{});
#endif
#if !defined(WIDTHWISE_WITHOUT_AVX_VNNI)
    case isa::tier::avx_vnni:
        return f(tier_avx_vnni::table{});
#endif
#if !defined(WIDTHWISE_WITHOUT_AVX512)
    case isa::tier::avx512:
        return f(tier_avx512::table{});
    case isa::tier::avx512_vnni:
        return f(tier_avx512_vnni::table{});
#endif
#if !defined(WIDTHWISE_WITHOUT_AMX)
    case isa::tier::amx_int8:
        return f(tier_amx_int8::table{});
#endif
#elif defined(__aarch64__)
    case isa::tier::neon:
        return f(tier_neon::table{});
#endif
    default:
        return f(no_table{});
    }
}

/// What the layout of packed weights asks of a tier.
struct tier_shape {
    int lanes = 0;
    int (*pair_output)(int half, int lane) = nullptr; ///< null: in order
    bool tiles = false;                               ///< weights of many inputs in whole tiles

    /// The output that lane `lane` of panel `panel` computes; may be past the last one.
    int output_of(int panel, int panels, int lane) const {
        bool const paired = pair_output != nullptr && (panel ^ 1) < panels;
        return paired ? (panel & ~1) * lanes + pair_output(panel & 1, lane) : panel * lanes + lane;
    }
};
inline tier_shape shape_of(isa::tier t) {
    return with_tier(t, []<class Table>(Table) {
        return tier_shape{Table::lanes, &Table::output_of, Table::tiles.begin != nullptr};
    });
}
/// Tiles stand ready while it lives, in a thread of its own and where the tier has them: kernels
/// may then be given sixteen rows and more.
class tile_scope {
public:
    explicit tile_scope(isa::tier t)
        : calls_(with_tier(t, []<class Table>(Table) { return Table::tiles; })) {
        if (calls_.begin != nullptr) {
            calls_.begin();
        }
    }
    tile_scope(tile_scope const&) = delete;
    tile_scope& operator=(tile_scope const&) = delete;
    ~tile_scope() {
        if (calls_.end != nullptr) {
            calls_.end();
        }
    }

private:
    tile_calls calls_;
};
/// Does the tier sum u8 x s8 in 32 bits, so that dot_u8<1> needs no proof?
inline bool has_exact_dot8(isa::tier t) {
    return with_tier(t, []<class Table>(Table) { return Table::exact_dot8; });
}

/// The kernels of a tier, or null where it has none: then a portable kernel runs.
template <class Dot, class End>
gemm_function gemm_for(isa::tier t) {
    return with_tier(t, []<class Table>(Table) { return Table::template gemm_kernel<Dot, End>(); });
}
/// The same over samples in lanes.
template <class Dot, class End>
batched_function batched_for(isa::tier t) {
    return with_tier(t,
                     []<class Table>(Table) { return Table::template batched_kernel<Dot, End>(); });
}
inline batched_encoder batched_encoder_for(isa::tier t) {
    return with_tier(t, []<class Table>(Table) { return Table::batched_encode(); });
}
/// A chain of them over one row.
template <class Dot>
fused_function fused_for(isa::tier t) {
    return with_tier(t, []<class Table>(Table) { return Table::template fused_kernel<Dot>(); });
}
/// relu(W x + b) or W x + b in float.
template <bool Relu>
gemm_function gemm_f32_for(isa::tier t) {
    return with_tier(t, []<class Table>(Table) { return Table::template gemm_f32_kernel<Relu>(); });
}
/// Steps: a cast after every product.
template <bool Steps>
gemm_function channelwise_for(isa::tier t) {
    return with_tier(
        t, []<class Table>(Table) { return Table::template channelwise_kernel<Steps>(); });
}
template <bool Relu>
gemm_function channelwise_f32_for(isa::tier t) {
    return with_tier(
        t, []<class Table>(Table) { return Table::template channelwise_f32_kernel<Relu>(); });
}
template <bool Mean>
pool_function pool_for(isa::tier t) {
    return with_tier(t, []<class Table>(Table) { return Table::template pool_kernel<Mean>(); });
}
inline normalize_function normalize_for(isa::tier t) {
    return with_tier(t, []<class Table>(Table) { return Table::normalize_kernel(); });
}
inline elementwise_function elementwise_for(isa::tier t) {
    return with_tier(t, []<class Table>(Table) { return Table::elementwise_kernel(); });
}
template <class Product>
constant_function constant_for(isa::tier t) {
    return with_tier(t,
                     []<class Table>(Table) { return Table::template constant_kernel<Product>(); });
}
/// 64-bit sums of 16-bit words, or of 32-bit ones.
template <bool Words>
gemm_function gemm_wide_for(isa::tier t) {
    return with_tier(t, []<class Table>(Table) { return Table::template wide_kernel<Words>(); });
}
inline cells_function cast_for(isa::tier t) {
    return with_tier(t, []<class Table>(Table) { return Table::cast_kernel(); });
}
inline cells_function encode_for(isa::tier t) {
    return with_tier(t, []<class Table>(Table) { return Table::encode_kernel(); });
}

} // namespace widthwise::kernels
