// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/formats/common.hpp>

namespace widthwise {
namespace detail {

/// log2 of the power of two nearest to size > 0; the tie 1.5 2^k goes to the even exponent code.
constexpr int nearest_exponent(double size, int bias) {
    int const below = exponent_of(size);
    double const middle = scale_by_power(1.5, below);
    bool const odd = (below % 2 != 0) != (bias % 2 != 0);
    return below + (size > middle || (size == middle && odd) ? 1 : 0);
}

/// The nearest +-2^k, low <= k <= high, of those that are floats; +-0 -> +2^low; NaN passes.
constexpr float nearest_power(float x, int low, int high, int bias) {
    if (x != x) {
        return x;
    }
    int const first = clamp(low, -149, 127), last = clamp(high, -149, 127);
    int const k = nearest_exponent(absolute(static_cast<double>(x)), bias);
    float const power = float32::power_of_two(clamp(k, first, last));
    return x < 0 ? -power : power;
}

/// MASE: s = sign(x + t), k = clamp(rint(log2(|x| + t))), y = s 2^k; t = .1 2^-bias.
constexpr float mase_log(float x, float tenth, int bias, int high) {
    if (x != x) {
        return x;
    }
    double const exponent = static_cast<double>(
        float32::round_half_even(float32::log2(float32::plus(float32::absolute(x), tenth))));
    return float32::times(float32::sign(float32::plus(x, tenth)),
                          float32::power_of_two(float32::clamp_exponent(exponent, -bias, high)));
}

template <int Width>
struct log_width {
    static_assert(Width >= 2 && Width <= 17, "widthwise: read log_width<width>: 2 <= width <= 17");
    static constexpr int exponent = Width - 1;
};

} // namespace detail

/// y = nearest value of {+-2^k : -b <= k <= 2^(Width-1) - 1 - b}: a sign and an exponent code.
/// The set has no zero: +-0 -> +2^-b. Ties (1.5 2^k) to the even code k + b; saturates, infinities
/// too; NaN passes; powers beyond float are not used. Default b = 2^(Width-2) - 1.
/// rule::mase_compat: rounds log2(|x| + .1 2^-b), so that the threshold is sqrt(2) 2^k.
/// Source: MASE log_quantizer (reference/mase.md, 3.4).
template <int Width, int Bias = default_bias, rule Follow = rule::nearest>
struct log : detail::elementwise<log<Width, Bias, Follow>> {
    using compat = log<Width, Bias, rule::mase_compat>;

    static constexpr float quantize(float x) {
        int const bias = row().bias, high = (1 << detail::log_width<Width>::exponent) - 1 - bias;
        return Follow == rule::nearest
                   ? detail::nearest_power(x, -bias, high, bias)
                   : detail::mase_log(x, float32::narrow(0.1 * exp2i(-bias)), bias, high);
    }

    static constexpr format_row row() {
        format_row r;
        r.kind = hash_name("log");
        r.name = "log";
        r.width = Width;
        r.exponent = detail::log_width<Width>::exponent;
        r.bias = detail::resolve_bias(detail::exponent_bias<Bias>::value, r.exponent);
        r.follow = Follow;
        return r;
    }
};

namespace mase {
template <int Width, int Bias = default_bias>
using log = widthwise::log<Width, Bias, rule::mase_compat>;
} // namespace mase

} // namespace widthwise
