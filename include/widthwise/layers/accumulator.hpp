// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <type_traits>

#include <widthwise/layers/stepwise.hpp>

namespace widthwise {

namespace detail {
/// Bits above 64 are dropped: sums of exact accumulators are sums modulo 2^64, and the final value
/// fits by construction (accumulator_too_wide is raised otherwise).
constexpr std::uint64_t shift_up(std::uint64_t v, int n) { return n >= 64 ? 0 : v << n; }

/// acc = b' + sum w' x', exact: one 64-bit register in units of 2^-Accum::frac.
template <class X, class W, class B, class Accum>
struct exact_accumulator {
    std::uint64_t sum = 0;

    constexpr void start(value_t<B> b) {
        sum = shift_up(static_cast<std::uint64_t>(raw_of<B>(b)), Accum::frac - raw_frac<B>());
    }
    constexpr void multiply(value_t<W> w, value_t<X> x) {
        std::uint64_t p =
            static_cast<std::uint64_t>(raw_of<W>(w)) * static_cast<std::uint64_t>(raw_of<X>(x));
        sum += product_shift::value == 0 ? p : shift_up(p, product_shift::value);
    }
    constexpr void add(value_t<X> x) {
        sum += shift_up(static_cast<std::uint64_t>(raw_of<X>(x)), Accum::frac - raw_frac<X>());
    }
    constexpr void subtract(value_t<X> x) {
        sum -= shift_up(static_cast<std::uint64_t>(raw_of<X>(x)), Accum::frac - raw_frac<X>());
    }
    constexpr typename Accum::value_type value() const {
        return static_cast<typename Accum::value_type>(sum);
    }

private:
    using product_shift = std::integral_constant<int, Accum::frac - raw_frac<W>() - raw_frac<X>()>;
};

/// acc = float(b' + sum w' x'): products of floats are exact in double, sums are taken in input
/// order in double, and the result is rounded once. Error: below 2^-24 relative plus 2^-53 * terms
/// * the sum of magnitudes.
template <class X, class W, class B>
struct float_accumulator {
    double sum = 0;

    constexpr void start(value_t<B> b) { sum = real_of<B>(b); }
    constexpr void multiply(value_t<W> w, value_t<X> x) { sum += real_of<W>(w) * real_of<X>(x); }
    constexpr void add(value_t<X> x) { sum += real_of<X>(x); }
    constexpr void subtract(value_t<X> x) { sum -= real_of<X>(x); }
    constexpr float value() const { return to_float(sum); }
};

/// The same with an explicit fixed accumulator over float operands: every term is encoded.
template <class X, class W, class B, class Accum>
struct encoding_accumulator {
    typename Accum::value_type sum = 0;

    constexpr void start(value_t<B> b) { sum = Accum::encode(real_of<B>(b)); }
    constexpr void multiply(value_t<W> w, value_t<X> x) { step(real_of<W>(w) * real_of<X>(x)); }
    constexpr void add(value_t<X> x) { step(real_of<X>(x)); }
    constexpr void subtract(value_t<X> x) { step(-real_of<X>(x)); }
    constexpr typename Accum::value_type value() const { return sum; }

private:
    constexpr void step(double term) {
        wide next = Accum::to_wide(sum) + Accum::to_wide(Accum::encode(term));
        sum = Accum::to_value(requantize(next, Accum::frac, Accum::row()));
    }
};
} // namespace detail

/// floor(v * 2^up / n) with bit 0 set when the division leaves a rest; n > 0. A quotient beyond 120
/// bits keeps its low 120 and a bit above them: whatever format it is cast to, it overflows by its
/// sign when it saturates, and wraps to the right pattern when it wraps.
constexpr wide divide_with_sticky(wide v, std::int64_t n, int up) {
    bool const negative = v.negative();
    wide rest = negative ? -v : v;
    wide quotient{};
    bool lost = false;
    std::uint64_t const divisor = static_cast<std::uint64_t>(n);
    std::uint64_t remainder = 0;
    for (int i = 127 + up; i >= 0; --i) { // long division, one bit of v * 2^up at a time
        remainder = remainder * 2 + (i >= up && bit(rest, i - up) ? 1u : 0u);
        lost = lost || bit(quotient, 119);
        quotient = quotient << 1;
        if (remainder >= divisor) {
            remainder -= divisor;
            quotient = quotient + wide(1);
        }
    }
    if (lost) {
        quotient = (quotient & ((wide(1) << 120) - wide(1))) | (wide(1) << 124);
    }
    wide const floor = negative ? -quotient - wide(remainder != 0 ? 1 : 0) : quotient;
    return remainder != 0 ? floor | wide(1) : floor;
}

} // namespace widthwise
