// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <concepts>
#include <cstddef>
#include <span>
#include <vector>

#include <widthwise/run/executor.hpp>
#include <widthwise/train/cross_entropy.hpp>
#include <widthwise/train/dataset.hpp>

namespace widthwise::train {

/// Runs samples: an executor, or any faster engine with its interface.
template <class Engine>
concept Runs = requires(Engine& engine, std::span<float const> x, std::span<float> y) {
    { engine.input_size() } -> std::convertible_to<std::size_t>;
    { engine.output_size() } -> std::convertible_to<std::size_t>;
    engine.run(x, y);
};

/// Cross entropy and accuracy of what an engine answers, sample by sample.
template <Runs Engine>
score evaluate(Engine& engine, dataset const& data) {
    require_fit(data, engine.input_size(), engine.output_size());
    std::vector<float> logits(data.samples() * engine.output_size());
    engine.run(data.x, logits);
    score total;
    for (std::size_t i = 0; i < data.samples(); ++i) {
        total += cross_entropy(logits.data() + i * engine.output_size(), engine.output_size(),
                               std::span(data.labels).subspan(i, 1), nullptr);
    }
    return total;
}
/// The same of a network, float or quantized, run by the scalar executor.
template <class Net>
score evaluate(parameters<Net> const& p, dataset const& data) {
    executor<Net> engine(p);
    return evaluate(engine, data);
}

} // namespace widthwise::train
