// SPDX-License-Identifier: Apache-2.0
// Sums of products in a tile's registers: how each kind adds a group of inputs, and the one loop
// over all of them.

#define WIDTHWISE_GROUP WIDTHWISE_TARGET inline __attribute__((always_inline)) ops::v

/// A vector of weights of one group.
template <class Dot>
WIDTHWISE_GROUP weights_of(Dot, std::byte const* from) {
    return ops::load(static_cast<void const*>(from));
}
WIDTHWISE_GROUP weights_of(dot_s16<8>, std::byte const* from) { return ops::load_s8(from); }
template <class Dot>
constexpr std::ptrdiff_t bytes_of_weights = ops::lanes * 4;
template <>
inline constexpr std::ptrdiff_t bytes_of_weights<dot_s16<8>> = ops::lanes * 2;

/// A group of inputs and its weights added to a sum.
WIDTHWISE_GROUP add_group(dot_u8<1>, ops::v sum, ops::v in, ops::v weights) {
    return ops::dot8(sum, in, weights);
}
template <int Bits>
WIDTHWISE_GROUP add_group(dot_s16<Bits>, ops::v sum, ops::v in, ops::v weights) {
    return ops::dot16(sum, in, weights);
}
WIDTHWISE_GROUP add_group(dot_u8<0>, ops::v sum, ops::v in, ops::v weights) {
    return ops::add16(sum, ops::dot8_pairs(in, weights));
}
WIDTHWISE_GROUP add_group(step_s16, ops::v sum, ops::v in, ops::v weights) {
    return ops::add16(sum, ops::mul16_high(in, weights));
}
/// Two sums of that kind as one: of 32 bits, or each of two of 16.
template <class Dot>
WIDTHWISE_GROUP add_sums(Dot, ops::v a, ops::v b) {
    return ops::add(a, b);
}
WIDTHWISE_GROUP add_sums(dot_u8<0>, ops::v a, ops::v b) { return ops::add16(a, b); }
WIDTHWISE_GROUP add_sums(step_s16, ops::v a, ops::v b) { return ops::add16(a, b); }
#undef WIDTHWISE_GROUP

template <int Rows, int Panels>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void clear(ops::v (&sum)[Rows][Panels]) {
    WIDTHWISE_UNROLL
    for (int m = 0; m < Rows; ++m) {
        WIDTHWISE_UNROLL
        for (int n = 0; n < Panels; ++n) {
            sum[m][n] = ops::zero();
        }
    }
}
/// acc[m][n] += both sums of 16 bits in each lane of sum[m][n].
template <int Rows, int Panels>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void widen(ops::v (&acc)[Rows][Panels],
                                                                  ops::v (&sum)[Rows][Panels]) {
    WIDTHWISE_UNROLL
    for (int m = 0; m < Rows; ++m) {
        WIDTHWISE_UNROLL
        for (int n = 0; n < Panels; ++n) {
            acc[m][n] = ops::dot16(acc[m][n], sum[m][n], ops::set16(1));
        }
    }
}

/// One row has few sums, each of which would wait for the one before: groups take turns in that
/// many of them.
template <int Panels>
constexpr int chains = Panels >= 4 ? 2 : 4;
template <class Dot, int Panels>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
sum_row(ops::v (&acc)[1][Panels], gemm_task const& t, int segments, std::byte const* x,
        std::byte const* w) {
    constexpr int count = chains<Panels>;
    constexpr std::ptrdiff_t step = bytes_of_weights<Dot>;
    ops::v sum[count][Panels];
    clear(sum);
    std::byte const* from[Panels];
    WIDTHWISE_UNROLL
    for (int n = 0; n < Panels; ++n) {
        sum[0][n] = acc[0][n];
        from[n] = w + static_cast<std::size_t>(n) * t.panel_bytes;
    }
    std::ptrdiff_t const groups = t.groups;
    std::ptrdiff_t at = 0; // of the weights
    for (int s = 0; s < segments; ++s, at += groups * step) {
        std::byte const* const in_segment = segments == 1 ? x : x + t.segment_at(s);
        std::ptrdiff_t k = 0;
        for (; k + count <= groups; k += count) {
            WIDTHWISE_UNROLL
            for (int c = 0; c < count; ++c) {
                ops::v const in =
                    ops::broadcast(static_cast<void const*>(in_segment + 4 * (k + c)));
                WIDTHWISE_UNROLL
                for (int n = 0; n < Panels; ++n) {
                    sum[c][n] = add_group(Dot{}, sum[c][n], in,
                                          weights_of(Dot{}, from[n] + at + (k + c) * step));
                }
            }
        }
        for (; k < groups; ++k) {
            ops::v const in = ops::broadcast(static_cast<void const*>(in_segment + 4 * k));
            WIDTHWISE_UNROLL
            for (int n = 0; n < Panels; ++n) {
                sum[0][n] =
                    add_group(Dot{}, sum[0][n], in, weights_of(Dot{}, from[n] + at + k * step));
            }
        }
    }
    WIDTHWISE_UNROLL
    for (int n = 0; n < Panels; ++n) {
        if constexpr (count == 4) {
            sum[2][n] = add_sums(Dot{}, sum[2][n], sum[3][n]);
        }
        sum[0][n] = add_sums(Dot{}, sum[0][n], sum[1][n]);
        acc[0][n] = count == 4 ? add_sums(Dot{}, sum[0][n], sum[2 % count][n]) : sum[0][n];
    }
}

/// acc[m][n] += x[row m] . w[panel n], over all segments and groups.
template <class Dot, int Rows, int Panels>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
sum_groups(ops::v (&acc)[Rows][Panels], gemm_task const& t, std::byte const* const (&x)[Rows],
           std::byte const* w) {
    if constexpr (Rows == 1 && Panels <= 4) {
        sum_row<Dot>(acc, t, t.segments, x[0], w);
    } else {
        for (int s = 0; s < t.segments; ++s) {
            std::ptrdiff_t const at = t.segment_at(s);
            for (int k = 0; k < t.groups; ++k, w += bytes_of_weights<Dot>) {
                ops::v weights[Panels];
                WIDTHWISE_UNROLL
                for (int n = 0; n < Panels; ++n) {
                    weights[n] = weights_of(Dot{}, w + static_cast<std::size_t>(n) * t.panel_bytes);
                }
                WIDTHWISE_UNROLL
                for (int m = 0; m < Rows; ++m) {
                    ops::v const in = ops::broadcast(static_cast<void const*>(x[m] + at + 4 * k));
                    WIDTHWISE_UNROLL
                    for (int n = 0; n < Panels; ++n) {
                        acc[m][n] = add_group(Dot{}, acc[m][n], in, weights[n]);
                    }
                }
            }
        }
    }
}

/// s16 x s8 or s16, and u8 x s8 where each step is widened to 32 bits (or summed there at once).
template <class Dot, int Rows, int Panels>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
accumulate(Dot, ops::v (&acc)[Rows][Panels], gemm_task const& t, std::byte const* const (&x)[Rows],
           std::byte const* w) {
    sum_groups<Dot>(acc, t, x, w);
}
/// u8 x s8 in 16 bits over the whole sum, widened once: the load has proven that it fits.
template <int Rows, int Panels>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
accumulate(dot_u8<0>, ops::v (&acc)[Rows][Panels], gemm_task const& t,
           std::byte const* const (&x)[Rows], std::byte const* w) {
    ops::v sum[Rows][Panels];
    clear(sum);
    sum_groups<dot_u8<0>>(sum, t, x, w);
    widen(acc, sum);
}
