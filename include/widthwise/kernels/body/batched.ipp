// SPDX-License-Identifier: Apache-2.0
// Products whose samples lie in lanes (kernels/batched.hpp).

/// What stores need, in registers: a store might change what a task holds, as far as a compiler
/// knows.
struct batched_constants {
    stage s;
    ops::limits bytes, words;
    ops::f scale, shift;
    bool below, above; ///< are bytes clamped there?

    WIDTHWISE_TARGET explicit batched_constants(epilogue const& e)
        : s(e.stage_of[0]), bytes{ops::set8(static_cast<std::int8_t>(s.lo < 0 ? 0 : s.lo)),
                                  ops::set8(static_cast<std::int8_t>(s.hi > 255 ? 255 : s.hi))},
          words(ops::template limits_of<cell::s16>(s.lo, s.hi)), scale(ops::set(e.scale)),
          shift(ops::set(12582912.0f * (1 - e.scale))), below(s.lo > 0), above(s.hi < 255) {}
};
/// Four outputs of one vector of samples as bytes, a sample's side by side.
template <class End>
WIDTHWISE_TARGET inline __attribute__((always_inline)) ops::v
batched_bytes(End, ops::v a, ops::v b, ops::v c, ops::v d, batched_constants const& k) {
    return ops::turn_bytes(ops::pack_bytes(round_by(End{}, a, k.s), round_by(End{}, b, k.s),
                                           round_by(End{}, c, k.s), round_by(End{}, d, k.s)));
}
/// Two outputs as words.
template <class End>
WIDTHWISE_TARGET inline __attribute__((always_inline)) ops::v
batched_words(End, ops::v a, ops::v b, batched_constants const& k) {
    ops::v const words = ops::pack16(round_by(End{}, a, k.s), round_by(End{}, b, k.s));
    return ops::turn_words(ops::min16(ops::max16(words, k.words.lo), k.words.hi));
}
WIDTHWISE_TARGET inline __attribute__((always_inline)) ops::v
batched_words(end_even_float, ops::v a, ops::v, batched_constants const&) {
    return a; // bytes alone are rounded so
}
template <class Ops = ops>
WIDTHWISE_TARGET inline __attribute__((always_inline)) ops::v
batched_bytes(end_even_float, ops::v a, ops::v b, ops::v c, ops::v d, batched_constants const& k) {
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
    accumulate_batched(Dot{}, acc, t, output, x, t.weights + output * t.groups * 4);
    if constexpr (std::is_same_v<End, end_float>) {
        cast_floats(acc, t.end);
        WIDTHWISE_UNROLL
        for (int o = 0; o < Outputs; ++o) {
            WIDTHWISE_UNROLL
            for (int v = 0; v < Vectors; ++v) {
                ops::store(reinterpret_cast<float*>(y + (output + o) * batched_pitch) +
                               v * ops::lanes,
                           ops::mul(ops::to_float(acc[o][v]), k.scale));
            }
        }
    } else if (!std::is_same_v<End, end_even_float> && t.end.out == cell::s16) {
        WIDTHWISE_UNROLL
        for (int v = 0; v < Vectors; ++v) {
            WIDTHWISE_UNROLL
            for (int o = 0; o < Outputs; o += 2) {
                ops::store(y + (output + o) / 2 * batched_pitch + v * sizeof(ops::v),
                           batched_words(End{}, acc[o][v], acc[o + 1][v], k));
            }
        }
    } else {
        WIDTHWISE_UNROLL
        for (int v = 0; v < Vectors; ++v) {
            ops::v bytes = batched_bytes(End{}, acc[0][v], acc[1][v], acc[2][v], acc[3][v], k);
            if (k.above) {
                bytes = ops::min8(bytes, k.bytes.hi);
            }
            if (k.below) {
                bytes = ops::max8(bytes, k.bytes.lo);
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
