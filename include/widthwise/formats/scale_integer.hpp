// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/formats/common.hpp>

namespace widthwise {

/// Per row (last dimension), M = max |x| and N the largest integer of Width bits, sign included:
/// y = q M / N, q = clamp(rint(x N / M), Sign ? -N - 1 : 0, N): the largest element is exact.
/// Error: y is rounded once. NaN passes and does not count in M; an infinity counts as the largest
/// float. An all-zero row stays zero. Price: 2 passes over x.
/// rule::mase_compat: N + 1 for N in both formulas, so that a positive maximum saturates below
/// itself; float32 throughout: s = (N + 1) / M, y = clamp(rint(x s)) / s.
/// Source: MASE main scale_integer quantizer (golden main_scale_integer.csv).
template <int Width, bool Sign = true, rule Follow = rule::nearest>
struct scale_integer {
    static_assert(Width - (Sign ? 1 : 0) >= 1 && Width <= 24,
                  "widthwise: read scale_integer<width, sign, rule>: at least 1 bit beside the "
                  "sign, at most 24");
    using value_type = float;
    using compat = scale_integer<Width, Sign, rule::mase_compat>;

    static constexpr void quantize_tensor(float const* x, float* y, int const* dims, int rank,
                                          bool = false) {
        std::ptrdiff_t rows = 1;
        std::ptrdiff_t const row_size = rank > 0 ? dims[rank - 1] : 1;
        for (int d = 0; d + 1 < rank; ++d) {
            rows *= dims[d];
        }
        for (std::ptrdiff_t r = 0; r < rows; ++r, x += row_size, y += row_size) {
            float max = 0;
            for (std::ptrdiff_t i = 0; i < row_size; ++i) {
                float const size = float32::absolute(x[i]);
                max = size > max ? size : max;
            }
            max = max > float32::max ? float32::max : max;
            for (std::ptrdiff_t i = 0; i < row_size; ++i) {
                y[i] = x[i] != x[i] || max == 0 ? x[i] : apply(x[i], max);
            }
        }
    }

    static constexpr format_row row() {
        format_row r;
        r.kind = hash_name("scale_integer");
        r.name = "scale_integer";
        r.width = Width;
        r.sign = Sign;
        r.follow = Follow;
        return r;
    }

private:
    static constexpr float largest() {
        return static_cast<float>((1 << (Width - (Sign ? 1 : 0))) - 1);
    }
    static constexpr float apply(float x, float max) {
        float const least = Sign ? -largest() - 1 : 0.0f;
        if (Follow == rule::mase_compat) {
            float const scale = float32::over(largest() + 1, max);
            float const q = float32::round_half_even(float32::times(x, scale));
            return float32::over(float32::clamp(q, least, largest()), scale);
        }
        double const n = static_cast<double>(largest()), m = static_cast<double>(max);
        double const q = round_half_even(static_cast<double>(x) * n / m);
        return float32::narrow_finite(clamp(q, static_cast<double>(least), n) * m / n);
    }
};

namespace mase {
template <int Width, bool Sign = true>
using scale_integer = widthwise::scale_integer<Width, Sign, rule::mase_compat>;
} // namespace mase

} // namespace widthwise
