// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <type_traits>

#include <widthwise/hls/carrier.hpp>
#include <widthwise/hls/division.hpp>
#include <widthwise/layers/arithmetic.hpp>

namespace widthwise {
namespace hls {

namespace detail {
template <class Carrier, class Activation>
struct activation_unit;
template <class Carrier>
struct activation_unit<Carrier, no_activation> {
    template <class Stored, class Value>
    static constexpr Value apply(Value const& v) {
        return v;
    }
};
template <class Carrier, class In, class Out>
struct activation_unit<Carrier, relu_activation<In, Out>> {
    using result = number<Carrier, Out>;
    template <class Stored, class Value>
    static constexpr result apply(Value const& v) {
        number<Carrier, In> const x = convert_number<Carrier, In, Stored>(v);
        return Carrier::negative(x) ? Carrier::template load<result>(0)
                                    : convert_number<Carrier, Out, In>(x);
    }
};

/// A register in which sums are exact modulo 2^width: nothing rounds, nothing saturates.
template <class Carrier, class Accum>
using register_of =
    typename Carrier::template value<as_fixed<Accum>().width, as_fixed<Accum>().frac,
                                     as_fixed<Accum>().sign, rounding::floor, overflow::wrap>;

/// acc += term: exactly, or cast to the accumulator's format first (hls4ml's rule).
template <class Carrier, class Accum, bool Stepwise>
struct summing {
    using accumulator = register_of<Carrier, Accum>;
    template <class Term>
    static constexpr void add(accumulator& acc, Term const& term) {
        acc += term;
    }
    template <class Term>
    static constexpr void subtract(accumulator& acc, Term const& term) {
        acc -= term;
    }
};
template <class Carrier, class Accum>
struct summing<Carrier, Accum, true> {
    using accumulator = number<Carrier, Accum>;
    template <class Term>
    static constexpr void add(accumulator& acc, Term const& term) {
        acc += accumulator(term);
    }
    template <class Term>
    static constexpr void subtract(accumulator& acc, Term const& term) {
        acc += accumulator(-term);
    }
};
} // namespace detail

/// The arithmetic of one node in a carrier's numbers: layers/arithmetic.hpp, in hardware.
template <class Carrier, class Arithmetic>
struct unit;

template <class Carrier, class X, class W, class B, class Accum, class DataOut, class Activation,
          bool Stepwise>
struct unit<Carrier, arithmetic<X, W, B, Accum, DataOut, Activation, Stepwise>> {
    using x_format = X;
    using w_format = W;
    using x = number<Carrier, X>;
    using w = number<Carrier, W>;
    using b = number<Carrier, B>;
    using y = number<Carrier, typename Activation::template out<DataOut>>;
    using sums = detail::summing<Carrier, Accum, Stepwise>;
    using accumulator = typename sums::accumulator;
    using stored = detail::activation_unit<Carrier, Activation>;

    static constexpr accumulator zero() { return Carrier::template load<accumulator>(0); }
    template <class Raw>
    static constexpr accumulator start(Raw bias) {
        return accumulator(Carrier::template load<b>(bias));
    }
    template <class Left, class Right>
    static constexpr void multiply(accumulator& acc, Left const& left, Right const& right) {
        sums::add(acc, left * right);
    }
    static constexpr void add(accumulator& acc, x const& v) { sums::add(acc, v); }
    static constexpr void subtract(accumulator& acc, x const& v) { sums::subtract(acc, v); }

    /// y = activation(cast<data_out>(v)), v a sum, or a value of the input's format.
    static constexpr y store(accumulator const& v) { return store_as<Accum>(v); }
    static constexpr y store_input(x const& v) { return store_as<X>(v); }

    /// A sum of at most Terms values, divided by Divisor, or by a number known in hardware only: 0.
    template <int Terms, int Divisor>
    struct mean_of {
        static constexpr format_row in = detail::as_fixed<X>();
        static constexpr int width = in.width + bit_length(static_cast<std::uint64_t>(Terms - 1));
        using sum = typename Carrier::template value<width, in.frac, in.sign, rounding::floor,
                                                     overflow::wrap>;
        // Two bits below the last kept one, the lower of them sticky, decide every rounding mode.
        static constexpr int frac = detail::most(DataOut::row().frac, in.frac) + 2;
        static constexpr int up = frac - in.frac;
        static constexpr int bits = width + 1 + up;
        using quotient =
            typename Carrier::template value<bits, frac, true, rounding::floor, overflow::wrap>;
        using integer = typename native_integers::template signed_type<detail::least(bits + 1, 64)>;
        using division = detail::sticky_division<bits - 1, Divisor, integer>;

        /// y = activation(cast<data_out>(total / n)), n > 0 the divisor.
        static constexpr y store(sum const& total, int n) {
            static_assert(sizeof(value_too_wide<bits, 63>) != 0, "");
            integer const scaled = static_cast<integer>(Carrier::template raw<integer>(total) *
                                                        (integer{1} << (bits < 64 ? up : 0)));
            return unit::template store_as<void>(
                Carrier::template load<quotient>(division::apply(scaled, n)));
        }
    };

    template <class From, class Value>
    static constexpr y store_as(Value const& v) {
        return stored::template apply<DataOut>(convert_number<Carrier, DataOut, From>(v));
    }
};

/// What only moves numbers of one format.
template <class Carrier, class Format>
struct moving_unit {
    using x_format = Format;
    using w_format = Format;
    using x = number<Carrier, Format>;
    using w = x;
    using y = x;
    static constexpr y store_input(x const& v) { return v; }
};

} // namespace hls
} // namespace widthwise
