// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <type_traits>

#include <widthwise/layers/accumulator.hpp>

namespace widthwise {

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
