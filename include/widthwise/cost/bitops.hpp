// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>

#include <widthwise/core/math.hpp>
#include <widthwise/cost/flops.hpp>
#include <widthwise/layers/batch_norm.hpp>

namespace widthwise {

/// What a cost model sees of one node: per-sample counts, what its operands are cast to, and what
/// is known of its parameters. A new model is a type with  static constexpr double of(costed
/// const&).
struct costed {
    counts const& count;
    edge_format data;
    edge_format weight;
    bool has_weight;           ///< a weight parameter of its own (BatchNorm's does not count)
    int previous_weight_width; ///< of the nearest earlier node with a weight; 32 for the first
    double density;            ///< non-zero weights / weights
    double alive;              ///< non-zero weights and biases / all of them
    double weight_bits;        ///< bits of a weight, on average: its format's, or the values' own
};

/// computations * width of data_in: 32 for a float node. The lab's BitOPs (it used 32 everywhere).
struct naive {
    static constexpr double of(costed const& n) {
        return static_cast<double>(n.count.computations) * n.data.width;
    }
};

/// MACs * b_w * b_a, times the density of the weights when parameters are given.
/// Source: qonnx/util/inference_cost (total_bops, discount_sparsity).
struct qonnx {
    static constexpr double of(costed const& n) {
        return static_cast<double>(n.count.macs) * n.density * n.data.width * n.weight.width;
    }
};

/// m n (p b_a b_w + b_a + b_w + log2 n) per linear layer, m n k^2 and log2(n k^2) per conv, p the
/// fraction of non-zero parameters. b_a: data_in's width when the input is quantized, else the
/// previous layer's weight width, 32 for the first.
/// Source: Baskin et al., UNIQ; Hawks et al., "Ps and Qs" (tools/param_count.py).
struct baskin {
    static constexpr double of(costed const& n) {
        if (!n.has_weight || n.count.weights == 0 || n.count.macs == 0) {
            return 0;
        }
        double const w = n.weight.width;
        double const a =
            n.data.kind != format_kind::float32 ? n.data.width : n.previous_weight_width;
        return static_cast<double>(n.count.weights) *
               (n.alive * a * w + a + w + math::log2(static_cast<double>(n.count.fan_in)));
    }
};

/// The sum over multiplications of bits(x) * bits(w): by formats their widths; when parameters are
/// given, each weight's own bits: from its highest to its lowest set bit, and the sign bit of a
/// signed format; 0 for a weight that is 0.
/// Source: HGQ (layers/core/dense.py, _compute_ebops; get_bits_exact).
struct ebops {
    static constexpr double of(costed const& n) {
        return static_cast<double>(n.count.macs) * n.data.width * n.weight_bits;
    }
};

/// What is known of one node's parameters (cost/weights.hpp computes it from their values).
struct parameter_density {
    double weights = 1; ///< non-zero weights / weights
    double all = 1;     ///< the same with biases
    double bits = -1;   ///< own bits of a weight, on average; negative: the format's
};

namespace detail {
constexpr bool holds_weight(layer_row const& layer) {
    return layer.has_weight && !layer.second_is_weight && !is_batch_norm(layer);
}
} // namespace detail

/// One number per node and their sum.
template <std::size_t N>
struct node_costs {
    double node[N];
    double total;
};

/// Model's cost of every node for a batch; density: null, or one entry per node.
///   bitops<jsc_tiny, naive>(batch{8}).total == 42240
template <class Net, class Model>
constexpr node_costs<nodes_of<Net>::size> bitops(batch b,
                                                 parameter_density const* density = nullptr) {
    node_costs<nodes_of<Net>::size> result{};
    int previous = 32;
    for (std::size_t i = 0; i < size_of<Net>(); ++i) {
        counts const& count = detail::count_table<Net>::value.node[i];
        if (count.computations == 0) {
            continue;
        }
        layer_row const& layer = *rows_of<Net>()[i].layer;
        operands const in = facts_of<Net>().inputs(i);
        edge_format const* edges = edge_formats_of<Net>().out;
        bool const known = density != nullptr;
        costed n{count,
                 detail::data_edge(layer, in, edges),
                 detail::weight_edge(layer, in, edges),
                 detail::holds_weight(layer),
                 previous,
                 known ? density[i].weights : 1,
                 known ? density[i].all : 1,
                 0};
        bool const own = known && density[i].bits >= 0;
        n.weight_bits = own ? density[i].bits : n.weight.width;
        double const cost = Model::of(n) * static_cast<double>(b.size);
        result.node[i] = cost;
        result.total += cost;
        previous = n.has_weight ? n.weight.width : previous;
    }
    return result;
}

} // namespace widthwise
