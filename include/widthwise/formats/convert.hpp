// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <limits>
#include <type_traits>

#include <widthwise/formats/cast.hpp>
#include <widthwise/formats/float.hpp>

namespace widthwise {

template <class Format>
using value_t = typename Format::value_type;

namespace detail {
template <int Width, int Frac, bool Sign, rounding Round, overflow Over>
std::true_type test_fixed(fixed<Width, Frac, Sign, Round, Over> const*);
std::false_type test_fixed(...);
} // namespace detail

/// fixed<...>, or a format derived from it (integer).
template <class Format>
struct is_fixed : decltype(detail::test_fixed(static_cast<Format const*>(nullptr))) {};

/// A format whose values are integers times 2^-frac: sums and products of them are exact.
template <class Format>
struct is_integer_format : std::integral_constant<bool, is_integer_kind(Format::row().kind)> {};

namespace detail {
// Constants, for a row that is built anew at every element counts against a constant's step limit.
template <class Format>
using raw_frac_of = std::integral_constant<int, is_fixed<Format>::value ? Format::row().frac : 0>;
template <class Format>
using raw_sign_of = std::integral_constant<bool, Format::row().sign>;
} // namespace detail

/// The fraction bits of the raw value (binary and ternary: 0).
template <class Format>
constexpr int raw_frac() {
    return detail::raw_frac_of<Format>::value;
}
/// The raw value in 64 bits: sign-extended, or zero-extended where the format is unsigned.
template <class Format>
constexpr std::int64_t raw_of(value_t<Format> v) {
    return static_cast<std::int64_t>(v);
}
template <class Format>
constexpr wide raw_wide(value_t<Format> v) {
    return detail::raw_sign_of<Format>::value ? wide(static_cast<std::int64_t>(v))
                                              : wide(static_cast<std::uint64_t>(v));
}
/// The value in double: exact up to 53 bits, else within 1 ulp.
template <class Format>
constexpr double real_of(value_t<Format> v) {
    return raw_frac<Format>() == 0 ? static_cast<double>(v)
                                   : scale_by_power(static_cast<double>(v), -raw_frac<Format>());
}
/// float(v) without a warning for the intended rounding; beyond the largest float it is infinite.
constexpr float to_float(double v) {
    constexpr double top = 3.4028235677973366e38; // the midpoint above the largest float
    return v >= top    ? std::numeric_limits<float>::infinity()
           : v <= -top ? -std::numeric_limits<float>::infinity()
                       : static_cast<float>(v);
}

namespace detail {
template <class From>
constexpr double float_of(value_t<From> v, std::true_type) {
    return static_cast<double>(From::decode(v));
}
template <class From>
constexpr double float_of(value_t<From> v, std::false_type) {
    return static_cast<double>(v);
}
/// What To takes of v: the float, or its sign alone, for a small one may be 0 as a float.
template <class From>
constexpr double taken_of(value_t<From> v, std::false_type) {
    return float_of<From>(v, is_fixed<From>{});
}
template <class From>
constexpr double taken_of(value_t<From> v, std::true_type) {
    return v < 0 ? -1.0 : 0.0;
}
template <class To, class From>
using takes_sign =
    std::integral_constant<bool, To::row().kind == format_kind::binary && is_fixed<From>::value>;

template <class To, class From, bool Same, bool BothFixed>
struct converter { // through the value as a float
    static constexpr value_t<To> apply(value_t<From> v) {
        return To::encode(taken_of<From>(v, takes_sign<To, From>{}));
    }
};
template <class To, class From, bool BothFixed>
struct converter<To, From, true, BothFixed> {
    static constexpr value_t<To> apply(value_t<From> v) { return v; }
};
template <class To, class From>
struct converter<To, From, false, true> {
    static constexpr value_t<To> apply(value_t<From> v) { return cast<To, From>(v); }
};
} // namespace detail

/// The value of v in another format: integers to integers exactly by cast, everything else through
/// float.
template <class To, class From>
constexpr value_t<To> convert(value_t<From> v) {
    return detail::converter < To, From, std::is_same<To, From>::value,
           is_fixed<To>::value && is_fixed<From>::value > ::apply(v);
}

} // namespace widthwise
