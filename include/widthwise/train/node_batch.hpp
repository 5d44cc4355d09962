// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <vector>

#include <widthwise/layers/row.hpp>
#include <widthwise/train/lanes.hpp>
#include <widthwise/train/random.hpp>

namespace widthwise::train {

/// A parameter tensor and dL/d(it), to which a layer adds; both null where a node has none.
struct trained {
    float const* value = nullptr;
    float* gradient = nullptr;
};

/// What one node sees of a batch. Every tensor is [elements, samples].
struct node_batch {
    layer_row const* layer;
    operands in;
    shape const* out;
    std::size_t samples;
    bool training;         ///< statistics of the batch, dropout active
    float const* const* x; ///< one per input
    float* y;
    float* const* dx; ///< dL/dx, added to; null where nobody reads it
    float const* dy;  ///< dL/dy, complete
    trained weight{};
    trained bias{};
    float* mean = nullptr; ///< running statistics
    float* variance = nullptr;
    std::vector<float>* saved = nullptr; ///< what forward leaves for backward
    random* numbers = nullptr;

    std::size_t inputs(int k) const { return static_cast<std::size_t>(in[k].elements()) * samples; }
    std::size_t outputs() const { return static_cast<std::size_t>(out->elements()) * samples; }
};

/// Op can be trained: forward(op, node_batch) and backward(op, node_batch) are there, found by the
/// op's tag as the layers' own forwards are.
template <class Op>
concept Trainable = requires(Op op, node_batch const& node) {
    forward(op, node);
    backward(op, node);
};

/// No training is known for the op of node Name.
template <class Name, class Op>
struct no_training_for {
    static_assert(Trainable<Op>, "widthwise: read no_training_for<node, op>: the op has no "
                                 "forward(op, node_batch) and backward(op, node_batch)");
};

} // namespace widthwise::train
