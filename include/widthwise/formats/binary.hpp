// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include <widthwise/formats/common.hpp>
#include <widthwise/formats/means.hpp>

namespace widthwise {

/// The two values of one bit: {-1, +1}, or {0, 1}.
enum class polarity : unsigned char { bipolar, zero_one };

/// x >= 0 -> +1, else -1 (bipolar) or 0 (zero_one). encode takes NaN as not >= 0.
/// One bit; the value is an integer, so sums of products are exact.
/// Stochastic: E(y) = x within [-1, 1] (bipolar), for a random number uniform in [0, 1).
/// Source: MASE binary_quantizer (reference/mase.md, 3.8); both rules agree.
template <polarity Values = polarity::bipolar>
struct binary {
    using value_type = std::int8_t;

    static constexpr value_type encode(double x) { return x >= 0 ? 1 : low(); }
    static constexpr float decode(value_type value) { return static_cast<float>(value); }
    /// NaN passes, as in every float-domain quantize.
    static constexpr float quantize(float x) {
        return x != x ? x : decode(encode(static_cast<double>(x)));
    }

    /// clamp((x + 1) / 2, 0, 1) >= random -> the high value.
    static constexpr value_type encode_stochastic(float x, float random) {
        float const chance =
            float32::clamp(float32::over(float32::plus(x, 1.0f), 2.0f), 0.0f, 1.0f);
        return chance >= random ? 1 : low();
    }

    static constexpr format_row row() {
        format_row r;
        r.kind = hash_name("binary");
        r.name = "binary";
        r.width = 1;
        r.sign = Values == polarity::bipolar;
        return r;
    }

private:
    static constexpr value_type low() { return Values == polarity::bipolar ? -1 : 0; }
};

/// y = a (x > 0) (zero_one) or a (x > 0 ? 1 : -1) (bipolar), a = mean |x| of the sample.
/// MASE's samples are always along the first dimension: pass skip_first = true for that.
/// NaN passes, and does not count in a. rule::mase_compat: a summed in torch's order.
/// Source: MASE binary_quantizer, bipolar = False (reference/mase.md, 3.8); any rank.
template <polarity Values = polarity::zero_one, rule Follow = rule::nearest>
struct binary_scaled {
    using value_type = float;
    using compat = binary_scaled<Values, rule::mase_compat>;

    static constexpr void quantize_tensor(float const* x, float* y, int const* dims, int rank,
                                          bool skip_first = false) {
        detail::samples const all(dims, rank, skip_first);
        for (std::ptrdiff_t s = 0; s < all.count; ++s, x += all.size, y += all.size) {
            float const mean = detail::mean_size(x, all.size, -1.0f, Follow);
            for (std::ptrdiff_t i = 0; i < all.size; ++i) {
                float const low = Values == polarity::bipolar ? -mean : 0.0f;
                y[i] = x[i] != x[i] ? x[i] : x[i] > 0 ? mean : low;
            }
        }
    }

    static constexpr format_row row() {
        format_row r;
        r.kind = hash_name("binary_scaled");
        r.name = "binary";
        r.width = 1;
        r.sign = Values == polarity::bipolar;
        r.follow = Follow;
        return r;
    }
};

namespace mase {
template <polarity Values = polarity::bipolar>
using binary = widthwise::binary<Values>;
template <polarity Values = polarity::zero_one>
using binary_scaled = widthwise::binary_scaled<Values, rule::mase_compat>;
} // namespace mase

} // namespace widthwise
