// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <widthwise/train/batch_network.hpp>
#include <widthwise/train/history.hpp>

namespace widthwise::train {

/// Trains a float network by mini-batches against the cross entropy of its result. Same options,
/// same data, same program: same parameters.
/// With Quantized, the same network with formats, training is quantization-aware: the forward
/// computes with operands in their formats, the parameters stay float, gradients go straight
/// through the casts. (Formats of accumulators are not simulated.)
template <class Net, class Quantized = Net>
class trainer {
public:
    explicit trainer(options const& how = {}) : trainer(how, *initial(how.seed)) {}
    /// Goes on from given parameters.
    trainer(options const& how, parameters<Net> const& start)
        : options_(how), numbers_(how.seed + 1), network_(start, how.seed + 2),
          best_(std::make_unique<widthwise::parameters<Net>>(start)) {
        if (how.epochs < 1 || how.batch < 1) {
            throw error("trainer: epochs and batch are at least 1");
        }
        for (parameter_tensor const& t : tensors_of(network_.values())) {
            for (auto& kept : state_) {
                kept.emplace_back(t.data.size());
            }
        }
    }

    /// Minimizes the loss on data; observe(progress) is called after every step. The parameters
    /// with the smallest validation loss are kept as best().
    /// Error: data that does not fit the network, a loss that is no number.
    template <class Observe>
    std::vector<epoch> fit(dataset const& data, dataset const& validation, Observe&& observe) {
        require_fit(data, features_of<Net>(), classes_of<Net>());
        require_fit(validation, features_of<Net>(), classes_of<Net>());
        if (data.samples() < 2 || options_.batch < 2 || validation.samples() == 0) {
            throw error(
                "trainer: BatchNorm needs batches of two samples or more, and validation one");
        }
        auto const ends = batch_ends(data.samples());
        std::vector<epoch> history;
        double smallest = HUGE_VAL;
        for (int e = 0; e < options_.epochs; ++e) {
            double const now =
                options_.anneal ? cosine_annealing(rate(), options_.lowest_rate, options_.epochs, e)
                                : rate();
            epoch result{e + 1, now, {}, {}};
            auto const order = permutation(data.samples(), numbers_);
            progress state{e + 1, options_.epochs, 0, static_cast<int>(ends.size()), {}, {}};
            std::size_t first = 0;
            for (std::size_t const end : ends) {
                result.training += step(data, std::span(order).subspan(first, end - first), now);
                if (!std::isfinite(result.training.loss_sum)) {
                    throw error("trainer: the loss is no number in epoch " + std::to_string(e + 1) +
                                "; try a smaller learning rate");
                }
                first = end;
                ++state.step;
                state.training = result.training;
                if (end == data.samples()) {
                    state.validation = result.validation = evaluate(validation);
                }
                observe(std::as_const(state));
            }
            if (result.validation.loss() < smallest) {
                smallest = result.validation.loss();
                *best_ = network_.values();
            }
            history.push_back(result);
        }
        return history;
    }
    std::vector<epoch> fit(dataset const& data, dataset const& validation) {
        return fit(data, validation, [](progress const&) {});
    }

    /// One optimizer step on the chosen samples.
    score step(dataset const& data, std::span<std::size_t const> chosen, double now) {
        float const* logits = network_.forward(data, chosen, true);
        std::vector<int> labels(chosen.size());
        std::transform(chosen.begin(), chosen.end(), labels.begin(),
                       [&data](std::size_t i) { return data.labels[i]; });
        score const result =
            cross_entropy(logits, classes_of<Net>(), labels, network_.result_gradient());
        network_.backward();
        ++steps_;
        auto const gradients = tensors_of(network_.gradients());
        std::size_t at = 0;
        for (parameter_tensor const& t : tensors_of(network_.values())) {
            if (t.trainable()) {
                update const u{t.data, gradients[at].data, {state_[0][at], state_[1][at]}, steps_};
                std::visit([&](auto const& rule) { rule(now, u); }, options_.optimizer);
            }
            ++at;
        }
        return result;
    }
    /// Loss and accuracy with the running statistics of BatchNorm and without dropout.
    score evaluate(dataset const& data) {
        require_fit(data, features_of<Net>(), classes_of<Net>());
        std::vector<std::size_t> chosen;
        score total;
        for (std::size_t first = 0; first < data.samples(); first += 1024) {
            chosen.resize(std::min<std::size_t>(1024, data.samples() - first));
            for (std::size_t i = 0; i < chosen.size(); ++i) {
                chosen[i] = first + i;
            }
            float const* logits = network_.forward(data, chosen, false);
            std::span<int const> const labels{data.labels.data() + first, chosen.size()};
            total += cross_entropy(logits, classes_of<Net>(), labels, nullptr);
        }
        return total;
    }

    widthwise::parameters<Net> const& parameters() const { return network_.values(); }
    widthwise::parameters<Net> const& gradients() const { return network_.gradients(); }
    widthwise::parameters<Net> const& best() const { return *best_; }
    double rate() const {
        return std::visit([](auto const& o) { return o.rate; }, options_.optimizer);
    }

private:
    static std::unique_ptr<widthwise::parameters<Net>> initial(std::uint64_t seed) {
        auto start = std::make_unique<widthwise::parameters<Net>>();
        initialize(*start, seed);
        return start;
    }
    /// A last batch of one sample, which has no variance, joins the one before it.
    std::vector<std::size_t> batch_ends(std::size_t samples) const {
        std::vector<std::size_t> ends;
        for (std::size_t end = options_.batch; end + 1 < samples; end += options_.batch) {
            ends.push_back(end);
        }
        ends.push_back(samples);
        return ends;
    }

    options options_;
    random numbers_;
    batch_network<Net, Quantized> network_;
    std::array<std::vector<std::vector<float>>, 2> state_;
    std::unique_ptr<widthwise::parameters<Net>> best_;
    long steps_ = 0;
};

} // namespace widthwise::train
