// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include <widthwise/formats/rounding_addends.hpp>
#include <widthwise/verify/terms.hpp>

namespace widthwise {
namespace verify {

namespace detail {
/// Does a value with so many low zero bits lose something when it is cast?
constexpr bool loses_bits(int frac, int zeros, format_row const& row) {
    return frac - zeros > row.frac;
}
/// One value after rounding, which is monotone.
constexpr bounds rounded(bounds const& b, format_row const& row) {
    int const drop = b.frac - row.frac;
    return drop <= 0 || b.far != 0 ? align(b, larger(b.frac, row.frac))
                                   : bounds{round_shift(b.low, drop, row.round),
                                            round_shift(b.high, drop, row.round), row.frac, 0};
}
constexpr bounds meet(bounds const& a, bounds const& b) {
    return bounds{larger(a.low, b.low), smaller(a.high, b.high), a.frac, 0};
}

/// Sums of products of at most `bits` bits in 64: few statements per weight, for a layer's are one
/// constant.
template <class Raw>
constexpr bounds sum_rounded_narrow(Raw const* w, std::int64_t count, bounds const& x, int bits,
                                    int drop, format_row const& row) {
    rounding_addends const addends = addends_of(row.round, drop);
    std::uint64_t const plus = static_cast<std::uint64_t>(addends.add),
                        minus = static_cast<std::uint64_t>(addends.add + addends.add_negative),
                        tie = static_cast<std::uint64_t>(addends.tie),
                        flip = static_cast<std::uint64_t>(addends.flip);
    // Above every product, so that sums are of positive numbers; even after the shift.
    int const top = larger(bits, drop) + 1;
    std::uint64_t const zero = std::uint64_t{1} << top;
    std::int64_t const least = x.low.low(), most = x.high.low();
    std::uint64_t low = 0, high = 0;
    for (std::int64_t i = 0; i < count; ++i) {
        std::int64_t const v = static_cast<std::int64_t>(w[i]);
        std::uint64_t const down = zero + static_cast<std::uint64_t>(v * (v < 0 ? most : least)),
                            up = zero + static_cast<std::uint64_t>(v * (v < 0 ? least : most));
        low += (down + (down < zero ? minus : plus) + (((down >> drop) ^ flip) & tie)) >> drop;
        high += (up + (up < zero ? minus : plus) + (((up >> drop) ^ flip) & tie)) >> drop;
    }
    std::uint64_t const zeros = static_cast<std::uint64_t>(count) << (top - drop);
    return bounds{wide(static_cast<std::int64_t>(low - zeros)),
                  wide(static_cast<std::int64_t>(high - zeros)), row.frac, 0};
}
template <class Raw>
constexpr bounds sum_rounded_wide(Raw const* w, std::int64_t count, bounds const& x, int drop,
                                  format_row const& row) {
    bounds sum{wide(), wide(), row.frac, 0};
    for (std::int64_t i = 0; i < count; ++i) {
        wide const v = to_wide(w[i]);
        bool const minus = v.negative();
        sum.low = sum.low + round_shift(v * (minus ? x.high : x.low), drop, row.round);
        sum.high = sum.high + round_shift(v * (minus ? x.low : x.high), drop, row.round);
    }
    return sum;
}
/// Do so many rounded products of at most `bits` bits sum up in 64?
constexpr bool sums_in_64(std::int64_t count, int bits, int drop) {
    return larger(bits, drop) + 2 + bit_length(static_cast<std::uint64_t>(count)) < 63;
}
} // namespace detail

/// sum of round(w x), in accum's units, where the products are all that is known: each lies in
/// t.product, and is less than one unit away, and never above when truncated.
constexpr bounds rounded_sum(terms const& t, format_row const& accum) {
    int const drop = t.sum.frac - accum.frac;
    if (drop <= 0 || t.sum.far != 0) {
        return align(t.sum, detail::larger(t.sum.frac, accum.frac));
    }
    bool const rounds = detail::loses_bits(t.sum.frac, t.zeros, accum);
    wide const count = wide(t.count), most = rounds ? count : wide();
    bounds const by_units{(t.sum.low >> drop) - most,
                          (t.sum.high >> drop) + (accum.round == rounding::floor ? wide() : most),
                          accum.frac, 0};
    bounds const one = detail::rounded(t.product, accum);
    bool const fits = one.far == 0 && detail::size_bits(one) + magnitude_bits(count) <= 120;
    return fits ? detail::meet(by_units, bounds{one.low * count, one.high * count, accum.frac, 0})
                : by_units;
}
/// The same over given weights, each x anywhere in its format: sum of max(round(w x_min), round(w
/// x_max)), min likewise; rounding is monotone, so both are reached. t: the terms of these weights.
template <class Raw>
constexpr bounds rounded_sum(Raw const* w, std::int64_t count, terms const& t, format_row const& x,
                             format_row const& accum) {
    int const drop = t.sum.frac - accum.frac;
    if (drop <= 0 || t.sum.far != 0 || !detail::loses_bits(t.sum.frac, t.zeros, accum)) {
        return rounded_sum(t, accum);
    }
    int const bits = detail::size_bits(t.product);
    return detail::sums_in_64(count, bits, drop)
               ? detail::sum_rounded_narrow(w, count, bounds_of(x), bits, drop, accum)
               : detail::sum_rounded_wide(w, count, bounds_of(x), drop, accum);
}

} // namespace verify
} // namespace widthwise
