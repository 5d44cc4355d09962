// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <limits>

#include <widthwise/core/exponent.hpp>

namespace widthwise {
/// What <cmath> offers, as constants: <cmath> is not constexpr in C++14 and absent from hardware.
/// A namespace of its own, for `log` is a format, and `tanh` and `sigmoid` are layers.
/// Error: in units in the last place of a double, against <cmath> in long double.
namespace math {

namespace detail {

constexpr double ln2_high = 0.69314718036912381649; // 33 bits: k ln2_high is exact for |k| < 2^20
constexpr double ln2_low = 1.9082149292705877000e-10;

/// e^r - 1 for |r| <= ln 2 / 2 by its Taylor series; the first term left out is below 2^-58.
constexpr double expm1_small(double r) {
    double sum = 0;
    for (int n = 15; n >= 3; --n) {
        sum = (sum + 1) * r / n;
    }
    return r + r * r * (0.5 + 0.5 * sum);
}

struct reduced {
    double rest; ///< x - power ln 2
    int power;
};
constexpr reduced reduce(double x) {
    double const k = round_half_even(x * 1.4426950408889634074);
    return {(x - k * ln2_high) - k * ln2_low, static_cast<int>(k)};
}

/// log f = f1 - (f1^2/2 - s (f1^2/2 + R)), f1 = f - 1, s = f1 / (2 + f1), R = 2s^2/3 + 2s^4/5 + ...
/// for sqrt(1/2) <= f < sqrt(2); this is f1 minus what it returns.
constexpr double log_correction(double f1) {
    double const s = f1 / (2 + f1), square = s * s, half = 0.5 * f1 * f1;
    double series = 0;
    for (int n = 25; n >= 3; n -= 2) {
        series = square * (2.0 / n + series);
    }
    return half - s * (half + series);
}

/// x = 2^power (1 + rest), sqrt(1/2) <= 1 + rest < sqrt(2), for finite x > 0.
constexpr reduced split(double x) {
    int power = exponent_of(x);
    double f = scale_by_power(x, -power);
    if (f > 1.4142135623730951) {
        f *= 0.5;
        ++power;
    }
    return {f - 1, power};
}

} // namespace detail

/// sqrt(x), correctly rounded: one bit of the root per step in integers. NaN below zero.
constexpr double sqrt(double x) {
    if (x == 0 || is_nan(x) || x == infinity()) {
        return x;
    }
    if (x < 0) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    int const exponent = exponent_of(x), odd = exponent % 2 != 0 ? 1 : 0;
    // x = mantissa 2^(exponent - odd - 52), an even power; root = 2^53 sqrt(mantissa / 2^52)
    std::uint64_t mantissa = static_cast<std::uint64_t>(scale_by_power(x, 52 + odd - exponent));
    std::uint64_t root = 0, rest = 0;
    for (int step = 0; step < 54; ++step) { // two bits of the 54-bit mantissa a step, then zeros
        rest = rest * 4 + ((mantissa >> 52) & 3);
        mantissa = (mantissa << 2) & ((std::uint64_t{1} << 54) - 1);
        std::uint64_t const trial = root * 4 + 1;
        root = root * 2 + (rest >= trial ? 1 : 0);
        rest = rest >= trial ? rest - trial : rest;
    }
    bool const up = root % 2 != 0; // 54 bits; a tie is impossible: a root has no 54-bit expansion
    double const rounded = static_cast<double>(root / 2 + (up ? 1 : 0));
    return scale_by_power(rounded, (exponent - odd) / 2 - 52);
}

/// e^x. Error: at most 1 ulp (measured .97); 0 below -745.2, infinity above 709.8.
constexpr double exp(double x) {
    if (is_nan(x)) {
        return x;
    }
    if (x > 709.79 || x < -745.2) {
        return x > 0 ? infinity() : 0;
    }
    detail::reduced const part = detail::reduce(x);
    return scale_by_power(1 + detail::expm1_small(part.rest), part.power);
}

/// ln x. Error: at most 1 ulp (measured .91). -infinity at 0, NaN below.
constexpr double log(double x) {
    if (is_nan(x) || x == infinity()) {
        return x;
    }
    if (!(x > 0)) {
        return x == 0 ? -infinity() : std::numeric_limits<double>::quiet_NaN();
    }
    detail::reduced const part = detail::split(x);
    double const k = part.power;
    double const correction = detail::log_correction(part.rest) - k * detail::ln2_low;
    return k * detail::ln2_high + (part.rest - correction);
}

/// log2 x, exact at powers of two. Error: at most 2 ulp (measured 1.7). -infinity at 0, NaN below.
constexpr double log2(double x) {
    if (!(x > 0) || is_inf(x)) {
        return log(x);
    }
    detail::reduced const part = detail::split(x);
    double const natural = part.rest - detail::log_correction(part.rest);
    return part.power + (natural * 1.4426950408889634074 + natural * 2.0355273740931033e-17);
}

/// (e^2x - 1) / (e^2x + 1). Error: at most 3 ulp (measured 2.7).
constexpr double tanh(double x) {
    if (is_nan(x) || x == 0) {
        return x;
    }
    double const size = absolute(x);
    double result = 1;
    if (size < 22) { // beyond, 1 - tanh x < 2^-62
        detail::reduced const part = detail::reduce(2 * size);
        double const power = exp2i(part.power);
        double const expm1 = power * detail::expm1_small(part.rest) + (power - 1);
        result = expm1 / (expm1 + 2);
    }
    return x < 0 ? -result : result;
}

/// 1 / (1 + e^-x). Error: at most 3 ulp (measured 2.3).
constexpr double sigmoid(double x) {
    double const tail = exp(0 - absolute(x));
    return x < 0 ? tail / (1 + tail) : 1 / (1 + tail);
}

} // namespace math
} // namespace widthwise
