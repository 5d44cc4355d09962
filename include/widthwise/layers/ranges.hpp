// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include <widthwise/core/wide.hpp>
#include <widthwise/formats/requantize.hpp>
#include <widthwise/layers/row.hpp>

namespace widthwise {

/// Interval arithmetic on raw values, by which exact results are bounded.
namespace interval {

/// [-below, above] * 2^-frac: every format holds 0. needed: the bits it takes when either end
/// leaves 64 bits, else 0. Few steps per operation, for a network's formats are one constant.
struct range {
    std::uint64_t below = 0;
    std::uint64_t above = 0;
    int frac = 0;
    int needed = 0;
};

constexpr int larger(int a, int b) { return a > b ? a : b; }
constexpr std::uint64_t larger(std::uint64_t a, std::uint64_t b) { return a > b ? a : b; }

constexpr range range_of(format_row const& row) {
    if (row.kind != format_kind::fixed) {
        return range{1, 1, 0, 0}; // binary, ternary
    }
    std::uint64_t const top = row.sign ? std::uint64_t{1} << (row.width - 1)
                              : row.width == 64
                                  ? 0
                                  : std::uint64_t{1} << row.width; // 2^64 - 1 = 0 - 1 below
    return range{row.sign ? top : 0, top - 1, row.frac, 0};
}
/// Bits of a two's complement (or, with nothing below zero, unsigned) pattern that holds it.
constexpr int width_of(range const& r) {
    if (r.needed != 0) {
        return r.needed;
    }
    int const up = bit_length(r.above);
    return r.below == 0 ? larger(up, 1) : 1 + larger(up, bit_length(r.below - 1));
}
constexpr range out_of_reach(int needed, int frac) { return range{0, 0, frac, larger(needed, 65)}; }

/// The same interval with more fraction bits.
constexpr range align(range const& r, int frac) {
    int const up = frac - r.frac;
    if (up == 0) {
        return r;
    }
    int const bits = bit_length(larger(r.above, r.below)) + up;
    return r.needed != 0 || bits > 64 ? out_of_reach(width_of(r) + up, frac)
                                      : range{r.below << up, r.above << up, frac, 0};
}
constexpr range negate(range const& r) { return range{r.above, r.below, r.frac, r.needed}; }

constexpr range add(range const& a, range const& b) {
    int const frac = larger(a.frac, b.frac);
    range const x = align(a, frac), y = align(b, frac);
    std::uint64_t const below = x.below + y.below, above = x.above + y.above;
    return x.needed != 0 || y.needed != 0 || below < x.below || above < x.above
               ? out_of_reach(1 + larger(width_of(x), width_of(y)), frac)
               : range{below, above, frac, 0};
}
constexpr range join(range const& a, range const& b) {
    int const frac = larger(a.frac, b.frac);
    range const x = align(a, frac), y = align(b, frac);
    return x.needed != 0 || y.needed != 0
               ? out_of_reach(larger(width_of(x), width_of(y)), frac)
               : range{larger(x.below, y.below), larger(x.above, y.above), frac, 0};
}

/// n * max(a1 b1, a2 b2), or the bits it needs when it leaves 64.
struct scaled {
    std::uint64_t value;
    int needed;
};
constexpr scaled larger_product(std::uint64_t a1, std::uint64_t b1, std::uint64_t a2,
                                std::uint64_t b2, std::uint64_t n) {
    if (bit_length(a1 | a2) + bit_length(b1 | b2) + bit_length(n) <= 64) {
        return scaled{larger(a1 * b1, a2 * b2) * n, 0};
    }
    wide const p = multiply_unsigned(a1, b1), q = multiply_unsigned(a2, b2);
    wide const big = detail::high(p) != detail::high(q)
                         ? (detail::high(p) > detail::high(q) ? p : q)
                     : p.lo > q.lo ? p
                                   : q;
    int const bits = magnitude_bits(big) + bit_length(n);
    if (detail::high(big) == 0) {
        wide const all = multiply_unsigned(big.lo, n);
        return detail::high(all) == 0 ? scaled{all.lo, 0} : scaled{0, magnitude_bits(all)};
    }
    return scaled{0, bits};
}
/// n * a * b, n >= 1.
constexpr range product(range const& a, range const& b, std::int64_t n) {
    std::uint64_t const times = static_cast<std::uint64_t>(n);
    scaled const above = larger_product(a.above, b.above, a.below, b.below, times);
    scaled const below = larger_product(a.above, b.below, a.below, b.above, times);
    int const frac = a.frac + b.frac;
    return a.needed != 0 || b.needed != 0 ? out_of_reach(width_of(a) + width_of(b), frac)
           : above.needed != 0 || below.needed != 0
               ? out_of_reach(1 + larger(above.needed, below.needed), frac)
               : range{below.value, above.value, frac, 0};
}

/// The narrowest `fixed` that holds the interval: signed only if it reaches below zero.
/// width may come out above 64: the caller reports accumulator_too_wide.
constexpr format_row format_of(range const& r) {
    format_row row{};
    row.kind = format_kind::fixed;
    row.name = "fixed";
    row.frac = r.frac;
    row.sign = r.below != 0 || r.needed != 0;
    row.width = width_of(r);
    return row;
}

/// The exact result of b + sum over terms of w * x (bias null: none).
constexpr format_row mac_format(format_row const& x, format_row const& w, format_row const* bias,
                                std::int64_t terms) {
    range const sum = product(range_of(x), range_of(w), terms);
    return format_of(bias != nullptr ? add(sum, range_of(*bias)) : sum);
}

} // namespace interval

} // namespace widthwise
