// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/formats/common.hpp>

namespace widthwise {
namespace detail {

/// The nearest +-2^k q / 2^m, 0 <= q < 2^m, emin <= k <= emax, saturating; NaN passes.
constexpr float nearest_denorm(float x, int mantissa, int emin, int emax) {
    if (x != x) {
        return x;
    }
    int const k = clamp(finite_exponent(x) + 1, emin, emax);
    double const carry = k < emax ? 1 : 0; // q = 2^m is 2^(m - 1) of the next binade
    return nearest_multiple(x, k - mantissa, exp2i(mantissa) - 1 + carry);
}

/// MASE: k = clamp(ceil(log2(|x| + 1e-9))), q = clamp(rint(|x| / 2^k 2^m)), y = s 2^k (q / 2^m).
constexpr float mase_denorm(float x, int mantissa, int emin, int emax) {
    float const size = float32::absolute(x);
    if (x != x || size <= 1e-8f) {
        return x;
    }
    int const k = float32::clamp_exponent(
        ceil(static_cast<double>(float32::log2(float32::plus(size, 1e-9f)))), emin, emax);
    float const power = float32::power_of_two(k), shift = float32::power_of_two(mantissa);
    float const q =
        float32::clamp(float32::round_half_even(float32::times(float32::over(size, power), shift)),
                       0.0f, float32::minus(shift, 1.0f));
    return float32::times(float32::times(float32::sign(x), power), float32::over(q, shift));
}

} // namespace detail

/// y = nearest value of {+-2^k q / 2^m : 0 <= q < 2^m, -b <= k <= 2^e - 1 - b}, m = Width - e - 1:
/// no implicit one. Ties to even q; saturates at 2^(2^e - 1 - b) (1 - 2^-m), infinities too; NaN
/// passes; values beyond float are not used. Default b = 2^(e-1) - 1.
/// rule::mase_compat: MASE's result: powers of two saturate below themselves (1 -> .875 at m = 3),
/// |x| <= 1e-8 passes unquantized, k >= 128 gives NaN. Infinities saturate (no golden vector).
/// Source: MASE minifloat_denorm_quantizer (reference/mase.md, 3.2).
template <int Width, int Exponent, int Bias = default_bias, rule Follow = rule::nearest>
struct minifloat_denorm : detail::elementwise<minifloat_denorm<Width, Exponent, Bias, Follow>> {
    using compat = minifloat_denorm<Width, Exponent, Bias, rule::mase_compat>;

    static constexpr float quantize(float x) {
        int const mantissa = detail::minifloat_bits<Width, Exponent>::mantissa;
        int const bias = row().bias, emax = (1 << Exponent) - 1 - bias;
        return Follow == rule::nearest ? detail::nearest_denorm(x, mantissa, -bias, emax)
                                       : detail::mase_denorm(x, mantissa, -bias, emax);
    }

    static constexpr format_row row() {
        format_row r;
        r.kind = hash_name("minifloat_denorm");
        r.name = "minifloat_denorm";
        r.width = Width;
        r.exponent = Exponent;
        r.bias = detail::resolve_bias(detail::exponent_bias<Bias>::value, Exponent);
        r.follow = Follow;
        return r;
    }
};

namespace mase {
template <int Width, int Exponent, int Bias = default_bias>
using minifloat_denorm = widthwise::minifloat_denorm<Width, Exponent, Bias, rule::mase_compat>;
} // namespace mase

} // namespace widthwise
