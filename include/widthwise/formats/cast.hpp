// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <type_traits>

#include <widthwise/formats/fixed.hpp>

namespace widthwise {

namespace detail {
/// Numbers of a format within 61 bits. Constants of a type of their own: a local constant would be
/// computed anew at every element of a constant network.
template <class To>
struct narrow_facts {
    template <std::int64_t Value>
    using number = std::integral_constant<std::int64_t, Value>;
    static constexpr overflow mode = To::row().over;
    using lo = number<static_cast<std::int64_t>(To::min())>;
    using hi = number<static_cast<std::int64_t>(To::max())>;
    using floor = number<lo::value + (mode == overflow::saturate_symmetric && To::sign ? 1 : 0)>;
    using span = number<std::int64_t{1} << To::width>;
};

template <class To>
constexpr std::int64_t overflow_narrow(std::int64_t v) {
    using facts = narrow_facts<To>;
    return facts::mode == overflow::saturate_zero
               ? (v < facts::lo::value || v > facts::hi::value ? 0 : v)
           : v < facts::floor::value ? facts::floor::value
           : v > facts::hi::value    ? facts::hi::value
                                     : v;
}
template <class To>
constexpr std::int64_t wrap_narrow(std::int64_t v) {
    using facts = narrow_facts<To>;
    std::int64_t const low = v & (facts::span::value - 1);
    return low > facts::hi::value ? low - facts::span::value : low;
}
template <int Drop, rounding Round>
constexpr std::int64_t round_bits(std::int64_t v) {
    std::int64_t floor = v >> Drop; // arithmetic in every compiler we build with; tested
    std::uint64_t low = static_cast<std::uint64_t>(v) & ((std::uint64_t{1} << Drop) - 1);
    std::uint64_t half = std::uint64_t{1} << (Drop - 1);
    return floor +
           (rounds_up(Round, (low & half) != 0, (low & (half - 1)) != 0, v < 0, (floor & 1) != 0)
                ? 1
                : 0);
}
template <int Drop, rounding Round>
constexpr std::int64_t round_narrow(std::int64_t v) {
    return Round == rounding::floor ? v >> Drop : detail::round_bits<Drop, Round>(v);
}
template <int Shift, rounding Round, bool Down>
struct shifter {
    static constexpr std::int64_t apply(std::int64_t v) { return round_narrow<Shift, Round>(v); }
};
template <int Shift, rounding Round>
struct shifter<Shift, Round, false> {
    static constexpr std::int64_t apply(std::int64_t v) { return v * (std::int64_t{1} << Shift); }
};

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
    using shifted = shifter<(drop > 0 ? drop : up), To::row().round, (drop > 0)>;
};

/// Casts within 61 bits run in plain 64-bit arithmetic, the others in two limbs; both are the same
/// function (property/formats/cast.cpp).
template <class To, class From, bool Narrow>
struct caster {
    static constexpr std::int64_t apply(std::int64_t v) {
        using facts = cast_facts<To, From>;
        return facts::plain_wrap ? detail::wrap_narrow<To>(facts::shifted::apply(v))
                                 : detail::overflow_narrow<To>(facts::shifted::apply(v));
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
