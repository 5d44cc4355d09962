// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <limits>

#include <widthwise/core/math.hpp>

namespace widthwise {

/// float32 arithmetic, one rounding per operation, whatever the compiler keeps in its registers:
/// each operation is done in double, where it is exact or rounds innocuously (53 >= 2 24 + 2 bits),
/// and narrowed at once. Overflow gives infinity and x / 0 what IEEE says, without leaving the
/// language.
namespace float32 {

constexpr float max = std::numeric_limits<float>::max();
constexpr float infinity = std::numeric_limits<float>::infinity();

/// The nearest float, ties to even.
constexpr float narrow(double x) {
    double const half_above_max = 3.40282356779733661637539395458e38; // 2^128 - 2^103
    return x >= half_above_max    ? infinity
           : x <= -half_above_max ? -infinity
                                  : static_cast<float>(x);
}
/// The nearest finite float.
constexpr float narrow_finite(double x) {
    double const largest = static_cast<double>(max);
    return static_cast<float>(widthwise::clamp(x, -largest, largest));
}

constexpr float plus(float a, float b) {
    return narrow(static_cast<double>(a) + static_cast<double>(b));
}
constexpr float minus(float a, float b) { return plus(a, -b); }
constexpr float times(float a, float b) {
    return narrow(static_cast<double>(a) * static_cast<double>(b));
}
constexpr float over(float a, float b) {
    bool const undefined = (a == 0 && b == 0) || a != a;
    return undefined ? std::numeric_limits<float>::quiet_NaN()
           : b == 0  ? (a > 0 ? infinity : -infinity)
                     : narrow(static_cast<double>(a) / static_cast<double>(b));
}
constexpr float absolute(float x) { return x > 0 ? x : 0.0f - x; }
constexpr float sign(float x) { return x > 0 ? 1.0f : x < 0 ? -1.0f : x; }
constexpr float log2(float x) { return narrow(math::log2(static_cast<double>(x))); }
constexpr float round_half_even(float x) {
    return narrow(widthwise::round_half_even(static_cast<double>(x)));
}
constexpr float power_of_two(int n) { return narrow(exp2i(n)); }
constexpr float clamp(float x, float low, float high) {
    return x < low ? low : x > high ? high : x;
}
/// An exponent as an integer: floor, ceil or rint has been applied; infinities are clamped.
constexpr int clamp_exponent(double x, int low, int high) {
    return static_cast<int>(
        widthwise::clamp(x, static_cast<double>(low), static_cast<double>(high)));
}

} // namespace float32
} // namespace widthwise
