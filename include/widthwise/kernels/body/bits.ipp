// SPDX-License-Identifier: Apache-2.0
// Weights and activations in bit planes: 32 products by a few logic operations and a count of set
// bits. One plane each for values of one bit; two for -1, 0 and 1: which are not 0, which are -1.

/// The planes of `count` cells, [word][Planes], zeros up to a whole word: a bit where a cell is not
/// `zero`, then where it is zero - 1. Returns how many cells are not zero.
template <int Planes>
WIDTHWISE_TARGET inline int pack_planes(std::byte const* x, int count, int zero,
                                        std::uint32_t* words) {
    int set = 0;
    for (int first = 0; first < count; first += 32, words += Planes) {
        std::byte part[32];
        std::byte const* from = x + first;
        if (count - first < 32) {
            std::memset(part, zero, sizeof part);
            std::memcpy(part, from, static_cast<std::size_t>(count - first));
            from = part;
        }
        words[0] = ~ops::equal_bits(from, zero);
        if constexpr (Planes == 2) {
            words[1] = ops::equal_bits(from, zero - 1);
        }
        set += __builtin_popcount(words[0]);
    }
    return set;
}

/// Bits to be counted for 32 lanes' products: those of value 1, and those of -1.
struct product_bits {
    ops::v plus, minus;
};
template <int Planes>
WIDTHWISE_TARGET inline __attribute__((always_inline)) product_bits
multiply_planes(std::uint32_t const* x, ops::v const* w) {
    ops::v const one = ops::bits_and(w[0], ops::broadcast(static_cast<void const*>(x)));
    if constexpr (Planes == 1) {
        return {one, one};
    } else {
        ops::v const turned = ops::bits_xor(w[1], ops::broadcast(static_cast<void const*>(x + 1)));
        return {ops::and_not(turned, one), ops::bits_and(turned, one)};
    }
}

/// acc[m][n] = start + product * (|plus| - |minus|) + input * set[m], over the words of row m and
/// panel n; without minus for one plane.
template <class End, int Planes, int Rows, int Panels>
WIDTHWISE_TARGET void tile_planes(gemm_task const& t, std::uint32_t const* const (&x)[Rows],
                                  int const (&set)[Rows], int words, int panel, std::byte* y) {
    constexpr int step = ops::lanes * 4 * Planes;
    // Bytes that count without a carry: 8 a plane and word.
    constexpr int deep = ops::counts_words ? 1 << 20 : Planes == 1 ? 31 : 15;
    ops::v acc[Rows][Panels];
    std::byte const* w = t.weights + static_cast<std::size_t>(panel) * t.panel_bytes;
    WIDTHWISE_UNROLL
    for (int m = 0; m < Rows; ++m) {
        WIDTHWISE_UNROLL
        for (int n = 0; n < Panels; ++n) {
            acc[m][n] = ops::zero();
        }
    }
    for (int first = 0; first < words; first += deep) {
        int const end = words - first > deep ? first + deep : words;
        ops::v sum[Rows][Panels];
        WIDTHWISE_UNROLL
        for (int m = 0; m < Rows; ++m) {
            WIDTHWISE_UNROLL
            for (int n = 0; n < Panels; ++n) {
                sum[m][n] = ops::zero();
            }
        }
        for (int k = first; k < end; ++k, w += step) {
            WIDTHWISE_UNROLL
            for (int n = 0; n < Panels; ++n) {
                std::byte const* const from = w + static_cast<std::size_t>(n) * t.panel_bytes;
                ops::v weight[Planes];
                WIDTHWISE_UNROLL
                for (int p = 0; p < Planes; ++p) {
                    weight[p] = ops::load(static_cast<void const*>(from + p * ops::lanes * 4));
                }
                WIDTHWISE_UNROLL
                for (int m = 0; m < Rows; ++m) {
                    product_bits const b = multiply_planes<Planes>(x[m] + k * Planes, weight);
                    if constexpr (ops::counts_words) {
                        sum[m][n] = ops::add(sum[m][n], ops::count_words(b.plus));
                        if constexpr (Planes == 2) {
                            sum[m][n] = ops::sub(sum[m][n], ops::count_words(b.minus));
                        }
                    } else {
                        // Bytes never carry into one another: any addition adds them. Bits that are
                        // not set stand for those of -1: 8 a byte too many.
                        sum[m][n] = ops::add(sum[m][n], ops::count_bytes(b.plus));
                        if constexpr (Planes == 2) {
                            sum[m][n] = ops::add(
                                sum[m][n], ops::count_bytes(ops::bits_xor(b.minus, ops::set(-1))));
                        }
                    }
                }
            }
        }
        WIDTHWISE_UNROLL
        for (int m = 0; m < Rows; ++m) {
            WIDTHWISE_UNROLL
            for (int n = 0; n < Panels; ++n) {
                acc[m][n] = ops::counts_words ? ops::add(acc[m][n], sum[m][n])
                                              : ops::dot8(acc[m][n], sum[m][n], ops::set8(1));
            }
        }
    }
    std::int32_t const extra = Planes == 2 && !ops::counts_words ? 32 * words : 0;
    WIDTHWISE_UNROLL
    for (int n = 0; n < Panels; ++n) {
        ops::v const start =
            ops::load(static_cast<void const*>(t.start + (panel + n) * ops::lanes));
        WIDTHWISE_UNROLL
        for (int m = 0; m < Rows; ++m) {
            ops::v const counted = ops::mul(acc[m][n], ops::set(t.bit_product));
            ops::v const from =
                ops::add(start, ops::set(t.bit_input * set[m] - t.bit_product * extra));
            acc[m][n] = ops::add(from, counted);
        }
    }
    store_tile<End, Rows, Panels>(t, acc, panel, y);
}

/// The whole product, of at most most_inputs inputs: rows by threes, their planes packed once for
/// all panels.
template <class Dot, class End>
WIDTHWISE_TARGET void gemm_planes(gemm_task const& t, std::byte const* x, std::byte* y, int rows) {
    constexpr int planes = Dot::planes, most = 3;
    int const panels = (t.outputs + ops::lanes - 1) / ops::lanes;
    int const run = (t.run + 31) / 32, words = run * t.segments;
    std::uint32_t bits[most * planes * (Dot::most_inputs / 32)];
    for (int row = 0; row < rows; row += most) {
        int const here = rows - row < most ? rows - row : most;
        int set[most] = {};
        for (int m = 0; m < here; ++m) {
            std::byte const* const from =
                x + (t.row_offset != nullptr ? t.row_offset[row + m] : (row + m) * t.row_bytes);
            for (int s = 0; s < t.segments; ++s) {
                set[m] += pack_planes<planes>(from + t.segment_at(s), t.run, t.bit_zero,
                                              bits + (m * words + s * run) * planes);
            }
        }
        std::byte* const to = y + row * t.out_bytes;
        int const apart = words * planes;
        int panel = 0;
        if (here == most) {
            std::uint32_t const* const at[3] = {bits, bits + apart, bits + 2 * apart};
            for (; panel + 2 <= panels; panel += 2) {
                tile_planes<End, planes, 3, 2>(t, at, set, words, panel, to);
            }
            if (panel < panels) {
                tile_planes<End, planes, 3, 1>(t, at, set, words, panel, to);
            }
            continue;
        }
        for (int m = 0; m < here; ++m) {
            std::uint32_t const* const at[1] = {bits + m * apart};
            int const own[1] = {set[m]};
            for (panel = 0; panel + 4 <= panels; panel += 4) {
                tile_planes<End, planes, 1, 4>(t, at, own, words, panel, to + m * t.out_bytes);
            }
            for (; panel + 2 <= panels; panel += 2) {
                tile_planes<End, planes, 1, 2>(t, at, own, words, panel, to + m * t.out_bytes);
            }
            if (panel < panels) {
                tile_planes<End, planes, 1, 1>(t, at, own, words, panel, to + m * t.out_bytes);
            }
        }
    }
}
