// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <type_traits>

#include <widthwise/formats/fixed.hpp>

namespace widthwise {

namespace detail {
template <class To, class From>
struct cast_facts {
    static constexpr int drop = From::frac - To::frac;
    static constexpr int up = drop < 0 ? -drop : 0;
    // Every step stays within 62 bits, so that plain 64-bit arithmetic is exact.
    static constexpr bool narrow =
        From::width + up <= 61 && drop <= 60 && To::width <= 61 && up <= 60;
    static constexpr bool wraps = overflow_mode(To::row().over) == overflow::wrap ||
                                  overflow_mode(To::row().over) == overflow::wrap_sign_magnitude;
    static constexpr bool plain_wrap = To::row().over == overflow::wrap;
};

template <class To>
constexpr std::int64_t overflow_narrow(std::int64_t v) {
    constexpr std::int64_t lo = static_cast<std::int64_t>(To::min());
    constexpr std::int64_t hi = static_cast<std::int64_t>(To::max());
    constexpr overflow mode = To::row().over;
    constexpr std::int64_t floor = mode == overflow::saturate_symmetric && To::sign ? lo + 1 : lo;
    return mode == overflow::saturate_zero ? (v < lo || v > hi ? 0 : v)
           : v < floor                     ? floor
           : v > hi                        ? hi
                                           : v;
}
template <class To>
constexpr std::int64_t wrap_narrow(std::int64_t v) {
    constexpr std::uint64_t mask = (std::uint64_t{1} << To::width) - 1;
    constexpr std::uint64_t top = std::uint64_t{1} << (To::width - 1);
    std::uint64_t low = static_cast<std::uint64_t>(v) & mask;
    return To::sign && (low & top) != 0 ? static_cast<std::int64_t>(low | ~mask)
                                        : static_cast<std::int64_t>(low);
}
template <int Drop, rounding Round>
constexpr std::int64_t round_narrow(std::int64_t v) {
    std::int64_t floor = v >> Drop; // arithmetic in every compiler we build with; tested
    std::uint64_t low = static_cast<std::uint64_t>(v) & ((std::uint64_t{1} << Drop) - 1);
    std::uint64_t half = std::uint64_t{1} << (Drop - 1);
    return floor +
           (rounds_up(Round, (low & half) != 0, (low & (half - 1)) != 0, v < 0, (floor & 1) != 0)
                ? 1
                : 0);
}
template <int Shift, rounding Round, bool Down>
struct shifter {
    static constexpr std::int64_t apply(std::int64_t v) { return round_narrow<Shift, Round>(v); }
};
template <int Shift, rounding Round>
struct shifter<Shift, Round, false> {
    static constexpr std::int64_t apply(std::int64_t v) { return v * (std::int64_t{1} << Shift); }
};

/// Casts within 61 bits run in plain 64-bit arithmetic, the others in two limbs; both are the same
/// function (property/formats/cast.cpp).
template <class To, class From, bool Narrow>
struct caster {
    static constexpr std::int64_t apply(std::int64_t v) {
        using facts = cast_facts<To, From>;
        constexpr int shift = facts::drop > 0 ? facts::drop : facts::up;
        std::int64_t u = shifter<shift, To::row().round, (facts::drop > 0)>::apply(v);
        return facts::plain_wrap ? wrap_narrow<To>(u) : overflow_narrow<To>(u);
    }
};
template <class To, class From>
struct caster<To, From, false> {
    static constexpr std::int64_t apply(std::int64_t v) {
        wide w = From::sign ? wide(v) : wide(static_cast<std::uint64_t>(v));
        return requantize(w, From::frac, To::row()).low();
    }
};
} // namespace detail

/// raw' = overflow(round(raw * 2^(To::frac - From::frac))), To and From any two `fixed` formats.
/// Source: ap_fixed (golden/ap_fixed, every mode and row).
template <class To, class From>
constexpr typename To::value_type cast(typename From::value_type raw) {
    using facts = detail::cast_facts<To, From>;
    return static_cast<typename To::value_type>(detail::caster < To, From,
                                                facts::narrow &&
                                                    (!facts::wraps || facts::plain_wrap) >
                                                        ::apply(static_cast<std::int64_t>(raw)));
}

} // namespace widthwise
