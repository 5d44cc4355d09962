// SPDX-License-Identifier: Apache-2.0
// Sums whose every product is cast (kernels/stepwise.hpp): 16-bit lanes where that is truncation
// and wrapping, 32-bit lanes otherwise. Included before the matrix kernels, which take it from
// here.

WIDTHWISE_TARGET inline ops::v cast_by(ops::v t, stage const& s);

/// The low bits of each lane, as accum reads them, and what a folded epilogue wants added.
WIDTHWISE_TARGET inline __attribute__((always_inline)) ops::v
wrap_to_accum(ops::v t, stepwise_constants const& c) {
    t = ops::shift_left(t, c.spare);
    t = c.sign ? ops::shift_right(t, c.spare) : ops::shift_logical(t, c.spare);
    return ops::add(t, ops::set(c.late));
}

/// Two 16-bit sums per output, one of each input of a group; low parts over all groups, then the
/// high parts that are not 0, panel by panel.
template <int Rows, int Panels>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
accumulate(step_s16, ops::v (&acc)[Rows][Panels], gemm_task const& t,
           std::byte const* const (&x)[Rows], std::byte const* w) {
    stepwise_constants const& c = *t.steps;
    ops::v sum[Rows][Panels];
    clear(sum);
    sum_groups<step_s16>(sum, t, x, w);
    w += t.segments * t.groups * bytes_of_weights<step_s16>;
    WIDTHWISE_UNROLL
    for (int n = 0; n < Panels; ++n) {
        std::int32_t range[2]; // of this panel's high parts, behind its low ones
        std::memcpy(range, w + static_cast<std::size_t>(n) * t.panel_bytes, sizeof range);
        for (std::int32_t e = range[0]; e < range[1]; ++e) {
            ops::v const weight = ops::load(
                static_cast<void const*>(c.high + static_cast<std::size_t>(e) * (ops::lanes * 4)));
            std::ptrdiff_t const at = c.high_at[e];
            WIDTHWISE_UNROLL
            for (int m = 0; m < Rows; ++m) {
                ops::v const in = ops::broadcast(static_cast<void const*>(x[m] + at));
                sum[m][n] = ops::add16(sum[m][n], ops::mul16_low(in, weight));
            }
        }
    }
    widen(acc, sum);
    WIDTHWISE_UNROLL
    for (int m = 0; m < Rows; ++m) {
        WIDTHWISE_UNROLL
        for (int n = 0; n < Panels; ++n) {
            acc[m][n] = wrap_to_accum(acc[m][n], c);
        }
    }
}

/// One product, s.add added already, rounded to accum's units. last: 2^shift, the last bit kept.
template <step_round Round>
WIDTHWISE_TARGET inline __attribute__((always_inline)) ops::v round_term(ops::v t, stage const& s,
                                                                         ops::v last) {
    if constexpr (Round == step_round::even) { // as end_even does (body/store.ipp)
        t = ops::sub(t, ops::equal(ops::bits_and(t, last), last));
    } else if constexpr (Round == step_round::any) {
        ops::v const exact = ops::sub(t, ops::set(s.add));
        ops::v const up = ops::bits_and(
            ops::bits_xor(ops::shift_logical(exact, s.shift), ops::set(s.flip)), ops::set(s.odd));
        t = ops::add(t, ops::add(up, ops::bits_and(ops::sign(exact), ops::set(s.add_negative))));
    }
    return ops::shift_right(t, s.shift);
}

/// Term by term in the order of the inputs. Panel by panel: what a step needs fills the registers.
template <step_round Round, step_fit Fit, int Rows, int Panels>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
accumulate(step_s32<Round, Fit>, ops::v (&acc)[Rows][Panels], gemm_task const& t,
           std::byte const* const (&x)[Rows], std::byte const* w) {
    stepwise_constants const c = *t.steps;
    ops::v const low = ops::set(0xffff);
    ops::v const last =
        ops::set(static_cast<std::int32_t>(std::uint32_t{1} << (c.term.shift & 31)));
    ops::v const offset = ops::set16(static_cast<std::int16_t>(c.in_offset));
    ops::v const constant = ops::set(Fit == step_fit::any ? 0 : c.term.add);
    auto const step = [&](ops::v& sum, ops::v in, ops::v weight, ops::v away) WIDTHWISE_TARGET {
        ops::v p = ops::sub(ops::dot16(ops::zero(), in, weight), away);
        if constexpr (Fit == step_fit::any) {
            sum = cast_by(ops::add(sum, cast_by(p, c.term)), c.sum);
            return;
        }
        p = round_term<Round>(p, c.term, last);
        if constexpr (Fit == step_fit::clamp) {
            p = ops::min(ops::max(p, ops::set(c.term.lo)), ops::set(c.term.hi));
            sum = ops::add(sum, p);
            sum = ops::min(ops::max(sum, ops::set(c.sum.lo)), ops::set(c.sum.hi));
        } else {
            sum = ops::add(sum, p);
        }
    };
    for (int n = 0; n < Panels; ++n) {
        std::byte const* from = w + static_cast<std::size_t>(n) * t.panel_bytes;
        ops::v sum[Rows];
        WIDTHWISE_UNROLL
        for (int m = 0; m < Rows; ++m) {
            sum[m] = acc[m][n];
        }
        for (int s = 0; s < t.segments; ++s) {
            std::ptrdiff_t const at = t.segment_at(s);
            for (int k = 0; k < t.groups; ++k, from += ops::lanes * 4) {
                ops::v const both = ops::load(static_cast<void const*>(from));
                ops::v const first = ops::bits_and(both, low);
                ops::v const second = ops::and_not(low, both);
                // x is kept as x + offset: what that adds to each product, and what rounding does.
                ops::v const first_away =
                    ops::sub(ops::dot16(ops::zero(), offset, first), constant);
                ops::v const second_away =
                    ops::sub(ops::dot16(ops::zero(), offset, second), constant);
                WIDTHWISE_UNROLL
                for (int m = 0; m < Rows; ++m) {
                    ops::v const in = ops::broadcast(static_cast<void const*>(x[m] + at + 4 * k));
                    step(sum[m], in, first, first_away);
                    step(sum[m], in, second, second_away);
                }
            }
        }
        WIDTHWISE_UNROLL
        for (int m = 0; m < Rows; ++m) {
            acc[m][n] = sum[m];
        }
    }
    WIDTHWISE_UNROLL
    for (int m = 0; m < Rows; ++m) {
        WIDTHWISE_UNROLL
        for (int n = 0; n < Panels; ++n) {
            acc[m][n] = Fit == step_fit::wrap ? wrap_to_accum(acc[m][n], c)
                                              : ops::add(acc[m][n], ops::set(c.late));
        }
    }
}
