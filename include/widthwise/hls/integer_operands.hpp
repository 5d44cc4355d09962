// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <type_traits>

#include <widthwise/hls/operators.hpp>

namespace widthwise {
namespace hls {

namespace detail {
template <class T>
struct integers_of {}; // no type: not a fixed_value
template <int W, int F, bool S, rounding R, overflow O, class I>
struct integers_of<fixed_value<W, F, S, R, O, I>> {
    using type = I;
};

/// A fixed_value as it is, a plain integer as one of its bits beside Other.
template <class T, class Other, bool Integral = std::is_integral<T>::value>
struct number_beside {};
template <class T, class Other>
struct number_beside<T, Other, true> {
    using type = integer_value<T, typename integers_of<Other>::type>;
    static constexpr type make(T v) { return type::from_raw(v); }
};
template <int W, int F, bool S, rounding R, overflow O, class I, class Other>
struct number_beside<fixed_value<W, F, S, R, O, I>, Other, false> {
    using type = fixed_value<W, F, S, R, O, I>;
    static constexpr type const& make(type const& v) { return v; }
};

template <class T>
struct is_fixed_value : std::false_type {};
template <int W, int F, bool S, rounding R, overflow O, class I>
struct is_fixed_value<fixed_value<W, F, S, R, O, I>> : std::true_type {};

/// An integer beside a fixed_value: another type's operators are its own, also inside this
/// namespace.
template <class A, class B>
using if_one_is_integer =
    std::enable_if_t<(std::is_integral<A>::value && is_fixed_value<B>::value) ||
                         (is_fixed_value<A>::value && std::is_integral<B>::value),
                     int>;
template <class A, class B>
constexpr typename number_beside<A, B>::type left_number(A const& a) {
    return number_beside<A, B>::make(a);
}
template <class A, class B>
constexpr typename number_beside<B, A>::type right_number(B const& b) {
    return number_beside<B, A>::make(b);
}
} // namespace detail

/// a + 1, 2 * a, a < 0, a -= n ...: an int is a value of 32 bits and no fraction, signed; a bool
/// one of 1 bit. Source: ap_fixed and ac_fixed.
template <class A, class B, detail::if_one_is_integer<A, B> = 0>
constexpr auto operator*(A const& a, B const& b)
    -> decltype(detail::left_number<A, B>(a) * detail::right_number<A, B>(b)) {
    return detail::left_number<A, B>(a) * detail::right_number<A, B>(b);
}
template <class A, class B, detail::if_one_is_integer<A, B> = 0>
constexpr auto operator+(A const& a, B const& b)
    -> decltype(detail::left_number<A, B>(a) + detail::right_number<A, B>(b)) {
    return detail::left_number<A, B>(a) + detail::right_number<A, B>(b);
}
template <class A, class B, detail::if_one_is_integer<A, B> = 0>
constexpr auto operator-(A const& a, B const& b)
    -> decltype(detail::left_number<A, B>(a) - detail::right_number<A, B>(b)) {
    return detail::left_number<A, B>(a) - detail::right_number<A, B>(b);
}
template <class A, class B, detail::if_one_is_integer<A, B> = 0>
constexpr auto operator==(A const& a, B const& b)
    -> decltype(detail::left_number<A, B>(a) == detail::right_number<A, B>(b)) {
    return detail::left_number<A, B>(a) == detail::right_number<A, B>(b);
}
template <class A, class B, detail::if_one_is_integer<A, B> = 0>
constexpr auto operator!=(A const& a, B const& b)
    -> decltype(detail::left_number<A, B>(a) != detail::right_number<A, B>(b)) {
    return detail::left_number<A, B>(a) != detail::right_number<A, B>(b);
}
template <class A, class B, detail::if_one_is_integer<A, B> = 0>
constexpr auto operator<(A const& a, B const& b)
    -> decltype(detail::left_number<A, B>(a) < detail::right_number<A, B>(b)) {
    return detail::left_number<A, B>(a) < detail::right_number<A, B>(b);
}
template <class A, class B, detail::if_one_is_integer<A, B> = 0>
constexpr auto operator>(A const& a, B const& b)
    -> decltype(detail::left_number<A, B>(a) > detail::right_number<A, B>(b)) {
    return detail::left_number<A, B>(a) > detail::right_number<A, B>(b);
}
template <class A, class B, detail::if_one_is_integer<A, B> = 0>
constexpr auto operator<=(A const& a, B const& b)
    -> decltype(detail::left_number<A, B>(a) <= detail::right_number<A, B>(b)) {
    return detail::left_number<A, B>(a) <= detail::right_number<A, B>(b);
}
template <class A, class B, detail::if_one_is_integer<A, B> = 0>
constexpr auto operator>=(A const& a, B const& b)
    -> decltype(detail::left_number<A, B>(a) >= detail::right_number<A, B>(b)) {
    return detail::left_number<A, B>(a) >= detail::right_number<A, B>(b);
}

template <int W, int F, bool S, rounding R, overflow O, class I, class Integer>
constexpr auto operator+=(fixed_value<W, F, S, R, O, I>& a, Integer b)
    -> std::enable_if_t<std::is_integral<Integer>::value, fixed_value<W, F, S, R, O, I>&> {
    return a += detail::integer_value<Integer, I>::from_raw(b);
}
template <int W, int F, bool S, rounding R, overflow O, class I, class Integer>
constexpr auto operator-=(fixed_value<W, F, S, R, O, I>& a, Integer b)
    -> std::enable_if_t<std::is_integral<Integer>::value, fixed_value<W, F, S, R, O, I>&> {
    return a -= detail::integer_value<Integer, I>::from_raw(b);
}
template <int W, int F, bool S, rounding R, overflow O, class I, class Integer>
constexpr auto operator*=(fixed_value<W, F, S, R, O, I>& a, Integer b)
    -> std::enable_if_t<std::is_integral<Integer>::value, fixed_value<W, F, S, R, O, I>&> {
    return a *= detail::integer_value<Integer, I>::from_raw(b);
}

} // namespace hls
} // namespace widthwise
