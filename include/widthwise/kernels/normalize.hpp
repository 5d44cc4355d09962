// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <limits>
#include <numeric>
#include <vector>

#include <widthwise/core/math.hpp>
#include <widthwise/formats/convert.hpp>
#include <widthwise/kernels/aligned.hpp>
#include <widthwise/kernels/dispatch.hpp>
#include <widthwise/kernels/portable.hpp>

namespace widthwise::kernels {

/// Rows of values on their way to floats: y = (x - mean) / deviation * weight + bias per channel,
/// in double in that order and rounded once, as layers/batch_norm.hpp computes; or y = x where
/// there are no channels. Then max(y, 0) where relu is.
/// Where a kernel is (prepare_floats), in float: y = (x - mean) * scale + bias with one fused
/// multiply-add, scale = weight / deviation in double, rounded once. It is within
/// 2^-24 (2 |(x - mean) * scale| + |y|) of the other, where nothing overflows; SSE, which rounds
/// the product, within 2^-24 (3 |(x - mean) * scale| + |y|). Mean and x are floats, so that their
/// difference loses nothing when they are close, as x * scale + shift would.
struct normalize_step {
    bool relu = false;
    format_row x{}; ///< of an element; fixed: raw * 2^-frac
    slot from, to;  ///< stride: the caller's row where it is the caller's
    bool from_input = false, to_output = false;
    std::size_t x_at = 0, y_at = 0;                    ///< the column of the caller's rows
    std::vector<double> mean, deviation, weight, bias; ///< [channels], side by side in a pixel
    aligned_vector<float> constants;                   ///< of task
    normalize_task task;
    normalize_function kernel = nullptr;
};

/// Chooses the tier's kernel, unless it has none or a factor is no float of full precision.
inline void prepare_floats(normalize_step& n, isa::tier t) {
    std::size_t const channels = n.mean.size(), elements = n.from.elements;
    for (std::size_t c = 0; c < channels; ++c) {
        double const scale = std::abs(n.weight[c] / n.deviation[c]);
        if (!(scale == 0 || (scale >= double{std::numeric_limits<float>::min()} &&
                             scale <= double{std::numeric_limits<float>::max()}))) {
            return;
        }
    }
    n.kernel = channels == 0 ? nullptr : normalize_for(t);
    if (n.kernel == nullptr) {
        return;
    }
    std::size_t const lanes = static_cast<std::size_t>(shape_of(t).lanes);
    // As far as a row needs them: channels repeat with a period of whole vectors.
    std::size_t const row = (elements + lanes - 1) / lanes * lanes;
    std::size_t const period = std::min(std::lcm(channels, lanes), row);
    n.constants.assign(3 * period, 0.0f);
    for (std::size_t i = 0; i < period; ++i) {
        std::size_t const c = i % channels;
        n.constants[i] = static_cast<float>(n.mean[c]);
        n.constants[period + i] = static_cast<float>(n.weight[c] / n.deviation[c]);
        n.constants[2 * period + i] = static_cast<float>(n.bias[c]);
    }
    n.task.mean = n.constants.data();
    n.task.scale = n.task.mean + period;
    n.task.bias = n.task.scale + period;
    n.task.period = static_cast<int>(period);
    n.task.elements = static_cast<int>(elements);
    n.task.in_bytes = static_cast<std::ptrdiff_t>(n.from.stride);
    n.task.out_bytes = static_cast<std::ptrdiff_t>(n.to.stride);
    n.task.floor = n.relu ? 0.0f : -std::numeric_limits<float>::infinity();
}

/// Of the first sample.
inline std::byte const* x_of(normalize_step const& n, context const& c) {
    return n.from_input ? reinterpret_cast<std::byte const*>(c.x + n.x_at) : c.arena + n.from.at;
}
inline std::byte* y_of(normalize_step const& n, context const& c) {
    return n.to_output ? reinterpret_cast<std::byte*>(c.y + n.y_at) : c.arena + n.to.at;
}

/// Runs a normalize_step that prepare_floats has found a kernel for.
inline void run_normalize_floats(void const* data, context const& c) {
    normalize_step const& n = *static_cast<normalize_step const*>(data);
    n.kernel(n.task, reinterpret_cast<float const*>(x_of(n, c)),
             reinterpret_cast<float*>(y_of(n, c)), c.samples);
}

inline void run_normalize(void const* data, context const& c) {
    normalize_step const& n = *static_cast<normalize_step const*>(data);
    constexpr std::size_t block = 8; // any compiler keeps them in vector registers
    std::size_t const channels = n.mean.size(), elements = n.from.elements;
    std::size_t const row = channels == 0 ? elements : channels, size = bytes_of(n.from.kind);
    double const unit = is_float(n.x) ? 1 : exp2i(-n.x.frac);
    for (int s = 0; s < c.samples; ++s) {
        std::size_t const sample = static_cast<std::size_t>(s);
        std::byte const* x = x_of(n, c) + sample * n.from.stride;
        std::byte* y = y_of(n, c) + sample * n.to.stride;
        for (std::size_t pixel = 0; pixel < elements; pixel += row) {
            for (std::size_t i = 0; i < row; i += block) {
                std::size_t const count = std::min(block, row - i);
                float v[block] = {};
                double r[block] = {};
                if (is_float(n.x)) {
                    std::memcpy(v, x, count * sizeof(float));
                    for (std::size_t k = 0; k < block; ++k) {
                        r[k] = static_cast<double>(v[k]);
                    }
                } else {
                    for (std::size_t k = 0; k < count; ++k) {
                        r[k] = static_cast<double>(
                                   portable::read_cell(n.from.kind, n.from.offset, x + k * size)) *
                               unit;
                    }
                }
                if (channels != 0) {
                    for (std::size_t k = 0; k < count; ++k) {
                        double const centered = r[k] - n.mean[i + k];
                        r[k] = centered / n.deviation[i + k] * n.weight[i + k] + n.bias[i + k];
                    }
                    for (std::size_t k = 0; k < block; ++k) {
                        v[k] = widthwise::to_float(r[k]);
                    }
                }
                for (std::size_t k = 0; k < block; ++k) {
                    v[k] = n.relu && v[k] < 0 ? 0.0f : v[k];
                }
                std::memcpy(y, v, count * sizeof(float));
                x += count * size;
                y += count * sizeof(float);
            }
        }
    }
}

} // namespace widthwise::kernels
