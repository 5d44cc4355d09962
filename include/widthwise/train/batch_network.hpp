// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include <widthwise/train/batch_node.hpp>
#include <widthwise/train/dataset.hpp>
#include <widthwise/train/tensors.hpp>

namespace widthwise::train {

/// A float network with its parameters, their gradients and a batch of samples inside.
/// Quantized, when it is not Net, is the same network with formats: its operands are cast to them
/// and back in forward, gradients go straight through.
template <class Net, class Quantized = Net>
class batch_network {
    static constexpr std::size_t nodes = size_of<Net>();
    using indices = std::make_index_sequence<nodes>;
    static_assert(detail::is_plain<Net>(), "widthwise: train the float network before fusing; "
                                           "trainer<Float, Quantized> trains for a quantized one");
    static_assert(detail::same_nodes<Net, Quantized>(),
                  "widthwise: trainer<Float, Quantized>: Quantized has Float's nodes, by name");
    static_assert(facts_of<Net>().inputs(nodes - 1).count == 1,
                  "widthwise: a network with several outputs has no one loss to train");

public:
    static constexpr std::size_t classes = classes_of<Net>();

    batch_network(parameters<Net> const& start, std::uint64_t seed)
        : state_(std::make_unique<detail::batch_state<Net>>(start, seed)) {
        static_cast<void>(table<true>()); // no_training_for is raised here, whatever is used later
    }

    parameters<Net>& values() { return state_->values; }
    parameters<Net> const& values() const { return state_->values; }
    parameters<Net>& gradients() { return state_->gradients; }
    parameters<Net> const& gradients() const { return state_->gradients; }

    /// Logits [classes, samples] of some samples of a dataset.
    float const* forward(dataset const& data, std::span<std::size_t const> chosen, bool training) {
        state_->load(data, chosen, training);
        for (auto const step : table<true>()) {
            step(*state_);
        }
        return state_->nodes[result()].value.data();
    }
    /// All gradients, from dL/dlogits that the caller writes here; after a forward in training.
    float* result_gradient() { return state_->clear_gradients().nodes[result()].gradient.data(); }
    void backward() {
        for (std::size_t i = nodes; i-- > 0;) {
            table<false>()[i](*state_);
        }
    }
    /// The batch's values and gradients of node i, [elements, samples].
    std::span<float const> values(std::size_t i) const { return state_->nodes[i].value; }
    std::span<float const> gradients(std::size_t i) const { return state_->nodes[i].gradient; }

private:
    static constexpr std::size_t result() {
        return static_cast<std::size_t>(facts_of<Net>().inputs(nodes - 1).edge[0]);
    }
    template <bool Forward>
    static auto const& table() {
        using step = void (*)(detail::batch_state<Net>&);
        static constexpr auto steps = []<std::size_t... I>(std::index_sequence<I...>) {
            return std::array<step, nodes>{&detail::run_batch<Net, Quantized, I, Forward>...};
        }
        (indices{});
        return steps;
    }
    std::unique_ptr<detail::batch_state<Net>> state_;
};

} // namespace widthwise::train
