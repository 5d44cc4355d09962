// SPDX-License-Identifier: Apache-2.0
// u8 x narrow weights in 16-bit sums: Depth groups of four inputs before they are widened, which
// the formats or the load have proven to fit. Weights of 1, 2 or 4 bits stay packed, 8 / Bits
// groups to a byte, and are looked up on their way into a register.

/// acc[m][n] += x[row m] . w[panel n]
template <int Rows, int Panels, int Depth, int Bits>
requires(Depth > 1) WIDTHWISE_TARGET inline
    __attribute__((always_inline)) void accumulate(dot_u8<Depth, Bits>, ops::v (&acc)[Rows][Panels],
                                                   gemm_task const& t,
                                                   std::byte const* const (&x)[Rows],
                                                   std::byte const* w) {
    constexpr int fields = 8 / Bits, vectors = Depth / fields;
    int const stored = (t.groups + fields - 1) / fields;
    ops::v const table = ops::table(t.code.value);
    for (int s = 0; s < t.segments; ++s) {
        std::ptrdiff_t at = t.segment_at(s);
        for (int first = 0; first < stored; first += vectors) {
            int const end = first + vectors < stored ? first + vectors : stored;
            ops::v sum[Rows][Panels];
            clear(sum);
            for (int k = first; k < end; ++k, w += ops::lanes * 4) {
                ops::v packed[Panels];
                WIDTHWISE_UNROLL
                for (int n = 0; n < Panels; ++n) {
                    packed[n] = ops::load(
                        static_cast<void const*>(w + static_cast<std::size_t>(n) * t.panel_bytes));
                    if constexpr (Bits < 8) {
                        packed[n] = ops::bits_xor(packed[n], ops::set8(-128));
                    }
                }
                WIDTHWISE_UNROLL
                for (int j = 0; j < fields; ++j, at += 4) {
                    ops::v weight[Panels];
                    WIDTHWISE_UNROLL
                    for (int n = 0; n < Panels; ++n) {
                        if constexpr (Bits == 8) {
                            weight[n] = packed[n];
                        } else {
                            weight[n] = ops::template lookup<Bits>(table, packed[n], j);
                        }
                    }
                    WIDTHWISE_UNROLL
                    for (int m = 0; m < Rows; ++m) {
                        ops::v const in = ops::broadcast(static_cast<void const*>(x[m] + at));
                        WIDTHWISE_UNROLL
                        for (int n = 0; n < Panels; ++n) {
                            sum[m][n] = ops::add16(sum[m][n], ops::dot8_pairs(in, weight[n]));
                        }
                    }
                }
            }
            WIDTHWISE_UNROLL
            for (int m = 0; m < Rows; ++m) {
                WIDTHWISE_UNROLL
                for (int n = 0; n < Panels; ++n) {
                    acc[m][n] = ops::dot16(acc[m][n], sum[m][n], ops::set16(1));
                }
            }
        }
    }
}
