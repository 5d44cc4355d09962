// SPDX-License-Identifier: Apache-2.0
// Sums of products in a tile's registers, row by row and panel by panel.

/// One row has few sums, each of which would wait for the one before: groups take turns in
/// `chains` of them.
template <int Rows, int Panels>
constexpr int chains = Rows > 1      ? 1
                       : Panels >= 4 ? 2
                                     : 4;

template <int Bits>
WIDTHWISE_TARGET inline __attribute__((always_inline)) ops::v weight_of(dot_s16<Bits>,
                                                                        std::byte const* from) {
    return Bits == 8 ? ops::load_s8(from) : ops::load(static_cast<void const*>(from));
}
WIDTHWISE_TARGET inline __attribute__((always_inline)) ops::v weight_of(dot_u8<1>,
                                                                        std::byte const* from) {
    return ops::load(static_cast<void const*>(from));
}
template <int Bits>
WIDTHWISE_TARGET inline __attribute__((always_inline)) ops::v dot_of(dot_s16<Bits>, ops::v sum,
                                                                     ops::v in, ops::v weight) {
    return ops::dot16(sum, in, weight);
}
WIDTHWISE_TARGET inline __attribute__((always_inline)) ops::v dot_of(dot_u8<1>, ops::v sum,
                                                                     ops::v in, ops::v weight) {
    return ops::dot8(sum, in, weight);
}
/// The same as accumulate() below, of one row.
template <class Dot, int Panels>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
accumulate_row(ops::v (&acc)[1][Panels], gemm_task const& t, std::byte const* x, std::byte const* w,
               std::ptrdiff_t step) {
    constexpr int count = chains<1, Panels>;
    ops::v sum[count][Panels];
    WIDTHWISE_UNROLL
    for (int n = 0; n < Panels; ++n) {
        sum[0][n] = acc[0][n];
        WIDTHWISE_UNROLL
        for (int c = 1; c < count; ++c) {
            sum[c][n] = ops::zero();
        }
    }
    for (int s = 0; s < t.segments; ++s) {
        std::byte const* at = x + t.segment_at(s);
        int k = 0;
        for (; k + count <= t.groups; k += count, at += count * 4, w += count * step) {
            WIDTHWISE_UNROLL
            for (int c = 0; c < count; ++c) {
                ops::v const in = ops::broadcast(static_cast<void const*>(at + c * 4));
                WIDTHWISE_UNROLL
                for (int n = 0; n < Panels; ++n) {
                    std::byte const* const from =
                        w + c * step + static_cast<std::size_t>(n) * t.panel_bytes;
                    sum[c][n] = dot_of(Dot{}, sum[c][n], in, weight_of(Dot{}, from));
                }
            }
        }
        for (; k < t.groups; ++k, at += 4, w += step) {
            ops::v const in = ops::broadcast(static_cast<void const*>(at));
            WIDTHWISE_UNROLL
            for (int n = 0; n < Panels; ++n) {
                std::byte const* const from = w + static_cast<std::size_t>(n) * t.panel_bytes;
                sum[0][n] = dot_of(Dot{}, sum[0][n], in, weight_of(Dot{}, from));
            }
        }
    }
    WIDTHWISE_UNROLL
    for (int n = 0; n < Panels; ++n) {
        WIDTHWISE_UNROLL
        for (int c = 1; c < count; ++c) {
            sum[0][n] = ops::add(sum[0][n], sum[c][n]);
        }
        acc[0][n] = sum[0][n];
    }
}

/// acc[m][n] += x[row m] . w[panel n], over all segments and groups.
template <int Rows, int Panels, int Bits>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
accumulate(dot_s16<Bits>, ops::v (&acc)[Rows][Panels], gemm_task const& t,
           std::byte const* const (&x)[Rows], std::byte const* w) {
    constexpr int step = ops::lanes * 2 * (Bits == 8 ? 1 : 2);
    if constexpr (Rows == 1 && Panels <= 4) {
        return accumulate_row<dot_s16<Bits>>(acc, t, x[0], w, step);
    }
    for (int s = 0; s < t.segments; ++s) {
        std::ptrdiff_t const at = t.segment_at(s);
        for (int k = 0; k < t.groups; ++k, w += step) {
            ops::v weight[Panels];
            WIDTHWISE_UNROLL
            for (int n = 0; n < Panels; ++n) {
                std::byte const* const from = w + static_cast<std::size_t>(n) * t.panel_bytes;
                weight[n] =
                    Bits == 8 ? ops::load_s8(from) : ops::load(static_cast<void const*>(from));
            }
            WIDTHWISE_UNROLL
            for (int m = 0; m < Rows; ++m) {
                ops::v const in = ops::broadcast(static_cast<void const*>(x[m] + at + 4 * k));
                WIDTHWISE_UNROLL
                for (int n = 0; n < Panels; ++n) {
                    acc[m][n] = ops::dot16(acc[m][n], in, weight[n]);
                }
            }
        }
    }
}

/// u8 x s8, each step widened to 32 bits (or summed there at once, where the tier can).
template <int Rows, int Panels>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
accumulate(dot_u8<1>, ops::v (&acc)[Rows][Panels], gemm_task const& t,
           std::byte const* const (&x)[Rows], std::byte const* w) {
    if constexpr (Rows == 1 && Panels <= 4) {
        return accumulate_row<dot_u8<1>>(acc, t, x[0], w, ops::lanes * 4);
    }
    for (int s = 0; s < t.segments; ++s) {
        std::ptrdiff_t const at = t.segment_at(s);
        for (int k = 0; k < t.groups; ++k, w += ops::lanes * 4) {
            ops::v weight[Panels];
            WIDTHWISE_UNROLL
            for (int n = 0; n < Panels; ++n) {
                weight[n] = ops::load(
                    static_cast<void const*>(w + static_cast<std::size_t>(n) * t.panel_bytes));
            }
            WIDTHWISE_UNROLL
            for (int m = 0; m < Rows; ++m) {
                ops::v const in = ops::broadcast(static_cast<void const*>(x[m] + at + 4 * k));
                WIDTHWISE_UNROLL
                for (int n = 0; n < Panels; ++n) {
                    acc[m][n] = ops::dot8(acc[m][n], in, weight[n]);
                }
            }
        }
    }
}

/// u8 x s8 in 16 bits over the whole sum, widened once: the load has proven that it fits.
template <int Rows, int Panels>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
accumulate(dot_u8<0>, ops::v (&acc)[Rows][Panels], gemm_task const& t,
           std::byte const* const (&x)[Rows], std::byte const* w) {
    ops::v sum[Rows][Panels];
    WIDTHWISE_UNROLL
    for (int m = 0; m < Rows; ++m) {
        WIDTHWISE_UNROLL
        for (int n = 0; n < Panels; ++n) {
            sum[m][n] = ops::zero();
        }
    }
    for (int s = 0; s < t.segments; ++s) {
        std::ptrdiff_t const at = t.segment_at(s);
        for (int k = 0; k < t.groups; ++k, w += ops::lanes * 4) {
            ops::v weight[Panels];
            WIDTHWISE_UNROLL
            for (int n = 0; n < Panels; ++n) {
                weight[n] = ops::load(
                    static_cast<void const*>(w + static_cast<std::size_t>(n) * t.panel_bytes));
            }
            WIDTHWISE_UNROLL
            for (int m = 0; m < Rows; ++m) {
                ops::v const in = ops::broadcast(static_cast<void const*>(x[m] + at + 4 * k));
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
