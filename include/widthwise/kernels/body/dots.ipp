// SPDX-License-Identifier: Apache-2.0
// A tier whose sums of products are single instructions: its own integer matrix kernels, and its
// base's for the rest.

#pragma GCC diagnostic push
// g++ takes the int in `v acc[Rows]` for a conversion, once per instance.
#pragma GCC diagnostic ignored "-Wsign-conversion"

#include <widthwise/kernels/body/store.ipp>

#include <widthwise/kernels/body/accumulate.ipp>

#include <widthwise/kernels/body/narrow.ipp>

#include <widthwise/kernels/body/gemm.ipp>

#include <widthwise/kernels/body/masked.ipp>

#include <widthwise/kernels/body/packed.ipp>

#include <widthwise/kernels/body/fused.ipp>

#include <widthwise/kernels/body/batched_sums.ipp>

#include <widthwise/kernels/body/batched.ipp>

#include <widthwise/kernels/body/wide_store.ipp>

#include <widthwise/kernels/body/wide.ipp>

struct table : base_table {
    static constexpr bool exact_dot8 = ops::exact_dot8;

    template <class Dot, class End>
    static gemm_function gemm_kernel() {
        if constexpr (is_dot<Dot>) {
            return &gemm<typename merged<Dot, 1>::type, End>;
        } else if constexpr (is_packed<Dot>) {
            return &gemm_packed<Dot, dot_u8<1>, End>;
        } else {
            return base_table::template gemm_kernel<Dot, End>();
        }
    }
    template <class Dot>
    static fused_function fused_kernel() {
        if constexpr (is_dot<Dot>) {
            return &fused<typename merged<Dot, 1>::type>;
        } else {
            return base_table::template fused_kernel<Dot>();
        }
    }
    template <class Dot, class End>
    static batched_function batched_kernel() {
        if constexpr (std::is_same_v<Dot, dot_s16<8>>) {
            return nullptr; // bytes stay bytes
        } else if constexpr (is_dot<Dot> &&
                             (!std::is_same_v<End, end_even_float> || ops::rounds_even)) {
            return &gemm_batched<typename merged<Dot, 1>::type, End>;
        } else {
            return base_table::template batched_kernel<Dot, End>();
        }
    }
    template <bool Words>
    static gemm_function wide_kernel() {
        if constexpr (Words) {
            return &gemm_wide<true>;
        } else {
            return base_table::template wide_kernel<false>();
        }
    }
};

#pragma GCC diagnostic pop
