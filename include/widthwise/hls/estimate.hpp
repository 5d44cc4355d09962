// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>

#include <widthwise/cost/bitops.hpp>
#include <widthwise/hls/timing.hpp>

namespace widthwise {
namespace hls {

namespace detail {
constexpr void add_to(resources& sum, resources const& r) {
    sum.multipliers += r.multipliers;
    sum.adder_bits += r.adder_bits;
    sum.comparator_bits += r.comparator_bits;
    sum.dsps += r.dsps;
    sum.luts += r.luts;
    sum.rom_bits += r.rom_bits;
    sum.tensor_bits += r.tensor_bits;
    sum.operand_bits += r.operand_bits;
    sum.fifo_bits += r.fifo_bits;
    sum.bram_bits += r.bram_bits;
    sum.brams += r.brams;
    sum.ebops += r.ebops;
    sum.cycles += r.cycles;
}
/// EBOPs per node, a constant of its own: one constant may take only so many steps.
template <class Net>
struct effective_bits {
    static constexpr node_costs<nodes_of<Net>::size> value = bitops<Net, ebops>(batch{1});
};
template <class Net>
constexpr node_costs<nodes_of<Net>::size> effective_bits<Net>::value;
template <class Net>
constexpr network_resources<nodes_of<Net>::size> estimate_folded(folding const* fold, form built) {
    constexpr std::size_t n = nodes_of<Net>::size;
    node_costs<n> const& effective = effective_bits<Net>::value;
    network_resources<n> result{};
    std::int64_t depth[n] = {}, sent[n] = {};
    std::int64_t sum = 0, slowest = 0;
    for (std::size_t i = 0; i < n; ++i) {
        resources const r = node_resources<Net>(i, fold, effective.node[i], built);
        result.node[i] = r;
        add_to(result.total, r);
        sum += r.latency;
        slowest = r.initiation_interval > slowest ? r.initiation_interval : slowest;
        depth[i] = reach<Net>(depth, i, r.depth);
        sent[i] = when_sent<Net>(sent, i, r);
    }
    result.total.depth = depth[n - 1];
    result.total.latency = built == form::arrays ? sum : sent[n - 1];
    result.total.initiation_interval = built == form::arrays ? sum : slowest;
    return result;
}
} // namespace detail

/// The estimate of every node when node i reuses each multiplier reuse[i] times.
///   arrays:  forward does one node after another, so latency and interval are one sum
///            total.latency = total.initiation_interval = sum of node.latency
///   streams: total.initiation_interval = the largest node.initiation_interval
///            total.latency = when the output has received its last value (timing.hpp)
template <class Net>
constexpr network_resources<nodes_of<Net>::size> estimate(int const* reuse,
                                                          form built = form::arrays) {
    return detail::estimate_folded<Net>(detail::fold_nodes<Net>(reuse).of, built);
}

/// The same with one reuse factor for all nodes.
///   estimate<jsc_tiny_q8>(8).total.multipliers
/// Casts (rounding, saturation) and control are in no number but luts, by its 300 per node. Float
/// edges count 32 bits. Source: hls4ml (block_factor = DIV_ROUNDUP(n_in * n_out, reuse)), FINN (PE
/// * SIMD lanes, RAMB18 and LUT rules), HGQ (EBOPs); cycles and memories: the loops of hls/*.hpp.
template <class Net>
constexpr network_resources<nodes_of<Net>::size> estimate(int reuse, form built = form::arrays) {
    int all[nodes_of<Net>::size] = {};
    for (int& each : all) {
        each = reuse;
    }
    return estimate<Net>(all, built);
}

} // namespace hls
} // namespace widthwise
