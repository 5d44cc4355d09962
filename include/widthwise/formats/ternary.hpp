// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include <widthwise/formats/common.hpp>
#include <widthwise/formats/means.hpp>

namespace widthwise {
namespace detail {

constexpr float ternary_threshold(float const* x, std::ptrdiff_t n, rule follow) {
    return float32::times(0.75f, mean_size(x, n, -1.0f, follow));
}
constexpr std::int8_t ternary_sign(float x, float threshold) {
    return x > threshold ? 1 : x < -threshold ? -1 : 0;
}

} // namespace detail

/// y = +1 if x > d, -1 if x < -d, else 0;  d = .75 mean |x| of the sample. Stored in 2 bits.
/// MASE's samples are always along the first dimension: pass skip_first = true for that.
/// The value is an integer, so sums of products are exact. NaN gives 0 and does not count in d.
/// rule::mase_compat: d summed in torch's order.
/// Source: MASE ternary_quantizer (reference/mase.md, 3.9), ternary weight networks; any rank.
template <rule Follow = rule::nearest>
struct ternary {
    using value_type = std::int8_t;
    using compat = ternary<rule::mase_compat>;

    static constexpr void encode_tensor(float const* x, value_type* y, int const* dims, int rank,
                                        bool skip_first = false) {
        detail::samples const all(dims, rank, skip_first);
        for (std::ptrdiff_t s = 0; s < all.count; ++s, x += all.size, y += all.size) {
            float const threshold = detail::ternary_threshold(x, all.size, Follow);
            for (std::ptrdiff_t i = 0; i < all.size; ++i) {
                y[i] = detail::ternary_sign(x[i], threshold);
            }
        }
    }
    /// The same as floats, except that NaN passes.
    static constexpr void quantize_tensor(float const* x, float* y, int const* dims, int rank,
                                          bool skip_first = false) {
        detail::samples const all(dims, rank, skip_first);
        for (std::ptrdiff_t s = 0; s < all.count; ++s, x += all.size, y += all.size) {
            float const threshold = detail::ternary_threshold(x, all.size, Follow);
            for (std::ptrdiff_t i = 0; i < all.size; ++i) {
                y[i] = x[i] != x[i] ? x[i] : decode(detail::ternary_sign(x[i], threshold));
            }
        }
    }
    static constexpr float decode(value_type value) { return static_cast<float>(value); }

    static constexpr format_row row() {
        format_row r;
        r.kind = hash_name("ternary");
        r.name = "ternary";
        r.width = 2;
        r.follow = Follow;
        return r;
    }
};

/// y = a ternary(x), a = mean of |x| over |x| > d of the sample. NaN passes.
/// Source: MASE ternary_quantizer, scaling_factor = True (reference/mase.md, 3.9).
template <rule Follow = rule::nearest>
struct ternary_scaled {
    using value_type = float;
    using compat = ternary_scaled<rule::mase_compat>;

    static constexpr void quantize_tensor(float const* x, float* y, int const* dims, int rank,
                                          bool skip_first = false) {
        detail::samples const all(dims, rank, skip_first);
        for (std::ptrdiff_t s = 0; s < all.count; ++s, x += all.size, y += all.size) {
            float const threshold = detail::ternary_threshold(x, all.size, Follow);
            float const scale = detail::mean_size(x, all.size, threshold, Follow);
            for (std::ptrdiff_t i = 0; i < all.size; ++i) {
                int const sign = detail::ternary_sign(x[i], threshold);
                y[i] = x[i] != x[i] ? x[i] : sign > 0 ? scale : sign < 0 ? -scale : 0.0f;
            }
        }
    }

    static constexpr format_row row() {
        format_row r;
        r.kind = hash_name("ternary_scaled");
        r.name = "ternary";
        r.width = 2;
        r.follow = Follow;
        return r;
    }
};

namespace mase {
template <rule Follow = rule::mase_compat>
using ternary = widthwise::ternary<Follow>;
template <rule Follow = rule::mase_compat>
using ternary_scaled = widthwise::ternary_scaled<Follow>;
} // namespace mase

} // namespace widthwise
