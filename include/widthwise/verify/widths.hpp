// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include <widthwise/verify/stepwise.hpp>

namespace widthwise {
namespace verify {

/// Accumulator widths by the rules of other tools, to compare with the exact one. x, w, b: formats
/// of the operands; all widths are two's complement bits. Beyond 64 they are only estimates.
namespace width_rule {

/// Bits for K products of N-bit inputs and M-bit weights, whatever they are; the bias not counted:
///   K 2^(N - s) 2^(M - 1) <= 2^(P - 1) - 1,  s: 1 if the inputs are signed.
/// Source: A2Q, the data-type bound.
constexpr int a2q_type(std::int64_t terms, format_row const& x, format_row const& w) {
    return bit_length(static_cast<std::uint64_t>(terms)) + x.width - (x.sign ? 1 : 0) + w.width;
}
/// The same for weights whose sizes sum to l1, in raw units: l1 2^(N - s) <= 2^(P - 1) - 1.
/// Source: A2Q, the weight bound (Brevitas get_upper_bound_on_l1_norm).
constexpr int a2q_weight(wide l1, format_row const& x) {
    return 1 + magnitude_bits(l1) + (l1.zero() ? 0 : x.width - (x.sign ? 1 : 0));
}
/// hls4ml's accum = auto: the product's integer and fraction bits, ceil(log2 K) more, one for the
/// bias (null: none).
constexpr int hls4ml_auto(std::int64_t terms, format_row const& x, format_row const& w,
                          format_row const* b) {
    int const growth = bit_length(static_cast<std::uint64_t>(terms - 1));
    int const frac = detail::frac_of(x) + detail::frac_of(w);
    int const whole = x.width + w.width - frac + growth;
    return b == nullptr ? whole + frac
                        : detail::larger(whole, b->width - detail::frac_of(*b)) + 1 +
                              detail::larger(frac, detail::frac_of(*b));
}

} // namespace width_rule

/// The bits of the narrowest accumulator of accum's units, sign and modes that keeps every sum:
/// where it wraps, of the sum alone; else of every term and partial sum too.
/// One that is unsigned and would have to go below zero needs a sign: as many bits as a signed one.
constexpr int needed_width(step_facts const& s, format_row const& accum) {
    bounds const b = s.modular ? s.stored : s.reached;
    bool const symmetric = overflow_mode(accum.over) == overflow::saturate_symmetric && accum.sign;
    int const size = symmetric ? detail::larger(magnitude_bits(-b.low), magnitude_bits(b.high))
                               : detail::size_bits(b);
    return b.far != 0 ? b.far : accum.sign || b.low.negative() ? 1 + size : detail::larger(1, size);
}
/// Can a sum leave accum (or, where it does not wrap, a term or a partial sum)?
constexpr bool overflows(step_facts const& s) { return s.modular ? s.sum_leaves : s.leaves; }

} // namespace verify
} // namespace widthwise
