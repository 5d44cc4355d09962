// SPDX-License-Identifier: Apache-2.0
// A tier whose sums of products are single instructions: its own integer matrix kernels, and its
// base's for the rest.

#include <widthwise/kernels/body/gemm.ipp>

struct table : base_table {
    static constexpr bool exact_dot8 = ops::exact_dot8;

    template <class Dot, class End>
    static gemm_function gemm_kernel() {
        if constexpr (is_dot<Dot>) {
            return &gemm<typename merged<Dot, 1>::type, End>;
        } else {
            return base_table::template gemm_kernel<Dot, End>();
        }
    }
};
