// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

namespace widthwise::train {

/// Sums over samples; a mean is asked for at the end, so that batches add up.
struct score {
    double loss_sum = 0;
    std::size_t correct = 0;
    std::size_t samples = 0;

    double loss() const { return loss_sum / static_cast<double>(samples); }
    /// Correct answers / answers: torchmetrics' micro average.
    double accuracy() const { return static_cast<double>(correct) / static_cast<double>(samples); }
    score& operator+=(score const& more) {
        loss_sum += more.loss_sum;
        correct += more.correct;
        samples += more.samples;
        return *this;
    }
};

/// loss = mean over samples of log(sum_c exp(z_c)) - z_label;   dz_c = (softmax(z)_c - [c is
/// label]) / samples, written where dz is not null.   z, dz: [classes, samples]; the answer is the
/// first largest z.   Source: torch.nn.CrossEntropyLoss.
inline score cross_entropy(float const* z, std::size_t classes, std::span<int const> labels,
                           float* dz) {
    std::size_t const n = labels.size();
    score total{0, 0, n};
    auto const scale = 1 / static_cast<float>(n);
    for (std::size_t s = 0; s < n; ++s) {
        std::size_t const label = static_cast<std::size_t>(labels[s]);
        std::size_t best = 0;
        for (std::size_t c = 1; c < classes; ++c) {
            best = z[c * n + s] > z[best * n + s] ? c : best;
        }
        float const top = z[best * n + s];
        float sum = 0;
        for (std::size_t c = 0; c < classes; ++c) {
            sum += std::exp(z[c * n + s] - top);
        }
        total.loss_sum += static_cast<double>(std::log(sum) + (top - z[label * n + s]));
        total.correct += best == label ? 1u : 0u;
        for (std::size_t c = 0; dz != nullptr && c < classes; ++c) {
            float const p = std::exp(z[c * n + s] - top) / sum;
            dz[c * n + s] = (p - (c == label ? 1.0f : 0.0f)) * scale;
        }
    }
    return total;
}

} // namespace widthwise::train
