// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>

#include <widthwise/layers/batch_norm.hpp>
#include <widthwise/train/node_batch.hpp>

namespace widthwise::train {

/// The share of a batch's statistics in the running ones.   Source: torch's default.
constexpr double batch_norm_momentum = 0.1;

namespace detail {
/// y = (x - m) * d * weight + bias,  d = 1 / sqrt(v + eps), per channel over samples and positions.
/// In training m and v are the batch's mean and biased variance; running_var takes the unbiased
/// one. Else m and v are the running statistics.   saved: m and d of each channel.
inline void forward_batch_norm(node_batch const& v) {
    auto const channels = static_cast<std::size_t>(v.layer->attr[0]);
    std::size_t const count = v.inputs(0) / channels;
    v.saved->resize(2 * channels);
    for (std::size_t c = 0; c < channels; ++c) {
        float const* x = v.x[0] + c * count; // the rows of one channel are neighbors
        double mean = static_cast<double>(v.mean[c]);
        double variance = static_cast<double>(v.variance[c]);
        if (v.training) {
            double const size = static_cast<double>(count);
            mean = sum(x, count) / size;
            auto const m = static_cast<float>(mean);
            double const squares =
                sum_of(count, [x, m](std::size_t s) { return (x[s] - m) * (x[s] - m); });
            variance = squares / size;
            auto const mix = [](float old, double now) {
                return static_cast<float>(batch_norm_momentum * now +
                                          (1 - batch_norm_momentum) * static_cast<double>(old));
            };
            v.mean[c] = mix(v.mean[c], mean);
            v.variance[c] = mix(v.variance[c], squares / (size - 1));
        }
        double const inverse = 1 / std::sqrt(variance + v.layer->eps);
        (*v.saved)[2 * c] = static_cast<float>(mean);
        (*v.saved)[2 * c + 1] = static_cast<float>(inverse);
        double const factor = inverse * static_cast<double>(v.weight.value[c]);
        auto const scale = static_cast<float>(factor);
        auto const shift = static_cast<float>(static_cast<double>(v.bias.value[c]) - mean * factor);
        fill(v.y + c * count, count, [=](std::size_t s) { return x[s] * scale + shift; });
    }
}
/// dx += (dy - mean(dy) - (x - m) d^2 mean(dy (x - m))) d weight,   dweight += d sum dy (x - m),
/// dbias += sum dy: the batch's mean and variance depend on x.
inline void backward_batch_norm(node_batch const& v) {
    auto const channels = static_cast<std::size_t>(v.layer->attr[0]);
    std::size_t const count = v.inputs(0) / channels;
    for (std::size_t c = 0; c < channels; ++c) {
        float const* x = v.x[0] + c * count;
        float const* dy = v.dy + c * count;
        float const mean = (*v.saved)[2 * c];
        double const inverse = static_cast<double>((*v.saved)[2 * c + 1]);
        double const total = sum(dy, count);
        double const along = sum_of(count, [=](std::size_t s) { return dy[s] * (x[s] - mean); });
        v.weight.gradient[c] += static_cast<float>(along * inverse);
        v.bias.gradient[c] += static_cast<float>(total);
        if (v.dx[0] != nullptr) {
            double const size = static_cast<double>(count);
            auto const level = static_cast<float>(total / size);
            auto const slope = static_cast<float>(along * inverse * inverse / size);
            auto const scale = static_cast<float>(inverse * static_cast<double>(v.weight.value[c]));
            accumulate(v.dx[0] + c * count, count, [=](std::size_t s) {
                return (dy[s] - level - (x[s] - mean) * slope) * scale;
            });
        }
    }
}
} // namespace detail

inline void forward(op::batch_norm1d, node_batch const& v) { detail::forward_batch_norm(v); }
inline void forward(op::batch_norm2d, node_batch const& v) { detail::forward_batch_norm(v); }
inline void backward(op::batch_norm1d, node_batch const& v) { detail::backward_batch_norm(v); }
inline void backward(op::batch_norm2d, node_batch const& v) { detail::backward_batch_norm(v); }

} // namespace widthwise::train
