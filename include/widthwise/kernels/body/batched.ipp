// SPDX-License-Identifier: Apache-2.0
// Products whose samples lie in lanes (kernels/batched.hpp).

constexpr int batched_vectors = 4; ///< of a block of samples
constexpr std::ptrdiff_t batched_pitch = batched_vectors * sizeof(ops::v);

/// acc[o][v] += w[o] . x[vector v], over all groups of four inputs.
template <int Outputs, int Vectors>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
accumulate_batched(dot_u8<1>, ops::v (&acc)[Outputs][Vectors], batched_task const& t,
                   std::byte const* x, std::byte const* w) {
    for (int k = 0; k < t.groups; ++k, x += batched_pitch, w += Outputs * 4) {
        ops::v weight[Outputs];
        WIDTHWISE_UNROLL
        for (int o = 0; o < Outputs; ++o) {
            weight[o] = ops::broadcast(static_cast<void const*>(w + o * 4));
        }
        WIDTHWISE_UNROLL
        for (int v = 0; v < Vectors; ++v) {
            ops::v const in = ops::load(static_cast<void const*>(x + v * sizeof(ops::v)));
            WIDTHWISE_UNROLL
            for (int o = 0; o < Outputs; ++o) {
                acc[o][v] = ops::dot8(acc[o][v], in, weight[o]);
            }
        }
    }
}
/// In 16 bits over the whole sum.
template <int Outputs, int Vectors>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
accumulate_batched(dot_u8<0>, ops::v (&acc)[Outputs][Vectors], batched_task const& t,
                   std::byte const* x, std::byte const* w) {
    ops::v sum[Outputs][Vectors];
    WIDTHWISE_UNROLL
    for (int o = 0; o < Outputs; ++o) {
        WIDTHWISE_UNROLL
        for (int v = 0; v < Vectors; ++v) {
            sum[o][v] = ops::zero();
        }
    }
    for (int k = 0; k < t.groups; ++k, x += batched_pitch, w += Outputs * 4) {
        ops::v in[Vectors];
        WIDTHWISE_UNROLL
        for (int v = 0; v < Vectors; ++v) {
            in[v] = ops::load(static_cast<void const*>(x + v * sizeof(ops::v)));
        }
        WIDTHWISE_UNROLL
        for (int o = 0; o < Outputs; ++o) {
            ops::v const weight = ops::broadcast(static_cast<void const*>(w + o * 4));
            WIDTHWISE_UNROLL
            for (int v = 0; v < Vectors; ++v) {
                sum[o][v] = ops::keep(ops::add16(sum[o][v], ops::dot8_pairs(in[v], weight)));
            }
        }
    }
    WIDTHWISE_UNROLL
    for (int o = 0; o < Outputs; ++o) {
        WIDTHWISE_UNROLL
        for (int v = 0; v < Vectors; ++v) {
            acc[o][v] = ops::dot16(acc[o][v], sum[o][v], ops::set16(1));
        }
    }
}

/// What stores need, in registers: a store might change what a task holds, as far as a compiler
/// knows.
struct batched_constants {
    stage s;
    ops::v lo, hi;
    ops::f scale, shift;
    bool below, above; ///< is anything clamped there?

    WIDTHWISE_TARGET explicit batched_constants(epilogue const& e)
        : s(e.stage_of[0]), lo(ops::set8(static_cast<std::int8_t>(s.lo))),
          hi(ops::set8(static_cast<std::int8_t>(s.hi))), scale(ops::set(e.scale)),
          shift(ops::set(12582912.0f * (1 - e.scale))), below(s.lo > 0), above(s.hi < 255) {}
};
/// Four outputs of one vector of samples as bytes, a sample's side by side.
template <class End>
WIDTHWISE_TARGET inline __attribute__((always_inline)) ops::v
batched_bytes(End, ops::v a, ops::v b, ops::v c, ops::v d, batched_constants const& k) {
    return ops::turn_bytes(ops::pack_bytes(round_by(End{}, a, k.s), round_by(End{}, b, k.s),
                                           round_by(End{}, c, k.s), round_by(End{}, d, k.s)));
}
template <class Ops = ops>
WIDTHWISE_TARGET inline __attribute__((always_inline)) ops::v
batched_bytes(end_even_float, ops::v a, ops::v b, ops::v c, ops::v d,
              batched_constants const& k) {
    return Ops::round_even_bytes(a, b, c, d, k.scale, k.shift);
}

template <class Dot, class End, int Outputs, int Vectors>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
tile_batched(batched_task const& t, batched_constants const& k, std::byte const* x, int output,
             std::byte* y) {
    ops::v acc[Outputs][Vectors];
    WIDTHWISE_UNROLL
    for (int o = 0; o < Outputs; ++o) {
        ops::v const start = ops::broadcast(static_cast<void const*>(t.start + output + o));
        WIDTHWISE_UNROLL
        for (int v = 0; v < Vectors; ++v) {
            acc[o][v] = start;
        }
    }
    accumulate_batched(Dot{}, acc, t, x, t.weights + output * t.groups * 4);
    if constexpr (std::is_same_v<End, end_float>) {
        cast_floats<Outputs * Vectors>(acc[0], t.end);
        WIDTHWISE_UNROLL
        for (int o = 0; o < Outputs; ++o) {
            WIDTHWISE_UNROLL
            for (int v = 0; v < Vectors; ++v) {
                ops::store(reinterpret_cast<float*>(y + (output + o) * batched_pitch) +
                               v * ops::lanes,
                           ops::mul(ops::to_float(acc[o][v]), k.scale));
            }
        }
    } else {
        WIDTHWISE_UNROLL
        for (int v = 0; v < Vectors; ++v) {
            ops::v bytes = batched_bytes(End{}, acc[0][v], acc[1][v], acc[2][v], acc[3][v], k);
            if (k.above) {
                bytes = ops::min8(bytes, k.hi);
            }
            if (k.below) {
                bytes = ops::max8(bytes, k.lo);
            }
            ops::store(y + output / 4 * batched_pitch + v * sizeof(ops::v), bytes);
        }
    }
}

template <class Dot, class End, int Vectors>
WIDTHWISE_TARGET void rows_batched(batched_task const& t, std::byte const* x, std::byte* y) {
    batched_constants const k(t.end);
    int output = 0;
    for (; output + 4 <= t.outputs; output += 4) {
        tile_batched<Dot, End, 4, Vectors>(t, k, x, output, y);
    }
    if constexpr (std::is_same_v<End, end_float>) {
        for (; output < t.outputs; ++output) {
            tile_batched<Dot, End, 1, Vectors>(t, k, x, output, y);
        }
    }
}
/// The whole product.
template <class Dot, class End>
WIDTHWISE_TARGET void gemm_batched(batched_task const& t, std::byte const* x, std::byte* y,
                                   int vectors) {
    constexpr int most = ops::registers == 32 ? 4 : 2;
    int v = 0;
    for (; v + most <= vectors; v += most) {
        std::ptrdiff_t const at = v * static_cast<std::ptrdiff_t>(sizeof(ops::v));
        rows_batched<Dot, End, most>(t, x + at, y + at);
    }
    for (; v < vectors; ++v) {
        std::ptrdiff_t const at = v * static_cast<std::ptrdiff_t>(sizeof(ops::v));
        rows_batched<Dot, End, 1>(t, x + at, y + at);
    }
}
