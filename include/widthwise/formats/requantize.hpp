// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include <widthwise/core/wide.hpp>
#include <widthwise/formats/row.hpp>

namespace widthwise {

/// The increment that a rounding mode adds to the floor. q: first dropped bit, r: any later dropped
/// bit, negative: sign of the value, odd: last kept bit.
/// Source: ap_fixed / ac_fixed (golden/ap_fixed).
constexpr bool rounds_up(rounding mode, bool q, bool r, bool negative, bool odd) {
    return mode == rounding::toward_zero        ? negative && (q || r)
           : mode == rounding::half_up          ? q
           : mode == rounding::half_toward_zero ? q && (negative || r)
           : mode == rounding::half_away        ? q && (!negative || r)
           : mode == rounding::half_down        ? q && r
           : mode == rounding::half_even        ? q && (odd || r)
           : mode == rounding::half_odd         ? q && (!odd || r)
                                                : false;
}

constexpr wide min_raw(int width, bool sign) { return sign ? -(wide(1) << (width - 1)) : wide(); }
constexpr wide max_raw(int width, bool sign) {
    return (wide(1) << (sign ? width - 1 : width)) - wide(1);
}
constexpr wide min_raw(format_row const& row) {
    return row.kind == format_kind::fixed ? min_raw(row.width, row.sign) : wide(-1);
}
constexpr wide max_raw(format_row const& row) {
    return row.kind == format_kind::fixed ? max_raw(row.width, row.sign) : wide(1);
}

/// v / 2^drop, rounded; drop > 0.
constexpr wide round_shift(wide v, int drop, rounding mode) {
    wide floor = v >> drop;
    if (mode == rounding::floor) { // counted against a constant's step limit
        return floor;
    }
    bool up =
        rounds_up(mode, bit(v, drop - 1), any_below(v, drop - 1), v.negative(), bit(floor, 0));
    return up ? floor + wide(1) : floor;
}

/// What requantize met on its way; sticky when the caller passes the same object on.
struct cast_flags {
    bool overflow = false; ///< the rounded value lay outside [min, max]
    bool inexact = false;  ///< bits below the last one were dropped
    bool invalid = false;  ///< NaN (set by encode)
};

namespace detail {
/// The low `width` bits of v, read as signed or unsigned.
constexpr wide truncate_to(wide v, int width, bool sign) {
    wide low = v << (128 - width);
    return sign ? low >> (128 - width) : low >> (128 - width) & ((wide(1) << width) - wide(1));
}
constexpr wide set_bits(wide v, int from, int to, bool on) { // bits from .. to-1
    wide mask = to > from ? ((wide(1) << (to - from)) - wide(1)) << from : wide();
    return on ? v | mask : v & ~mask;
}

/// The out-of-range pattern `low` (modulo 2^128) under a wrapping mode. dropped: bit `width` of the
/// value before rounding; negative: its sign. Source: ap_fixed's AP_WRAP and AP_WRAP_SM with N.
constexpr wide wrap_bits(wide low, int width, bool sign, overflow mode, bool negative,
                         bool dropped) {
    int n = overflow_bits(mode);
    if (overflow_mode(mode) == overflow::wrap || !sign) {
        if (n > 0) {
            int top = sign ? width - 1 : width;
            low = set_bits(low, width - n, top, !negative);
            low = sign ? set_bits(low, width - 1, width, negative) : low;
        }
        return truncate_to(low, width, sign);
    }
    if (n == 0) {
        if (dropped != bit(low, width - 1)) {
            low = set_bits(~low, width - 1, width, dropped);
        }
        return truncate_to(low, width, sign);
    }
    if (n == 1 && negative != bit(low, width - 1)) {
        low = ~low;
    } else if (n > 1) {
        low = bit(low, width - n) == negative ? ~low : low;
        low = set_bits(low, width - n, width - 1, !negative);
    }
    return truncate_to(set_bits(low, width - 1, width, negative), width, sign);
}
} // namespace detail

/// raw' = overflow(round(v * 2^(to.frac - from_frac))): the one cast from which all others follow.
/// v: a raw value with from_frac fraction bits, any size; to: a `fixed` row.
/// Source: ap_fixed_base's conversion (golden/ap_fixed checks every mode).
constexpr wide requantize(wide v, int from_frac, format_row const& to, cast_flags& flags) {
    int drop = from_frac - to.frac;
    int up = drop < 0 ? -drop : 0;
    wide u = drop > 0 ? round_shift(v, drop, to.round) : v;
    flags.inexact = flags.inexact || any_below(v, drop);
    wide low = u << up;
    wide lo = min_raw(to.width, to.sign), hi = max_raw(to.width, to.sign);
    bool negative = v.negative();
    bool far = up > 0 && !u.zero() && magnitude_bits(u) + up > 127;
    bool over = far ? !negative : low > hi;
    bool under = far ? negative : low < lo;
    flags.overflow = flags.overflow || over || under;
    overflow mode = overflow_mode(to.over);
    if (mode == overflow::saturate_symmetric && to.sign && !over && (under || low == lo)) {
        return lo + wide(1);
    }
    if (!over && !under) {
        return low;
    }
    if (mode == overflow::saturate || mode == overflow::saturate_symmetric) {
        return over ? hi : lo;
    }
    if (mode == overflow::saturate_zero) {
        return wide();
    }
    int const above = from_frac + to.width - to.frac; // the bit just above the format; below v: 0
    bool dropped = above >= 0 && bit(v, above);
    return detail::wrap_bits(low, to.width, to.sign, to.over, negative, dropped);
}

constexpr wide requantize(wide v, int from_frac, format_row const& to) {
    cast_flags flags;
    return requantize(v, from_frac, to, flags);
}

} // namespace widthwise
