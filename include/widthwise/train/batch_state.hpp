// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include <widthwise/graph/parameters.hpp>
#include <widthwise/train/dataset.hpp>
#include <widthwise/train/node_batch.hpp>
#include <widthwise/train/tensors.hpp>

namespace widthwise::train::detail {

/// One node's part of a batch, each tensor [elements, samples].
struct node_state {
    std::vector<float> value{};
    std::vector<float> gradient{}; ///< empty for an input: nobody reads it
    std::vector<float> saved{};
    std::vector<std::vector<float>> operand{}; ///< inputs after their cast
};

/// All a network keeps while it is trained. On the heap: parameters are plain arrays.
template <class Net>
struct batch_state {
    parameters<Net> values;
    parameters<Net> gradients{};
    parameters<Net> cast{}; ///< values in their formats, as floats
    std::array<node_state, nodes_of<Net>::size> nodes{};
    random numbers;
    std::size_t samples = 0;
    bool training = false;

    batch_state(parameters<Net> const& start, std::uint64_t seed) : values(start), numbers(seed) {}

    /// The chosen samples into the inputs; several inputs take their parts of a sample in order.
    void load(dataset const& data, std::span<std::size_t const> chosen, bool train) {
        samples = chosen.size();
        training = train;
        std::size_t const features = data.features();
        std::size_t offset = 0;
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            auto const elements = static_cast<std::size_t>(facts_of<Net>().out[i].elements());
            bool const input = rows_of<Net>()[i].layer->kind == fx_kind::placeholder;
            nodes[i].value.resize(elements * samples);
            nodes[i].gradient.resize(input || !train ? 0 : elements * samples);
            nodes[i].operand.resize(static_cast<std::size_t>(facts_of<Net>().inputs(i).count));
            for (std::size_t s = 0; input && s < samples; ++s) {
                for (std::size_t e = 0; e < elements; ++e) {
                    nodes[i].value[e * samples + s] = data.x[chosen[s] * features + offset + e];
                }
            }
            offset += input ? elements : 0;
        }
    }
    batch_state& clear_gradients() {
        for (parameter_tensor const& t : tensors_of(gradients)) {
            std::fill(t.data.begin(), t.data.end(), 0.0f);
        }
        for (node_state& node : nodes) {
            std::fill(node.gradient.begin(), node.gradient.end(), 0.0f);
        }
        return *this;
    }
};

/// No node is quantized or fused.
template <class Net>
constexpr bool is_plain() {
    for (std::size_t i = 0; i < size_of<Net>(); ++i) {
        layer_row const& layer = *rows_of<Net>()[i].layer;
        if (layer.quantized || layer.activation != 0) {
            return false;
        }
    }
    return true;
}
/// The same names and ops in the same order, no activation fused.
template <class Net, class Other>
constexpr bool same_nodes() {
    bool same = size_of<Net>() == size_of<Other>();
    for (std::size_t i = 0; same && i < size_of<Net>(); ++i) {
        node_row const &a = rows_of<Net>()[i], &b = rows_of<Other>()[i];
        same = same_text(a.name, b.name) && a.layer->op == b.layer->op && b.layer->activation == 0;
    }
    return same;
}

} // namespace widthwise::train::detail
