// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/core/wide.hpp>
#include <widthwise/formats/requantize.hpp>
#include <widthwise/layers/row.hpp>

namespace widthwise {

/// An interval of raw values: [lo, hi] * 2^-frac. bits: an upper bound on the bits of either end, so
/// that products and sums which would leave 128 bits are noticed before they do.
struct range {
    wide lo{};
    wide hi{};
    int frac = 0;
    bool too_wide = false;
    int needed = 0; ///< bits needed when too_wide
};

constexpr range range_of(format_row const& row) {
    range r{};
    r.lo = min_raw(row);
    r.hi = max_raw(row);
    r.frac = row.kind == hash_name("fixed") ? row.frac : 0;
    return r;
}

constexpr int larger(int a, int b) { return a > b ? a : b; }
constexpr wide larger(wide a, wide b) { return a < b ? b : a; }
constexpr wide smaller(wide a, wide b) { return a < b ? a : b; }
constexpr int range_bits(range const& r) {
    return r.too_wide ? r.needed : 1 + larger(magnitude_bits(r.lo), magnitude_bits(r.hi));
}

constexpr range out_of_reach(int needed, int frac) {
    range r{};
    r.too_wide = true;
    r.needed = needed;
    r.frac = frac;
    return r;
}

/// The same interval with more fraction bits.
constexpr range align(range const& r, int frac) {
    int up = frac - r.frac;
    if (up == 0 || r.too_wide) {
        return r;
    }
    if (range_bits(r) + up > 120) {
        return out_of_reach(range_bits(r) + up, frac);
    }
    range a{};
    a.lo = r.lo << up;
    a.hi = r.hi << up;
    a.frac = frac;
    return a;
}
constexpr range negate(range const& r) {
    range n = r;
    n.lo = -r.hi;
    n.hi = -r.lo;
    return n;
}
constexpr range add(range const& a, range const& b) {
    int frac = larger(a.frac, b.frac);
    range x = align(a, frac), y = align(b, frac);
    if (x.too_wide || y.too_wide) {
        return out_of_reach(1 + larger(range_bits(x), range_bits(y)), frac);
    }
    x.lo = x.lo + y.lo;
    x.hi = x.hi + y.hi;
    return x;
}
constexpr range join(range const& a, range const& b) {
    int frac = larger(a.frac, b.frac);
    range x = align(a, frac), y = align(b, frac);
    if (x.too_wide || y.too_wide) {
        return out_of_reach(larger(range_bits(x), range_bits(y)), frac);
    }
    x.lo = smaller(x.lo, y.lo);
    x.hi = larger(x.hi, y.hi);
    return x;
}
/// n * a * b, n >= 1.
constexpr range product(range const& a, range const& b, std::int64_t n) {
    int bits = range_bits(a) + range_bits(b) + magnitude_bits(wide(n));
    if (a.too_wide || b.too_wide || bits > 120) {
        return out_of_reach(bits, a.frac + b.frac);
    }
    wide ll = a.lo * b.lo, lh = a.lo * b.hi, hl = a.hi * b.lo, hh = a.hi * b.hi;
    range r{};
    r.lo = smaller(smaller(ll, lh), smaller(hl, hh)) * wide(n);
    r.hi = larger(larger(ll, lh), larger(hl, hh)) * wide(n);
    r.frac = a.frac + b.frac;
    return r;
}

/// The narrowest `fixed` that holds the interval: signed only if lo < 0, at least 1 bit.
/// width may come out above 64: the caller reports accumulator_too_wide.
constexpr format_row format_of(range const& r) {
    format_row row{};
    row.kind = hash_name("fixed");
    row.name = "fixed";
    row.frac = r.frac;
    row.sign = r.too_wide || r.lo.negative();
    int bits = r.too_wide ? r.needed : larger(magnitude_bits(r.lo), magnitude_bits(r.hi));
    row.width = larger(bits + (row.sign && !r.too_wide ? 1 : 0), 1);
    return row;
}

/// The exact result of b + sum over terms of w * x (bias null: none).
constexpr format_row mac_format(format_row const& x, format_row const& w, format_row const* bias,
                                std::int64_t terms) {
    range sum = product(range_of(x), range_of(w), terms);
    return format_of(bias != nullptr ? add(sum, range_of(*bias)) : sum);
}

} // namespace widthwise
