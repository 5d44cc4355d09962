// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include <widthwise/formats/convert.hpp>

namespace widthwise {

namespace detail {
/// A term of Width bits and Frac fraction bits, as a format where 64 bits hold it.
template <int Width, int Frac>
struct term {
    static constexpr bool fits = Width < 64 && Frac > -1024 && Frac < 1024;
    using format = fixed<(fits ? Width : 64), (fits ? Frac : 0)>;
};

/// What every step asks of an accumulator, computed once.
template <class Accum>
struct step_constants {
    static constexpr format_row row = Accum::row();
    static constexpr wide lo = min_raw(Accum::width, Accum::sign);
    static constexpr wide hi = max_raw(Accum::width, Accum::sign);
};
template <class Accum>
constexpr format_row step_constants<Accum>::row;
template <class Accum>
constexpr wide step_constants<Accum>::lo;
template <class Accum>
constexpr wide step_constants<Accum>::hi;

/// acc' = cast(acc + cast(t)), t = raw * 2^-frac.
template <class Accum>
constexpr value_t<Accum> step_wide(value_t<Accum> sum, wide raw, int frac) {
    using constants = step_constants<Accum>;
    wide const next = Accum::to_wide(sum) + requantize(raw, frac, constants::row);
    bool const inside = next > constants::lo && next <= constants::hi;
    return Accum::to_value(inside ? next : requantize(next, Accum::frac, constants::row));
}
/// The same in plain 64-bit arithmetic, Term and Accum of at most 61 bits.
template <class Accum, class Term>
constexpr value_t<Accum> step_narrow(value_t<Accum> sum, std::int64_t raw) {
    using next = typename term<Accum::width + 2, Accum::frac>::format;
    return static_cast<value_t<Accum>>(caster<Accum, next, true>::apply(
        static_cast<std::int64_t>(sum) + caster<Accum, Term, true>::apply(raw)));
}
template <class Accum, int Width, int Frac>
struct is_narrow_term {
    using facts = cast_facts<Accum, typename term<Width, Frac>::format>;
    static constexpr bool value =
        term<Width, Frac>::fits && facts::narrow && (!facts::wraps || facts::plain_wrap);
};

/// How a product, and how a value, is added: in 64 bits where every step fits them, else in two
/// limbs. Both are the same function (property/layers/stepwise.cpp).
template <class Accum, class X, class W, int Width, int Frac,
          bool Narrow = is_narrow_term<Accum, Width, Frac>::value>
struct product_step {
    static constexpr value_t<Accum> apply(value_t<Accum> sum, value_t<W> w, value_t<X> x) {
        return detail::step_narrow<Accum, typename term<Width, Frac>::format>(
            sum, raw_of<W>(w) * raw_of<X>(x));
    }
};
template <class Accum, class X, class W, int Width, int Frac>
struct product_step<Accum, X, W, Width, Frac, false> {
    static constexpr value_t<Accum> apply(value_t<Accum> sum, value_t<W> w, value_t<X> x) {
        return detail::step_wide<Accum>(sum, raw_wide<W>(w) * raw_wide<X>(x), Frac);
    }
};
template <class Accum, class X, int Width, int Frac,
          bool Narrow = is_narrow_term<Accum, Width, Frac>::value>
struct value_step {
    static constexpr value_t<Accum> add(value_t<Accum> sum, value_t<X> x) {
        return detail::step_narrow<Accum, typename term<Width, Frac>::format>(sum, raw_of<X>(x));
    }
    static constexpr value_t<Accum> subtract(value_t<Accum> sum, value_t<X> x) {
        return detail::step_narrow<Accum, typename term<Width, Frac>::format>(sum, -raw_of<X>(x));
    }
};
template <class Accum, class X, int Width, int Frac>
struct value_step<Accum, X, Width, Frac, false> {
    static constexpr value_t<Accum> add(value_t<Accum> sum, value_t<X> x) {
        return detail::step_wide<Accum>(sum, raw_wide<X>(x), Frac);
    }
    static constexpr value_t<Accum> subtract(value_t<Accum> sum, value_t<X> x) {
        return detail::step_wide<Accum>(sum, -raw_wide<X>(x), Frac);
    }
};

/// acc = cast(b'); acc = cast(acc + cast(w' x')), term by term: hls4ml's rule.
template <class X, class W, class B, class Accum>
struct stepwise_accumulator {
    typename Accum::value_type sum = 0;

    constexpr void start(value_t<B> b) { sum = convert<Accum, B>(b); }
    constexpr void multiply(value_t<W> w, value_t<X> x) { sum = product::apply(sum, w, x); }
    constexpr void add(value_t<X> x) { sum = value_term::add(sum, x); }
    constexpr void subtract(value_t<X> x) { sum = value_term::subtract(sum, x); }
    constexpr typename Accum::value_type value() const { return sum; }

private:
    // A bit more than the product of two unsigned values, and than the negative of the least value.
    using product = product_step<Accum, X, W, W::row().width + X::row().width + 1,
                                 raw_frac<W>() + raw_frac<X>()>;
    using value_term = value_step<Accum, X, X::row().width + 1, raw_frac<X>()>;
};
} // namespace detail

} // namespace widthwise
