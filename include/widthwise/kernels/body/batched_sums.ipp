// SPDX-License-Identifier: Apache-2.0
// Sums of products whose samples lie in lanes (kernels/batched.hpp).

constexpr int batched_vectors = 4; ///< of a block of samples
constexpr std::ptrdiff_t batched_pitch = batched_vectors * sizeof(ops::v);

/// acc[o][v] += x[vector v] . w[o], over all groups of inputs.
template <class Dot, int Outputs, int Vectors>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
add_groups(ops::v (&acc)[Outputs][Vectors], batched_task const& t, std::byte const* x,
           std::byte const* w) {
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
                acc[o][v] = add_group(Dot{}, acc[o][v], in[v], weight);
            }
        }
    }
}
/// In 32 bits.
template <class Dot, int Outputs, int Vectors>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
accumulate_batched(Dot, ops::v (&acc)[Outputs][Vectors], batched_task const& t, int,
                   std::byte const* x, std::byte const* w) {
    add_groups<Dot>(acc, t, x, w);
}
/// In 16 bits over the whole sum.
template <int Outputs, int Vectors>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
accumulate_batched(dot_u8<0>, ops::v (&acc)[Outputs][Vectors], batched_task const& t, int,
                   std::byte const* x, std::byte const* w) {
    ops::v sum[Outputs][Vectors];
    clear(sum);
    add_groups<dot_u8<0>>(sum, t, x, w);
    widen(acc, sum);
}
/// Two 16-bit sums per output, of truncated products; then the weights' high parts.
template <int Outputs, int Vectors>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
accumulate_batched(step_s16, ops::v (&acc)[Outputs][Vectors], batched_task const& t, int output,
                   std::byte const* x, std::byte const* w) {
    ops::v sum[Outputs][Vectors];
    clear(sum);
    add_groups<step_s16>(sum, t, x, w);
    WIDTHWISE_UNROLL
    for (int o = 0; o < Outputs; ++o) {
        for (std::int32_t e = t.high_range[output + o]; e < t.high_range[output + o + 1]; ++e) {
            ops::v const weight = ops::broadcast(
                static_cast<void const*>(t.steps.high + static_cast<std::ptrdiff_t>(e) * 4));
            std::byte const* const from = x + t.high_group[e] * batched_pitch;
            WIDTHWISE_UNROLL
            for (int v = 0; v < Vectors; ++v) {
                ops::v const in = ops::load(static_cast<void const*>(from + v * sizeof(ops::v)));
                sum[o][v] = ops::keep(ops::add16(sum[o][v], ops::mul16_low(in, weight)));
            }
        }
    }
    widen(acc, sum);
    WIDTHWISE_UNROLL
    for (int o = 0; o < Outputs; ++o) {
        WIDTHWISE_UNROLL
        for (int v = 0; v < Vectors; ++v) {
            acc[o][v] = wrap_to_accum(acc[o][v], t.steps);
        }
    }
}
