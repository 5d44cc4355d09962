// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <limits>

#include <widthwise/formats/float32.hpp>
#include <widthwise/formats/row.hpp>

namespace widthwise {

/// The bias MASE chooses when none is written: 2^(exponent bits - 1) - 1.
constexpr int default_bias = std::numeric_limits<int>::min();

namespace detail {

constexpr int resolve_bias(int bias, int exponent_bits) {
    return bias != default_bias ? bias : (1 << (exponent_bits - 1)) - 1;
}

/// Width = 1 sign bit + Exponent + Mantissa: 1..16 exponent bits, and 1..23 for the mantissa,
/// for a value is a float.
template <int Width, int Exponent, int Mantissa = Width - Exponent - 1>
struct minifloat_bits {
    static_assert(Exponent >= 1 && Exponent <= 16 && Mantissa >= 1 && Mantissa <= 23,
                  "widthwise: read minifloat_bits<width, exponent, mantissa>: 1 <= exponent <= 16 "
                  "and 1 <= mantissa <= 23");
    static constexpr int mantissa = Mantissa;
};

/// A bias far outside the range of float would only overflow int.
template <int Bias>
struct exponent_bias {
    static_assert(Bias == default_bias || (Bias >= -4096 && Bias <= 65536),
                  "widthwise: read exponent_bias<bias>: -4096 <= bias <= 65536");
    static constexpr int value = Bias;
};

/// Formats whose stored value is the float itself. encode rounds its double to float first.
template <class Format>
struct elementwise {
    using value_type = float;
    static constexpr float encode(double x) { return Format::quantize(float32::narrow(x)); }
    static constexpr float decode(float x) { return x; }
};

/// sign(x) min(rint(|x| / 2^step), units) 2^step, within float: the nearest multiple of 2^step,
/// ties to even, saturating. Below 2^-149 every float is a multiple; only the end needs care.
constexpr float nearest_multiple(float x, int step, double units) {
    if (step < -149) {
        units = floor(scale_by_power(units, step + 149));
        step = -149;
    }
    double const most = floor(scale_by_power(static_cast<double>(float32::max), -step));
    double const last = units < most ? units : most;
    double const size = absolute(static_cast<double>(x));
    double const rounded = round_half_even(scale_by_power(size, -step));
    double const result = scale_by_power(rounded < last ? rounded : last, step);
    return static_cast<float>(x < 0 ? -result : result);
}

/// floor(log2 |x|), where an infinity counts as the largest float.
constexpr int finite_exponent(float x) {
    return clamp(exponent_of(static_cast<double>(x)), -1075, 127);
}

template <class...>
struct make_void {
    using type = void;
};
template <class Format, class = void>
struct compat {
    using type = Format;
};
template <class Format>
struct compat<Format, typename make_void<typename Format::compat>::type> {
    using type = typename Format::compat;
};

} // namespace detail

/// Format with MASE's own arithmetic (rule::mase_compat), float32 roundings and all. A format for
/// which both rules agree is its own compat. `mase::minifloat_ieee<8, 4>` is the short spelling.
template <class Format>
using mase_compat = typename detail::compat<Format>::type;

} // namespace widthwise
