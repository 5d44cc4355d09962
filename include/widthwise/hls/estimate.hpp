// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>

#include <widthwise/cost/bitops.hpp>
#include <widthwise/cost/memory.hpp>
#include <widthwise/hls/edges.hpp>
#include <widthwise/hls/folding.hpp>
#include <widthwise/hls/resources.hpp>

namespace widthwise {
namespace hls {

namespace detail {
/// A pool's sum has no format of its own: fan_in values of the operand's.
constexpr int sum_width(layer_row const& layer, node_formats const& n, int fan_in) {
    bool const mean = layer.arithmetic == arithmetic_kind::average;
    return mean ? n.x.width + tree_levels(fan_in) : n.accum.width;
}

template <class Net>
constexpr resources node_resources(std::size_t i, int reuse, double ebops) {
    layer_row const& layer = *rows_of<Net>()[i].layer;
    operands const in = facts_of<Net>().inputs(i);
    counts const& count = widthwise::detail::count_table<Net>::value.node[i];
    folding const f = fold_node(layer, count, facts_of<Net>().out[i], reuse);
    resources r{};
    bool const kept = layer.kind != fx_kind::output && layer.arity != 0 && !is_alias(layer);
    r.tensor_bits =
        kept ? facts_of<Net>().out[i].elements() * edge_formats_of<Net>().out[i].width : 0;
    r.initiation_interval = f.cycles;
    if (f.cycles == 0) { // wires: reshape, concat, the input and the output
        return r;
    }
    node_formats const n = formats_of<Net>(i);
    r.multipliers = f.multipliers;
    r.adder_bits = f.adders * sum_width(layer, n, count.fan_in);
    r.comparator_bits = f.comparators * n.x.width;
    r.dsps = f.multipliers * dsp_blocks(n.x.width, n.weight.width);
    r.rom_bits = widthwise::detail::parameter_bits<Net>(i);
    r.buffer_bits = kept_rows_elements(layer, in) * n.x.width;
    std::int64_t const word = f.multipliers * n.weight.width;
    bool const read_in_turn = f.weight_words > 1;
    r.luts = r.comparator_bits;
    if (f.multipliers > 0) {
        r.luts += mac_luts(f, n.x.width, n.weight.width, n.accum.width, r.dsps > 0) +
                  memory_luts(read_in_turn ? f.weight_words : 0, word);
    } else {
        r.luts += r.adder_bits;
    }
    r.bram_bits = (read_in_turn ? r.rom_bits : 0) + r.buffer_bits;
    r.brams = (read_in_turn ? ramb18_blocks(f.weight_words, word) : 0) +
              ramb18_blocks(kept_row_words(layer, in), kept_row_bits(layer, in, n.x.width));
    r.ebops = ebops;
    // One register behind the products, one per level of the tree, one behind the cast; sums that
    // are cast after every term are a chain.
    std::int64_t const levels = n.stepwise ? f.terms - 1 : tree_levels(f.terms);
    r.depth = (f.multipliers > 0 ? 1 : 0) + levels + 1;
    // The sums of one block end before those of the next begin.
    r.latency = r.initiation_interval + f.waits * (r.depth - 1);
    return r;
}

constexpr void add_to(resources& sum, resources const& r) {
    sum.multipliers += r.multipliers;
    sum.adder_bits += r.adder_bits;
    sum.comparator_bits += r.comparator_bits;
    sum.dsps += r.dsps;
    sum.luts += r.luts;
    sum.rom_bits += r.rom_bits;
    sum.buffer_bits += r.buffer_bits;
    sum.tensor_bits += r.tensor_bits;
    sum.bram_bits += r.bram_bits;
    sum.brams += r.brams;
    sum.ebops += r.ebops;
    sum.initiation_interval = r.initiation_interval > sum.initiation_interval
                                  ? r.initiation_interval
                                  : sum.initiation_interval;
}

/// The longest path to node i, of a number per node; ends: the result, one per node.
template <class Net>
constexpr std::int64_t reach(std::int64_t const* ends, std::size_t i, std::int64_t own) {
    auto const& f = facts_of<Net>();
    std::int64_t most = 0;
    for (int e = f.first[i]; e < f.first[i + 1]; ++e) {
        std::int64_t const before = ends[f.edge[e]];
        most = before > most ? before : most;
    }
    return most + own;
}
} // namespace detail

/// The estimate of every node when node i reuses each multiplier reuse[i] times.
template <class Net>
constexpr network_resources<nodes_of<Net>::size> estimate(int const* reuse) {
    constexpr std::size_t n = nodes_of<Net>::size;
    node_costs<n> const effective = bitops<Net, ebops>(batch{1});
    network_resources<n> result{};
    std::int64_t depth[n] = {}, latency[n] = {};
    for (std::size_t i = 0; i < n; ++i) {
        resources const r = detail::node_resources<Net>(i, reuse[i], effective.node[i]);
        result.node[i] = r;
        detail::add_to(result.total, r);
        depth[i] = detail::reach<Net>(depth, i, r.depth);
        latency[i] = detail::reach<Net>(latency, i, r.latency);
    }
    result.total.depth = depth[n - 1];
    result.total.latency = latency[n - 1];
    return result;
}

/// The same with one reuse factor for all nodes.
///   estimate<jsc_tiny_q8>(8).total.multipliers
/// Nodes overlap (dataflow): a new sample enters every total.initiation_interval cycles. Casts
/// (rounding, saturation), control and FIFOs are in no number but luts, by its 300 per node.
/// Float edges count 32 bits. Source: hls4ml (block_factor = DIV_ROUNDUP(n_in * n_out, reuse),
/// pipeline II = reuse), FINN (PE * SIMD lanes, RAMB18 and LUT rules), HGQ (EBOPs).
template <class Net>
constexpr network_resources<nodes_of<Net>::size> estimate(int reuse) {
    int all[nodes_of<Net>::size] = {};
    for (int& each : all) {
        each = reuse;
    }
    return estimate<Net>(all);
}

} // namespace hls
} // namespace widthwise
