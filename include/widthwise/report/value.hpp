// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cmath>
#include <optional>

#include <widthwise/formats/row.hpp>

namespace widthwise::report {

namespace detail {

/// v = odd * 2^low, |v| in [2^high, 2^(high + 1)); v is finite and not zero.
struct bits_of {
    int low;
    int high;
    explicit bits_of(double v) {
        int exponent = 0;
        double fraction = std::frexp(std::abs(v), &exponent);
        high = exponent - 1;
        low = exponent;
        for (; fraction != 0; fraction -= std::floor(fraction)) {
            fraction *= 2;
            --low;
        }
    }
};

inline bool in_fixed(format_row const& f, double v) {
    double const raw = std::ldexp(v, f.frac);
    double const low = f.sign ? -std::ldexp(1, f.width - 1) : 0;
    double const high = std::ldexp(1, f.width - (f.sign ? 1 : 0)) - 1;
    return raw == std::floor(raw) && raw >= low && raw <= high;
}
/// +-2^k, -bias <= k <= 2^(width - 1) - 1 - bias.
inline bool in_log(format_row const& f, int bias, double v) {
    bits_of const b(v);
    return b.low == b.high && b.high >= -bias && b.high <= (1 << (f.width - 1)) - 1 - bias;
}
/// +-2^k (1 + q / 2^m), 1 - bias <= k <= 2^e - 1 - bias, and +-2^(1 - bias) q / 2^m.
inline bool in_ieee(format_row const& f, int bias, double v) {
    bits_of const b(v);
    int const mantissa = f.width - f.exponent - 1, top = (1 << f.exponent) - 1 - bias;
    return b.high <= top && b.low >= std::max(b.high, 1 - bias) - mantissa;
}
/// +-2^k q / 2^m, -bias <= k <= 2^e - 1 - bias, 0 <= q < 2^m: k is the least that holds v.
inline bool in_scaled(int mantissa, int exponent, int bias, int low, int high) {
    int const k = std::max(high + 1, -bias);
    return k <= (1 << exponent) - 1 - bias && low >= k - mantissa;
}

/// One value at a time; nothing for a format whose set this function does not know.
inline std::optional<bool> has_value(format_row const& f, double v) {
    auto const is = [&f](char const* name) { return f.kind == hash_name(name); };
    if (!std::isfinite(v)) {
        return false;
    }
    if (is("fixed")) {
        return in_fixed(f, v);
    }
    if (is("binary")) {
        return v == 1 || v == (f.sign ? -1 : 0);
    }
    if (is("ternary")) {
        return v == 0 || v == 1 || v == -1;
    }
    if (is("log")) {
        return v != 0 && in_log(f, f.bias, v);
    }
    if (is("minifloat_ieee")) {
        return v == 0 || in_ieee(f, f.bias, v);
    }
    if (is("minifloat_denorm")) {
        bits_of const b(v == 0 ? 1 : v);
        return v == 0 || in_scaled(f.width - f.exponent - 1, f.exponent, f.bias, b.low, b.high);
    }
    return std::nullopt;
}

} // namespace detail

/// The number of values an element can take (in a block: under one shared exponent); nothing when
/// it is not known.
inline std::optional<double> value_count(format_row const& f) {
    auto const is = [&f](char const* name) { return f.kind == hash_name(name); };
    if (is("fixed") || is("log") || is("block_log") || is("binary") || is("binary_scaled")) {
        return std::ldexp(1, f.width);
    }
    if (is("block_fp")) {
        return std::ldexp(1, f.width) - 1; // +0 and -0 are one value
    }
    if (is("minifloat_ieee") || is("block_minifloat")) {
        return std::ldexp(1, f.width) - 1;
    }
    if (is("minifloat_denorm")) { // every binade but the lowest has half of the mantissas anew
        int const mantissa = f.width - f.exponent - 1, binades = (1 << f.exponent) - 1;
        return 2 * ((std::ldexp(1, mantissa) - 1) + binades * std::ldexp(1, mantissa - 1)) + 1;
    }
    return is("ternary") || is("ternary_scaled") ? std::optional<double>(3) : std::nullopt;
}

} // namespace widthwise::report
