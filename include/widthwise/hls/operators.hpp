// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/hls/modular.hpp>

namespace widthwise {
namespace hls {

template <int W1, int F1, bool S1, rounding R1, overflow O1, int W2, int F2, bool S2, rounding R2,
          overflow O2, class I>
constexpr auto operator*(fixed_value<W1, F1, S1, R1, O1, I> const& a,
                         fixed_value<W2, F2, S2, R2, O2, I> const& b) {
    using result = typename detail::result_of<fixed_value<W1, F1, S1, R1, O1, I>,
                                              fixed_value<W2, F2, S2, R2, O2, I>>::product;
    using modular = detail::modular_arithmetic<result>;
    return modular::result(modular::multiply(modular::extended(a), modular::extended(b)));
}
template <int W1, int F1, bool S1, rounding R1, overflow O1, int W2, int F2, bool S2, rounding R2,
          overflow O2, class I>
constexpr auto operator+(fixed_value<W1, F1, S1, R1, O1, I> const& a,
                         fixed_value<W2, F2, S2, R2, O2, I> const& b) {
    using result = typename detail::result_of<fixed_value<W1, F1, S1, R1, O1, I>,
                                              fixed_value<W2, F2, S2, R2, O2, I>>::sum;
    using modular = detail::modular_arithmetic<result>;
    return modular::result(modular::add(modular::aligned(a), modular::aligned(b)));
}
template <int W1, int F1, bool S1, rounding R1, overflow O1, int W2, int F2, bool S2, rounding R2,
          overflow O2, class I>
constexpr auto operator-(fixed_value<W1, F1, S1, R1, O1, I> const& a,
                         fixed_value<W2, F2, S2, R2, O2, I> const& b) {
    using result = typename detail::result_of<fixed_value<W1, F1, S1, R1, O1, I>,
                                              fixed_value<W2, F2, S2, R2, O2, I>>::difference;
    using modular = detail::modular_arithmetic<result>;
    return modular::result(modular::subtract(modular::aligned(a), modular::aligned(b)));
}
template <int W, int F, bool S, rounding R, overflow O, class I>
constexpr auto operator-(fixed_value<W, F, S, R, O, I> const& a) {
    using result = detail::plain_value<W + 1, F, true, I>;
    using modular = detail::modular_arithmetic<result>;
    return modular::result(
        modular::subtract(modular::aligned(result::from_raw(0)), modular::aligned(a)));
}

template <int W, int F, rounding R, overflow O, class I>
constexpr auto operator~(fixed_value<W, F, true, R, O, I> const& a) {
    using result = detail::plain_value<W, F, true, I>;
    return result::from_limbs(~a.limbs());
}

template <int W, int F, bool S, rounding R, overflow O, class I>
constexpr fixed_value<W, F, S, R, O, I> operator<<(fixed_value<W, F, S, R, O, I> const& a, int n);

template <int W, int F, bool S, rounding R, overflow O, class I>
constexpr fixed_value<W, F, S, R, O, I> operator>>(fixed_value<W, F, S, R, O, I> const& a, int n) {
    // floor(raw / 2^n); one bit at a time would be a loop, a shift by 128 and more is all sign.
    return n < 0 ? a << (n < -128 ? 128 : -n)
                 : fixed_value<W, F, S, R, O, I>::from_limbs(a.limbs() >> n);
}
template <int W, int F, bool S, rounding R, overflow O, class I>
constexpr fixed_value<W, F, S, R, O, I> operator<<(fixed_value<W, F, S, R, O, I> const& a, int n) {
    return n < 0 ? a >> (n < -128 ? 128 : -n)
                 : fixed_value<W, F, S, R, O, I>::from_limbs(
                       widthwise::detail::truncate_to(a.limbs() << n, W, S));
}

template <int W1, int F1, bool S1, rounding R1, overflow O1, int W2, int F2, bool S2, rounding R2,
          overflow O2, class I>
constexpr bool operator==(fixed_value<W1, F1, S1, R1, O1, I> const& a,
                          fixed_value<W2, F2, S2, R2, O2, I> const& b) {
    return detail::compare(a, b) == 0;
}
template <int W1, int F1, bool S1, rounding R1, overflow O1, int W2, int F2, bool S2, rounding R2,
          overflow O2, class I>
constexpr bool operator!=(fixed_value<W1, F1, S1, R1, O1, I> const& a,
                          fixed_value<W2, F2, S2, R2, O2, I> const& b) {
    return detail::compare(a, b) != 0;
}
template <int W1, int F1, bool S1, rounding R1, overflow O1, int W2, int F2, bool S2, rounding R2,
          overflow O2, class I>
constexpr bool operator<(fixed_value<W1, F1, S1, R1, O1, I> const& a,
                         fixed_value<W2, F2, S2, R2, O2, I> const& b) {
    return detail::compare(a, b) < 0;
}
template <int W1, int F1, bool S1, rounding R1, overflow O1, int W2, int F2, bool S2, rounding R2,
          overflow O2, class I>
constexpr bool operator>(fixed_value<W1, F1, S1, R1, O1, I> const& a,
                         fixed_value<W2, F2, S2, R2, O2, I> const& b) {
    return detail::compare(a, b) > 0;
}
template <int W1, int F1, bool S1, rounding R1, overflow O1, int W2, int F2, bool S2, rounding R2,
          overflow O2, class I>
constexpr bool operator<=(fixed_value<W1, F1, S1, R1, O1, I> const& a,
                          fixed_value<W2, F2, S2, R2, O2, I> const& b) {
    return detail::compare(a, b) <= 0;
}
template <int W1, int F1, bool S1, rounding R1, overflow O1, int W2, int F2, bool S2, rounding R2,
          overflow O2, class I>
constexpr bool operator>=(fixed_value<W1, F1, S1, R1, O1, I> const& a,
                          fixed_value<W2, F2, S2, R2, O2, I> const& b) {
    return detail::compare(a, b) >= 0;
}

} // namespace hls
} // namespace widthwise
