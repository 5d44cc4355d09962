// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/formats/common.hpp>

namespace widthwise {
namespace detail {

/// The nearest +-2^k (1 + q / 2^m), emin < k <= emax, or +-2^(emin + 1) q / 2^m; saturating.
constexpr float nearest_ieee(float x, int mantissa, int emin, int emax) {
    if (x != x) {
        return x;
    }
    int const k = clamp(finite_exponent(x), emin + 1, emax);
    double const two_to_m = exp2i(mantissa);
    // q = 2^(m + 1) is 1.0 of the next binade
    return nearest_multiple(x, k - mantissa, k < emax ? 2 * two_to_m : 2 * two_to_m - 1);
}

/// MASE: k = clamp(floor(log2(|x| + 1e-9))); the exponent emin has no implicit one and steps by 2.
constexpr float mase_ieee(float x, int mantissa, int emin, int emax) {
    float const size = float32::absolute(x);
    if (x != x || size <= 1e-8f) {
        return x;
    }
    int const k = float32::clamp_exponent(
        floor(static_cast<double>(float32::log2(float32::plus(size, 1e-9f)))), emin, emax);
    float const power = float32::power_of_two(k), shift = float32::power_of_two(mantissa);
    float const scaled = float32::times(float32::over(size, power), shift),
                last = float32::minus(shift, 1.0f);
    float const significand =
        k != emin
            ? float32::plus(1.0f, float32::over(float32::clamp(float32::round_half_even(
                                                                   float32::minus(scaled, shift)),
                                                               0.0f, last),
                                                shift))
            : float32::times(float32::over(float32::clamp(float32::round_half_even(
                                                              float32::over(scaled, 2.0f)),
                                                          0.0f, last),
                                           shift),
                             2.0f);
    return float32::times(float32::times(float32::sign(x), power), significand);
}

} // namespace detail

/// y = nearest value of {+-2^k (1 + q / 2^m) : 1-b <= k <= 2^e-1-b} and {+-2^(1-b) q / 2^m},
/// 0 <= q < 2^m, m = Width - e - 1: IEEE with denormals, the top exponent an ordinary one. Ties to
/// even q; saturates at 2^(2^e-1-b) (2 - 2^-m), infinities too; NaN passes; values beyond float are
/// not used. Default b = 2^(e-1) - 1.
/// rule::mase_compat: MASE's result: rounding never carries into the next exponent (1.97 -> 1.875
/// at m = 3), |x| <= 1e-8 passes unquantized. Infinities saturate (no golden vector).
/// Source: MASE minifloat_ieee_quantizer (reference/mase.md, 3.3).
template <int Width, int Exponent, int Bias = default_bias, rule Follow = rule::nearest>
struct minifloat_ieee : detail::elementwise<minifloat_ieee<Width, Exponent, Bias, Follow>> {
    using compat = minifloat_ieee<Width, Exponent, Bias, rule::mase_compat>;

    static constexpr float quantize(float x) {
        int const mantissa = detail::minifloat_bits<Width, Exponent>::mantissa;
        int const bias = row().bias, emax = (1 << Exponent) - 1 - bias;
        return Follow == rule::nearest ? detail::nearest_ieee(x, mantissa, -bias, emax)
                                       : detail::mase_ieee(x, mantissa, -bias, emax);
    }

    static constexpr format_row row() {
        format_row r;
        r.kind = hash_name("minifloat_ieee");
        r.name = "minifloat_ieee";
        r.width = Width;
        r.exponent = Exponent;
        r.bias = detail::resolve_bias(detail::exponent_bias<Bias>::value, Exponent);
        r.follow = Follow;
        return r;
    }
};

namespace mase {
template <int Width, int Exponent, int Bias = default_bias>
using minifloat_ieee = widthwise::minifloat_ieee<Width, Exponent, Bias, rule::mase_compat>;
} // namespace mase

} // namespace widthwise
