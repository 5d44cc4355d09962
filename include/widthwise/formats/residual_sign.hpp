// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/formats/common.hpp>

namespace widthwise {

/// y = sum over l of y_l,  y_l = s(r_l) |mean_l|,  r_0 = x,  r_(l+1) = r_l - y_l;  s(r) = r >= 0 ?
/// 1 : -1. One sign bit a level. Default means: (Levels, ..., 2, 1) / (their sum). NaN passes.
/// Gradient: s counts as clamp(r, -1, 1), so dy/dx = 1 - product over l of (1 - |mean_l| [|r_l| <=
/// 1]). rule::mase_compat: in float32, s(r) = c + (sign(c) - c), c = clamp(r, -1, 1); s(0) = 0.
/// Source: MASE residual_sign_quantizer (reference/mase.md, 3.10), ReBNet.
template <int Levels, rule Follow = rule::nearest>
struct residual_sign : detail::elementwise<residual_sign<Levels, Follow>> {
    static_assert(Levels >= 1 && Levels <= 8,
                  "widthwise: read residual_sign<levels, rule>: 1 <= levels <= 8");
    static constexpr std::size_t count = static_cast<std::size_t>(Levels);
    using compat = residual_sign<Levels, rule::mase_compat>;

    static constexpr float mean(int level) {
        return static_cast<float>(Levels - level) / static_cast<float>(Levels * (Levels + 1) / 2);
    }

    static constexpr float binarize(float r) {
        if (r != r || Follow == rule::nearest) {
            return r != r ? r : r >= 0 ? 1.0f : -1.0f;
        }
        float const c = float32::clamp(r, -1.0f, 1.0f);
        return float32::plus(c, float32::minus(float32::sign(c), c));
    }
    /// dL/dr of binarize, given dL/ds: a straight-through estimator that stops outside [-1, 1].
    static constexpr float binarize_gradient(float r, float upstream) {
        return r >= -1 && r <= 1 ? upstream : 0.0f;
    }

    /// parts[l] = y_l. means, parts: [Levels]
    static constexpr void split(float x, float const* means, float* parts) {
        float rest = x;
        for (int l = 0; l < Levels; ++l) {
            parts[l] = float32::times(binarize(rest), float32::absolute(means[l]));
            rest = float32::minus(rest, parts[l]);
        }
    }
    static constexpr float quantize(float x, float const* means) {
        float parts[count] = {}, sum = 0;
        split(x, means, parts);
        for (float part : parts) {
            sum = float32::plus(sum, part);
        }
        return sum;
    }
    static constexpr float quantize(float x) { return quantize(x, default_means().value); }

    /// dL/dx given dL/dy, with the default means.
    static constexpr float gradient(float x, float upstream) {
        float parts[count] = {}, kept = 1, rest = x;
        split(x, default_means().value, parts);
        for (int l = 0; l < Levels; ++l) {
            float const through = binarize_gradient(rest, mean(l));
            kept = float32::times(kept, float32::minus(1.0f, through));
            rest = float32::minus(rest, parts[l]);
        }
        return float32::times(upstream, float32::minus(1.0f, kept));
    }

    static constexpr format_row row() {
        format_row r;
        r.kind = hash_name("residual_sign");
        r.name = "binary_residual";
        r.width = Levels;
        r.follow = Follow;
        return r;
    }

private:
    struct mean_array {
        float value[count];
    };
    static constexpr mean_array default_means() {
        mean_array all = {};
        for (int l = 0; l < Levels; ++l) {
            all.value[l] = mean(l);
        }
        return all;
    }
};

namespace mase {
template <int Levels>
using residual_sign = widthwise::residual_sign<Levels, rule::mase_compat>;
} // namespace mase

} // namespace widthwise
