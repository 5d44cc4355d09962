// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>

#include <widthwise/cost/bitops.hpp>
#include <widthwise/layers/linear.hpp>

namespace widthwise {

/// Bits: weights (biases and BatchNorm's buffers included), all activations, and the most that is
/// alive at once while nodes run in order (a tensor lives until its last reader has run).
struct memory_bits {
    std::int64_t weights = 0;
    std::int64_t activations = 0;
    std::int64_t peak = 0;
};

namespace detail {
template <class Net>
constexpr std::int64_t parameter_bits(std::size_t i) {
    layer_row const& layer = *rows_of<Net>()[i].layer;
    counts const& c = count_table<Net>::value.node[i];
    bool const norm = is_batch_norm(layer);
    if (norm && !layer.quantized) {
        return 4 * 32 * static_cast<std::int64_t>(layer.attr[0]); // weight, bias, mean, var
    }
    operand_formats const f = operands_of<Net>(i);
    std::int64_t const weights = norm ? layer.attr[0] : c.weights;
    return layer.second_is_weight
               ? 0
               : weights * f.weight.width + (c.parameters - weights) * f.bias.width;
}
} // namespace detail

/// Source: QONNX inference_cost (mem_w_bits, mem_o_bits), and the liveness of the node order.
template <class Net>
constexpr memory_bits memory(batch b) {
    constexpr std::size_t n = nodes_of<Net>::size;
    auto const& f = facts_of<Net>();
    auto const& formats = edge_formats_of<Net>();
    std::size_t last[n] = {};
    memory_bits m{};
    for (std::size_t i = 0; i < n; ++i) {
        last[i] = i;
        for (int e = f.first[i]; e < f.first[i + 1]; ++e) {
            last[f.edge[e]] = i;
        }
        m.weights += detail::parameter_bits<Net>(i);
    }
    std::int64_t dies[n] = {}; // bits whose last reader is node i
    std::int64_t live = 0;
    for (std::size_t i = 0; i + 1 < n; ++i) { // the output node copies nothing
        std::int64_t const bits = f.out[i].elements() * formats.out[i].width * b.size;
        m.activations += bits;
        live += bits;
        dies[last[i]] += bits;
        m.peak = live > m.peak ? live : m.peak;
        live -= dies[i];
    }
    return m;
}

/// Weight bits per weight of the quantized nodes with a weight (32 when there is none), and
/// 32 / that. Source: MASE's average_bitwidth search metric (calculate_avg_bits_module):
/// unquantized layers are ignored.
struct bitwidth {
    double average = 32;
    double memory_density = 1;
};
template <class Net>
constexpr bitwidth average_bitwidth() {
    std::int64_t bits = 0, weights = 0;
    for (std::size_t i = 0; i < size_of<Net>(); ++i) {
        layer_row const& layer = *rows_of<Net>()[i].layer;
        if (layer.op == op_id<op::linear> && !is_exact(layer.roles.weight)) {
            std::int64_t const count = detail::count_table<Net>::value.node[i].weights;
            bits += count * layer.roles.weight.width;
            weights += count;
        }
    }
    bitwidth result{};
    if (weights > 0) {
        result.average = static_cast<double>(bits) / static_cast<double>(weights);
        result.memory_density = 32 / result.average;
    }
    return result;
}

/// MASE's calculate_avg_bits over linear and conv nodes: the sum of the precision list (integer
/// 8, 4 counts 12), weighted by elements, data and weights apart.
struct average_bits {
    double data = 0;
    double weight = 0;
};
namespace detail {
constexpr int precision_sum(format_row const& f) {
    return is_float(f)                               ? 32
           : f.kind == format_kind::fixed            ? f.width + f.frac
           : f.kind == hash_name("log")              ? f.width + f.bias
           : f.kind == hash_name("minifloat_ieee")   ? f.width + f.exponent + f.bias
           : f.kind == hash_name("minifloat_denorm") ? f.width + f.exponent + f.bias
           : f.kind == format_kind::binary           ? 2
                                                     : f.width;
}
} // namespace detail
template <class Net>
constexpr average_bits calculate_avg_bits() {
    double data = 0, weight = 0, data_size = 0, weight_size = 0;
    for (std::size_t i = 0; i < size_of<Net>(); ++i) {
        layer_row const& layer = *rows_of<Net>()[i].layer;
        if (!detail::holds_weight(layer)) {
            continue;
        }
        // As written: MASE's metadata know nothing of the integers that an edge may bring.
        role_rows const& f = layer.roles;
        double const x = static_cast<double>(facts_of<Net>().inputs(i)[0].elements());
        double const w = static_cast<double>(detail::count_table<Net>::value.node[i].weights);
        data += x * detail::precision_sum(detail::given_or(f.data_in, format_row{}));
        weight += w * detail::precision_sum(detail::given_or(f.weight, format_row{}));
        data_size += x;
        weight_size += w;
    }
    return data_size > 0 ? average_bits{data / data_size, weight / weight_size} : average_bits{};
}

} // namespace widthwise
