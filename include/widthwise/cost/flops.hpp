// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>

#include <widthwise/graph/network.hpp>

namespace widthwise {

/// How many samples a cost is for. Parameters do not scale with it.
struct batch {
    std::int64_t size;
    constexpr explicit batch(std::int64_t samples) : size(samples) {}
};

/// MASE's FLOP table of one node or of a network, in its five columns (chop's calculate_modules):
/// total: computations; total_parameters: weights without bias; buffers in elements.
struct flop_row {
    std::int64_t total = 0;
    std::int64_t total_parameters = 0;
    std::int64_t backward = 0;
    std::int64_t input_buffer_size = 0;
    std::int64_t output_buffer_size = 0;
};

/// The counts of node i, per sample, its fused activation included.
template <class Net>
constexpr counts counts_of(std::size_t i) {
    layer_row const& layer = *rows_of<Net>()[i].layer;
    shape const& out = facts_of<Net>().out[i];
    operands const in = facts_of<Net>().inputs(i);
    counts c = layer.count(layer, in, out);
    bool const buffered = layer.kind != fx_kind::placeholder && layer.kind != fx_kind::output;
    c.inputs = buffered ? in.elements() : 0;
    c.outputs = buffered ? out.elements() : 0;
    if (layer.activation != 0) { // relu: one comparison per element
        c.compares += out.elements();
        c.computations += out.elements();
        c.backward += out.elements();
    }
    return c;
}

/// The five columns of node i.
template <class Net>
constexpr flop_row node_flops(std::size_t i, batch b) {
    counts const c = counts_of<Net>(i);
    return flop_row{c.computations * b.size, c.weights, c.backward * b.size, c.inputs * b.size,
                    c.outputs * b.size};
}

namespace detail {
/// Per-sample counts of all nodes of a network, one constant.
template <class Net>
struct count_table {
    struct table {
        counts node[nodes_of<Net>::size];
    };
    static constexpr table make() {
        table t{};
        for (std::size_t i = 0; i < size_of<Net>(); ++i) {
            t.node[i] = counts_of<Net>(i);
        }
        return t;
    }
    static constexpr table value = make();
};
template <class Net>
constexpr typename count_table<Net>::table count_table<Net>::value;
} // namespace detail

/// The five columns, summed over the nodes. total of jsc_tiny at batch 8 is 1320.
/// Source: the lab's store_flops_data; BatchNorm1d by MASE's BatchNorm2d rule.
template <class Net>
constexpr flop_row flops(batch b) {
    flop_row sum{};
    for (std::size_t i = 0; i < size_of<Net>(); ++i) {
        counts const& c = detail::count_table<Net>::value.node[i];
        sum.total += c.computations * b.size;
        sum.total_parameters += c.weights;
        sum.backward += c.backward * b.size;
        sum.input_buffer_size += c.inputs * b.size;
        sum.output_buffer_size += c.outputs * b.size;
    }
    return sum;
}

/// Multiply-accumulates of linear, conv, matmul and bmm.
template <class Net>
constexpr std::int64_t macs(batch b) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < size_of<Net>(); ++i) {
        sum += detail::count_table<Net>::value.node[i].macs;
    }
    return sum * b.size;
}

/// Trainable parameters, biases counted: 117 for jsc_tiny. BatchNorm's running statistics are not
/// trainable.
template <class Net>
constexpr std::int64_t parameter_count() {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < size_of<Net>(); ++i) {
        sum += detail::count_table<Net>::value.node[i].parameters;
    }
    return sum;
}

} // namespace widthwise
