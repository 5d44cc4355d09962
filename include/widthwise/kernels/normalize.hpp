// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstring>
#include <vector>

#include <widthwise/core/math.hpp>
#include <widthwise/formats/convert.hpp>
#include <widthwise/kernels/portable.hpp>

namespace widthwise::kernels {

/// Rows of values on their way to floats: y = (x - mean) / deviation * weight + bias per channel,
/// in double in that order and rounded once, as layers/batch_norm.hpp computes; or y = x where
/// there are no channels. Then max(y, 0) where relu is.
struct normalize_step {
    bool relu = false;
    format_row x{}; ///< of an element; fixed: raw * 2^-frac
    slot from, to;
    bool to_output = false;
    std::size_t y_at = 0;
    std::vector<double> mean, deviation, weight, bias; ///< [channels], side by side in a pixel
};

inline void run_normalize(void const* data, context const& c) {
    normalize_step const& n = *static_cast<normalize_step const*>(data);
    constexpr std::size_t block = 8; // any compiler keeps them in vector registers
    std::size_t const channels = n.mean.size(), elements = n.from.elements;
    std::size_t const row = channels == 0 ? elements : channels, size = bytes_of(n.from.kind);
    double const unit = is_float(n.x) ? 1 : exp2i(-n.x.frac);
    for (int s = 0; s < c.samples; ++s) {
        std::size_t const sample = static_cast<std::size_t>(s);
        std::byte const* x = c.arena + n.from.at + sample * n.from.stride;
        std::byte* y = n.to_output
                           ? reinterpret_cast<std::byte*>(c.y + sample * c.y_stride + n.y_at)
                           : c.arena + n.to.at + sample * n.to.stride;
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
