// SPDX-License-Identifier: Apache-2.0
// A tier with an instruction that counts bits: its own kernels of bit planes, where the CPU has
// that instruction, and its base's for the rest.

#pragma GCC diagnostic push
// g++ takes the int in `v acc[Rows]` for a conversion, once per instance.
#pragma GCC diagnostic ignored "-Wsign-conversion"

#include <widthwise/kernels/body/store.ipp>

#include <widthwise/kernels/body/bits.ipp>

struct table : base_table {
    template <class Dot, class End>
    static gemm_function gemm_kernel() {
        if constexpr (requires { Dot::planes; }) {
            if (isa::has_popcnt512()) {
                return &gemm_planes<Dot, End>;
            }
        }
        return base_table::template gemm_kernel<Dot, End>();
    }
};

#pragma GCC diagnostic pop
