// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <type_traits>

#include <widthwise/verify/rounded_sums.hpp>

namespace widthwise {
namespace verify {

/// What casting every term to accum does to b + sum of w x: hls4ml's rule beside the exact sum.
/// Source: ap_fixed's casts (formats/requantize.hpp); two's complement addition is modulo 2^width.
struct step_facts {
    bool rounds = false;     ///< a product or the bias loses fraction bits that can be set
    bool leaves = false;     ///< the bias, a product or a partial sum can leave accum's range
    bool sum_leaves = false; ///< the whole sum can
    bool modular = false;    ///< what leaves is kept modulo 2^width (wrap, no saturated bits)
    int fraction = 0;        ///< fraction bits that hold the bias and every product
    bounds sum{};            ///< of the exact sum
    bounds stored{};         ///< of the sum of the rounded terms, in accum's units
    bounds reached{};        ///< of that, and of each rounded term by itself

    /// acc = b + sum of w x, exactly: no cast changes anything that is left in the end.
    constexpr bool exact() const { return !rounds && !(modular ? sum_leaves : leaves); }
    /// acc = wrap(b' + sum of round(w x)): terms in any order, one wrap at the end (none, unless
    /// sum_leaves). Otherwise every step has to be cast, in order.
    constexpr bool any_order() const { return !leaves || modular; }
};

namespace detail {
constexpr bool outside(bounds const& b, format_row const& row) {
    bounds const range = bounds_of(row);
    return b.far != 0 || b.low < range.low || b.high > range.high;
}
} // namespace detail

/// The facts of one sum: its products, and the sum of them rounded to accum's units; its bias
/// (no_bias(t): none); the accumulator it is given.
constexpr step_facts steps_of(terms const& t, bounds const& rounded_products, bounds const& bias,
                              format_row const& accum) {
    step_facts s{};
    int const zeros = bias.low == bias.high ? detail::trailing_zeros(bias.low.lo) : 0;
    bounds const start = detail::rounded(bias, accum);
    s.fraction = detail::larger(t.sum.frac - t.zeros, bias.frac - zeros); // low zero bits may go
    s.rounds = s.fraction > accum.frac;
    s.modular = overflow_mode(accum.over) == overflow::wrap && overflow_bits(accum.over) == 0;
    s.sum = add(t.sum, bias);
    s.stored = add(rounded_products, start);
    s.reached = join(s.stored, detail::rounded(t.product, accum));
    s.sum_leaves = detail::outside(s.stored, accum);
    s.leaves = detail::outside(s.reached, accum);
    return s;
}
/// The same where the formats of the products are all that is known.
constexpr step_facts steps_of(terms const& t, bounds const& bias, format_row const& accum) {
    return steps_of(t, rounded_sum(t, accum), bias, accum);
}
constexpr bounds no_bias(terms const& t) { return point(wide(), t.sum.frac); }

/// The facts of two sums at once.
constexpr step_facts join(step_facts const& a, step_facts const& b) {
    step_facts s{};
    s.rounds = a.rounds || b.rounds;
    s.leaves = a.leaves || b.leaves;
    s.sum_leaves = a.sum_leaves || b.sum_leaves;
    s.modular = a.modular && b.modular;
    s.fraction = detail::larger(a.fraction, b.fraction);
    s.sum = join(a.sum, b.sum);
    s.stored = join(a.stored, b.stored);
    s.reached = join(a.reached, b.reached);
    return s;
}

/// The sums of one layer, as a kernel may ask when weights are loaded. weight: raw values
/// [outputs, inputs]; bias: raw values [outputs], or null; x, w, b, accum: the node's formats.
template <class Weight, class Bias>
constexpr step_facts steps_of(Weight const* weight, Bias const* bias, std::int64_t outputs,
                              std::int64_t inputs, format_row const& x, format_row const& w,
                              format_row const& b, format_row const& accum) {
    step_facts all{};
    for (std::int64_t o = 0; o < outputs; ++o) {
        terms const t = terms_of(sum_weights(weight + o * inputs, inputs), inputs, x, w);
        bounds const start =
            bias == nullptr ? no_bias(t) : point(detail::to_wide(bias[o]), detail::frac_of(b));
        bounds const products = rounded_sum(weight + o * inputs, inputs, t, x, accum);
        step_facts const one = steps_of(t, products, start, accum);
        all = o == 0 ? one : join(all, one);
    }
    return all;
}

/// The exact sums of one layer, whatever its accumulator: the least and the largest of all outputs.
template <class Weight, class Bias>
constexpr bounds sums_of(Weight const* weight, Bias const* bias, std::int64_t outputs,
                         std::int64_t inputs, format_row const& x, format_row const& w,
                         format_row const& b) {
    bounds all{};
    for (std::int64_t o = 0; o < outputs; ++o) {
        terms const t = terms_of(sum_weights(weight + o * inputs, inputs), inputs, x, w);
        bounds const start =
            bias == nullptr ? no_bias(t) : point(detail::to_wide(bias[o]), detail::frac_of(b));
        all = o == 0 ? add(t.sum, start) : join(all, add(t.sum, start));
    }
    return all;
}

} // namespace verify
} // namespace widthwise
