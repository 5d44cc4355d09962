// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <type_traits>

#include <widthwise/formats/convert.hpp>

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
        sum += shift_up(p, Accum::frac - raw_frac<W>() - raw_frac<X>());
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
};

/// acc = cast(b'); acc = cast(acc + cast(w' x')), term by term: hls4ml's rule.
template <class X, class W, class B, class Accum>
struct stepwise_accumulator {
    typename Accum::value_type sum = 0;

    constexpr void start(value_t<B> b) { sum = convert<Accum, B>(b); }
    constexpr void multiply(value_t<W> w, value_t<X> x) {
        step(requantize(raw_wide<W>(w) * raw_wide<X>(x), raw_frac<W>() + raw_frac<X>(),
                        Accum::row()));
    }
    constexpr void add(value_t<X> x) {
        step(requantize(raw_wide<X>(x), raw_frac<X>(), Accum::row()));
    }
    constexpr void subtract(value_t<X> x) {
        step(requantize(-raw_wide<X>(x), raw_frac<X>(), Accum::row()));
    }
    constexpr typename Accum::value_type value() const { return sum; }

private:
    constexpr void step(wide term) {
        wide next = Accum::to_wide(sum) + term;
        bool inside =
            next > min_raw(Accum::width, Accum::sign) && next <= max_raw(Accum::width, Accum::sign);
        sum = Accum::to_value(inside ? next : requantize(next, Accum::frac, Accum::row()));
    }
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

/// floor(v * 2^up / n) with bit 0 set when the division leaves a rest. |v| < 2^71, n < 2^31:
/// a sum of at most 2^7 times 64-bit values; up <= 48 in every format pair a pool can have here.
constexpr wide divide_with_sticky(wide v, std::int64_t n, int up) {
    bool const negative = v.negative();
    wide rest = negative ? -v : v;
    wide quotient{};
    std::uint64_t const divisor = static_cast<std::uint64_t>(n);
    std::uint64_t remainder = 0;
    for (int i = 127 + up; i >= 0; --i) { // long division, one bit of v * 2^up at a time
        remainder = remainder * 2 + (i >= up && bit(rest, i - up) ? 1u : 0u);
        quotient = quotient << 1;
        if (remainder >= divisor) {
            remainder -= divisor;
            quotient = quotient + wide(1);
        }
    }
    wide const floor = negative ? -quotient - wide(remainder != 0 ? 1 : 0) : quotient;
    return remainder != 0 ? floor | wide(1) : floor;
}

/// No activation behind a node.
struct no_activation {
    template <class From>
    using out = From;
    template <class From>
    static constexpr value_t<From> apply(value_t<From> v) {
        return v;
    }
};
/// relu behind a node: y = cast<Out>(max(cast<In>(v), 0)).
template <class In, class Out>
struct relu_activation {
    template <class>
    using out = Out;
    template <class From>
    static constexpr value_t<Out> apply(value_t<From> v) {
        value_t<In> x = convert<In, From>(v);
        return x < 0 ? value_t<Out>(0) : convert<Out, In>(x);
    }
};

/// The arithmetic of one node: its operands' formats, how it sums, how it stores.
/// Stepwise: accum was written by the user, so every term is cast to it.
template <class X, class W, class B, class Accum, class DataOut, class Activation, bool Stepwise>
struct arithmetic {
    static_assert(
        (is_integer_format<X>::value || std::is_same<value_t<X>, float>::value) &&
            (is_integer_format<W>::value || std::is_same<value_t<W>, float>::value),
        "widthwise: a format of one's own stores floats: value_type is float, or the kind "
        "is fixed, binary or ternary");
    using x_format = X;
    using w_format = W;
    using b_format = B;
    using out_format = typename Activation::template out<DataOut>;
    using x = value_t<X>;
    using w = value_t<W>;
    using b = value_t<B>;
    using y = value_t<out_format>;
    static constexpr bool is_integer =
        is_integer_format<X>::value && is_integer_format<W>::value && is_integer_format<B>::value;
    static constexpr bool has_fixed_accum = is_fixed<Accum>::value;
    using accumulator = std::conditional_t<
        is_integer && has_fixed_accum,
        std::conditional_t<Stepwise, detail::stepwise_accumulator<X, W, B, Accum>,
                           detail::exact_accumulator<X, W, B, Accum>>,
        std::conditional_t<Stepwise && has_fixed_accum,
                           detail::encoding_accumulator<X, W, B, Accum>,
                           detail::float_accumulator<X, W, B>>>;
    using accum_format =
        std::conditional_t<has_fixed_accum && (is_integer || Stepwise), Accum, f32>;

    /// y = activation(cast<data_out>(acc)).
    static constexpr y store(accumulator const& acc) {
        return Activation::template apply<DataOut>(convert<DataOut, accum_format>(acc.value()));
    }
    /// The same from a value of the input format (relu, pooling, moves).
    static constexpr y store_input(x v) {
        return Activation::template apply<DataOut>(convert<DataOut, X>(v));
    }
    /// The same from a real number, rounded once to float.
    static constexpr y store_real(double v) {
        return Activation::template apply<DataOut>(convert<DataOut, f32>(to_float(v)));
    }
    /// The mean sum / n: integers keep the exact quotient until the one cast to data_out (two bits
    /// below the last kept one and a sticky bit decide every rounding mode); floats round once.
    static constexpr y store_mean(wide raw, double sum, std::int64_t n) {
        return mean_of(raw, sum, n, std::integral_constant < bool,
                       is_integer&& is_fixed<DataOut>::value > {});
    }
    static constexpr double real(x v) { return real_of<X>(v); }

private:
    static constexpr y mean_of(wide raw, double, std::int64_t n, std::true_type) {
        wide const quotient = divide_with_sticky(raw, n, larger_frac() - raw_frac<X>());
        return Activation::template apply<DataOut>(
            DataOut::to_value(requantize(quotient, larger_frac(), DataOut::row())));
    }
    static constexpr y mean_of(wide, double sum, std::int64_t n, std::false_type) {
        return store_real(sum / static_cast<double>(n));
    }
    static constexpr int larger_frac() {
        return (DataOut::row().frac > raw_frac<X>() ? DataOut::row().frac : raw_frac<X>()) + 2;
    }
};

/// What a node reads: its first and second operand, and its parameters (null where it has none).
template <class A>
struct reads {
    typename A::x const* x = nullptr;
    typename A::x const* x1 = nullptr;     ///< second operand of add, sub, mul
    typename A::w const* weight = nullptr; ///< weight, or the second operand of matmul and bmm
    typename A::b const* bias = nullptr;
    float const* mean = nullptr;
    float const* variance = nullptr;
};

} // namespace widthwise
