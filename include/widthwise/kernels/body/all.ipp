// SPDX-License-Identifier: Apache-2.0
// Every kernel that is written once, and the table that lists them: a kernel is added here alone.

#pragma GCC diagnostic push
// g++ takes the int in `v acc[Rows]` for a conversion, once per instance.
#pragma GCC diagnostic ignored "-Wsign-conversion"

#include <widthwise/kernels/body/store.ipp>

#include <widthwise/kernels/body/accumulate.ipp>

#include <widthwise/kernels/body/stepwise.ipp>

#include <widthwise/kernels/body/narrow.ipp>

#include <widthwise/kernels/body/gemm.ipp>

#include <widthwise/kernels/body/masked.ipp>

#include <widthwise/kernels/body/packed.ipp>

#include <widthwise/kernels/body/bits.ipp>

#include <widthwise/kernels/body/wide_store.ipp>

#include <widthwise/kernels/body/wide.ipp>

#include <widthwise/kernels/body/gemm_f32.ipp>

#include <widthwise/kernels/body/decode.ipp>

#include <widthwise/kernels/body/rounding.ipp>

#include <widthwise/kernels/body/cells.ipp>

#include <widthwise/kernels/body/fused.ipp>

#include <widthwise/kernels/body/batched_sums.ipp>

#include <widthwise/kernels/body/batched.ipp>

#include <widthwise/kernels/body/batched_cells.ipp>

#include <widthwise/kernels/body/channelwise.ipp>

#include <widthwise/kernels/body/normalize.ipp>

#include <widthwise/kernels/body/pool.ipp>

#include <widthwise/kernels/body/elementwise.ipp>

#include <widthwise/kernels/body/constant.ipp>

/// What this tier offers (kernels/dispatch.hpp). A tier that improves on some kernels alone derives
/// its table from its base's; a function may be null, then the tier has no such kernel.
struct table {
    static constexpr int lanes = ops::lanes;
    static constexpr bool exact_dot8 = ops::exact_dot8;
    static constexpr tile_calls tiles{};
    static constexpr int output_of(int half, int lane) { return ops::output_of(half, lane); }

    template <class Dot, class End>
    static gemm_function gemm_kernel() {
        if constexpr (requires { Dot::planes; }) {
            return &gemm_planes<Dot, End>;
        } else if constexpr (is_packed<Dot>) {
            return &gemm_packed<Dot, typename merged<dot_u8<Dot::depth>, ops::groups>::type, End>;
        } else {
            return &gemm<typename merged<Dot, ops::groups>::type, End>;
        }
    }
    template <class Dot>
    static fused_function fused_kernel() {
        return &fused<typename merged<Dot, ops::groups>::type>;
    }
    template <class Dot, class End>
    static batched_function batched_kernel() {
        if constexpr (std::is_same_v<End, end_even_float> && !ops::rounds_even) {
            return nullptr;
        } else {
            constexpr bool words = std::is_same_v<Dot, dot_s16<8>>;
            return &gemm_batched<std::conditional_t<words, dot_s16<16>, Dot>, End>;
        }
    }
    static batched_encoder batched_encode() { return &encode_batched; }
    template <bool Relu>
    static gemm_function gemm_f32_kernel() {
        return &gemm_f32<Relu>;
    }
    template <bool Words>
    static gemm_function wide_kernel() {
        return &gemm_wide<Words>;
    }
    template <bool Steps>
    static gemm_function channelwise_kernel() {
        return &channelwise<Steps>;
    }
    template <bool Relu>
    static gemm_function channelwise_f32_kernel() {
        return &channelwise_f32<Relu>;
    }
    template <bool Mean>
    static pool_function pool_kernel() {
        return &pool<Mean>;
    }
    static normalize_function normalize_kernel() { return &normalize; }
    static elementwise_function elementwise_kernel() { return &elementwise; }
    template <class Product>
    static constant_function constant_kernel() {
        return &constant_layer<Product>;
    }
    static cells_function cast_kernel() { return &cast_cells; }
    static cells_function encode_kernel() { return &encode_cells; }
};

#pragma GCC diagnostic pop
