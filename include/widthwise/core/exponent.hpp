// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <limits>

#include <widthwise/core/config.hpp>

namespace widthwise {

/// The parts of a double by exact scaling with powers of two: x = +-m 2^e with 1 <= m < 2.
/// Nothing here looks at bits, so that every C++14 compiler can evaluate it in a constant.
/// Error: none; only a denormal result of scale_by_power is rounded, once, to nearest even.

constexpr bool is_nan(double x) { return x != x; }
constexpr double infinity() { return std::numeric_limits<double>::infinity(); }
constexpr bool is_inf(double x) { return x == infinity() || x == -infinity(); }
/// |x|, and +0 for -0.
constexpr double absolute(double x) { return x <= 0 ? 0 - x : x; } // NaN passes, in constants too

/// 2^n: exact for -1074 <= n <= 1023, else 0 or infinity.
constexpr double exp2i(int n) {
    if (n > 1023) {
        return infinity();
    }
    if (n < -1074) {
        return 0;
    }
    if (n < -1022) { // through a normal number, for the base below would leave the normal range
        return exp2i(n + 64) * exp2i(-64);
    }
    double result = 1, base = n < 0 ? 0.5 : 2;
    for (int left = n < 0 ? -n : n;;) {
        if (left % 2 != 0) {
            result *= base;
        }
        left /= 2;
        if (left == 0) {
            return result;
        }
        base *= base;
    }
}

/// floor(log2 |x|). 1024 for infinities and NaN, -1075 for 0.
constexpr int exponent_of(double x) {
    if (is_nan(x) || is_inf(x)) {
        return 1024;
    }
    if (x == 0) {
        return -1075;
    }
    double rest = absolute(x);
    int exponent = 0;
    if (rest < 1) { // 2^-1074 2^1100 = 2^26: lift by 64 until 1 is reached; 17 rounds at most
        for (; rest < 1; exponent -= 64) {
            rest *= 18446744073709551616.0;
        }
    }
    double power[10] = {2}; // 2^(2^i)
    for (int i = 1; i < 10; ++i) {
        power[i] = power[i - 1] * power[i - 1];
        if (power[i] > rest) {
            break;
        }
    }
    for (int i = 9; i >= 0; --i) {
        if (power[i] != 0 && rest >= power[i]) {
            rest /= power[i];
            exponent += 1 << i;
        }
    }
    return exponent;
}

/// x 2^n: exact, but for a denormal result (rounded once) and overflow (infinity).
constexpr double scale_by_power(double x, int n) {
    if (x == 0 || is_nan(x) || is_inf(x)) {
        return x;
    }
    double const large = 1e150, size = absolute(x);
    if (n >= -400 && n <= 400 && size < large && size > 1 / large) {
        return x * exp2i(n);
    }
    n = n > 3000 ? 3000 : n < -3000 ? -3000 : n;
    int const target = exponent_of(x) + n;
    if (target > 1023) {
        return x > 0 ? infinity() : -infinity();
    }
    if (target < -1080) {
        return x > 0 ? 0.0 : -0.0;
    }
    // Every intermediate lies between x and the last one, which is normal.
    int const lift = target < -1022 ? 64 : 0, third = (n + lift) / 3;
    double const normal = x * exp2i(third) * exp2i(third) * exp2i(n + lift - 2 * third);
    return lift == 0 ? normal : normal * exp2i(-lift);
}

/// The largest integer <= x. -0, infinities and NaN pass.
constexpr double floor(double x) {
    double const integral = 4503599627370496.0; // 2^52: from here on every double is an integer
    if (!(absolute(x) < integral) || x == 0) {
        return x;
    }
    double const truncated = static_cast<double>(static_cast<std::int64_t>(x));
    return truncated > x ? truncated - 1 : truncated;
}

constexpr double ceil(double x) { return 0 - floor(0 - x); }

/// The nearest integer, ties to even (rint). Infinities and NaN pass.
constexpr double round_half_even(double x) {
    if (!(absolute(x) < 4503599627370496.0)) {
        return x;
    }
    double const below = floor(x), rest = x - below;
    bool const odd = static_cast<std::int64_t>(below) % 2 != 0;
    return rest > 0.5 || (rest == 0.5 && odd) ? below + 1 : below;
}

/// min(max(x, low), high); NaN passes, as in torch.clamp.
constexpr double clamp(double x, double low, double high) {
    return x < low ? low : x > high ? high : x;
}
constexpr int clamp(int x, int low, int high) { return x < low ? low : x > high ? high : x; }

} // namespace widthwise
