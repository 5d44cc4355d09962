// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include <widthwise/core/wide.hpp>
#include <widthwise/formats/requantize.hpp>

namespace widthwise {
namespace verify {

/// low 2^-frac <= v <= high 2^-frac: all that is known of a value. far: 0, or about how many bits
/// it takes where an end would leave 120 bits; low and high then say nothing.
struct bounds {
    wide low{};
    wide high{};
    int frac = 0;
    int far = 0;
};

namespace detail {
constexpr int frac_of(format_row const& row) {
    return row.kind == format_kind::fixed ? row.frac : 0;
}
constexpr wide larger(wide a, wide b) { return a < b ? b : a; }
constexpr wide smaller(wide a, wide b) { return a < b ? a : b; }
constexpr int larger(int a, int b) { return a < b ? b : a; }
constexpr int size_bits(bounds const& b) {
    return larger(magnitude_bits(b.low), magnitude_bits(b.high));
}
constexpr bounds beyond(int frac, int bits) { return bounds{wide(), wide(), frac, bits}; }

} // namespace detail

/// What a cast to an integer format can give: binary {-1, 1} counts as [-1, 1], and a symmetric
/// format has no -2^(width - 1).
constexpr bounds bounds_of(format_row const& row) {
    bool const symmetric = overflow_mode(row.over) == overflow::saturate_symmetric && row.sign;
    return row.kind == format_kind::fixed
               ? bounds{min_raw(row) + wide(symmetric ? 1 : 0), max_raw(row), row.frac, 0}
               : bounds{wide(row.sign ? -1 : 0), wide(1), 0, 0};
}
constexpr bounds point(wide raw, int frac) { return bounds{raw, raw, frac, 0}; }

/// The bits of the shortest pattern that holds all values: two's complement if one is negative.
constexpr int width_of(bounds const& b) {
    return b.far != 0         ? b.far
           : b.low.negative() ? 1 + detail::size_bits(b)
                              : detail::larger(1, detail::size_bits(b));
}

/// The same values in finer units; frac >= b.frac.
constexpr bounds align(bounds const& b, int frac) {
    int const up = frac - b.frac;
    return b.far != 0 || detail::size_bits(b) + up > 120
               ? detail::beyond(frac, width_of(b) + up)
               : bounds{b.low << up, b.high << up, frac, 0};
}
constexpr bounds add(bounds const& a, bounds const& b) {
    int const frac = detail::larger(a.frac, b.frac);
    bounds const x = align(a, frac), y = align(b, frac);
    return x.far != 0 || y.far != 0
               ? detail::beyond(frac, 1 + detail::larger(width_of(x), width_of(y)))
               : bounds{x.low + y.low, x.high + y.high, frac, 0};
}
constexpr bounds join(bounds const& a, bounds const& b) {
    int const frac = detail::larger(a.frac, b.frac);
    bounds const x = align(a, frac), y = align(b, frac);
    return x.far != 0 || y.far != 0
               ? detail::beyond(frac, detail::larger(width_of(x), width_of(y)))
               : bounds{detail::smaller(x.low, y.low), detail::larger(x.high, y.high), frac, 0};
}

} // namespace verify
} // namespace widthwise
