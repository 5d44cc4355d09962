// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>

#include <widthwise/cost/memory.hpp>
#include <widthwise/hls/banks.hpp>
#include <widthwise/hls/edge_table.hpp>

namespace widthwise {
namespace hls {

namespace detail {
/// A pool's sum has no format of its own: fan_in values of the operand's.
constexpr int sum_width(layer_row const& layer, node_formats const& n, std::int64_t fan_in) {
    bool const mean = layer.arithmetic == arithmetic_kind::average;
    return mean ? n.x.width + tree_levels(fan_in) : n.accum.width;
}

template <class Net>
constexpr bool is_input(std::size_t i) {
    layer_row const& layer = *rows_of<Net>()[i].layer;
    return layer.arity == 0 && layer.kind != fx_kind::output;
}
/// Elements of the inputs up to node i, with its own.
template <class Net>
constexpr std::int64_t input_end(std::size_t i) {
    std::int64_t n = 0;
    for (std::size_t j = 0; j <= i; ++j) {
        n += is_input<Net>(j) ? facts_of<Net>().out[j].elements() : 0;
    }
    return n;
}
/// Of all inputs, counted once.
template <class Net>
struct input_elements {
    static constexpr std::int64_t value = input_end<Net>(nodes_of<Net>::size - 1);
};
template <class Net>
constexpr std::int64_t input_elements<Net>::value;

/// A memory of `words` words of `bits` bits each in banks: blocks, or look-up tables where they are
/// small.
constexpr void add_memory(resources& r, std::int64_t words, std::int64_t bits,
                          std::int64_t banks = 1) {
    r.bram_bits += words * bits;
    r.brams += banks * ramb18_blocks(ceil_div(words, banks), bits);
    r.luts += banks * memory_luts(ceil_div(words, banks), bits);
}
/// The weights of one cycle lie in one word of a memory; its two ports give two terms. More terms:
/// each weight is a constant, chosen by the turn. All at once: constants in the logic.
constexpr void add_weights(resources& r, folding const& f, int width) {
    if (f.weight_words > 1 && f.terms <= 2) {
        r.bram_bits += r.rom_bits;
        r.brams += ramb18_blocks(f.weight_words * f.terms, f.lanes * width);
        r.luts += memory_luts(f.weight_words * f.terms, f.lanes * width);
    } else if (f.weight_words > 1) {
        r.luts += f.multipliers * width * ceil_div(f.weight_words, std::int64_t{64});
    }
}
template <class Net>
constexpr int edge_width(int node) {
    return edge_row<Net>(static_cast<int>(origin_node<Net>(static_cast<std::size_t>(node)))).width;
}

/// The memories of node i: forward keeps each result whole, and the inputs where there are several
/// (a single one is read from its port); a process of forward_stream its operands and its result,
/// and the FIFOs that it reads are counted with it.
template <class Net>
constexpr void add_tensors(resources& r, std::size_t i, folding const* fold, form built) {
    auto const& f = facts_of<Net>();
    layer_row const& layer = *rows_of<Net>()[i].layer;
    bool const output = layer.kind == fx_kind::output, input = is_input<Net>(i);
    bool const several = input_elements<Net>::value > f.out[i].elements();
    if (is_alias(layer)) {
        return;
    }
    if (!output && (!input || (built == form::arrays && several))) {
        r.tensor_bits = f.out[i].elements() * edge_width<Net>(static_cast<int>(i));
        add_memory(r, f.out[i].elements(), edge_width<Net>(static_cast<int>(i)),
                   banks_by<Net>(i, known_foldings{fold}));
    }
    for (int e = f.first[i]; e < f.first[i + 1] && built == form::streams; ++e) {
        std::int64_t const words = f.out[f.edge[e]].elements();
        int const width = edge_width<Net>(f.edge[e]);
        std::int64_t const depth = words * edge_table<Net>::value.samples[e];
        r.fifo_bits += depth * width;
        add_memory(r, depth, width);
        if (!output) {
            r.operand_bits += words * width;
            add_memory(r, words, width,
                       banks_by<Net>(origin_node<Net>(static_cast<std::size_t>(f.edge[e])),
                                     known_foldings{fold}));
        }
    }
}

/// Cycles beside a node's own: what it copies from or to ports, receives and sends.
template <class Net>
constexpr std::int64_t moved_values(std::size_t i, form built) {
    auto const& f = facts_of<Net>();
    layer_row const& layer = *rows_of<Net>()[i].layer;
    std::int64_t const all = input_elements<Net>::value;
    if (is_alias(layer)) {
        return 0;
    }
    if (is_input<Net>(i)) { // one process reads all inputs
        bool const loaded = all > f.out[i].elements();
        return built == form::streams ? all : loaded ? f.out[i].elements() : 0;
    }
    if (layer.kind == fx_kind::output) {
        return f.inputs(i).elements();
    }
    return built == form::streams ? f.inputs(i).elements() + f.out[i].elements() : 0;
}

/// The bits that a node works in; of all nodes a constant of their own, for one constant may take
/// only so many steps.
struct node_bits {
    int x, weight, accum, sum;
    bool stepwise;
};
template <std::size_t N>
struct bits_list {
    node_bits of[N];
};
template <class Net>
constexpr bits_list<nodes_of<Net>::size> list_bits() {
    bits_list<nodes_of<Net>::size> all{};
    for (std::size_t i = 0; i < nodes_of<Net>::size; ++i) {
        layer_row const& layer = *rows_of<Net>()[i].layer;
        node_formats const n = formats_of<Net>(i);
        std::int64_t const terms = widthwise::detail::count_table<Net>::value.node[i].fan_in;
        all.of[i] = node_bits{n.x.width, n.weight.width, n.accum.width, sum_width(layer, n, terms),
                              n.stepwise};
    }
    return all;
}
template <class Net>
struct bits_table {
    static constexpr bits_list<nodes_of<Net>::size> value = list_bits<Net>();
};
template <class Net>
constexpr bits_list<nodes_of<Net>::size> bits_table<Net>::value;

/// fold: of every node.
template <class Net>
constexpr resources node_resources(std::size_t i, folding const* fold, double ebops, form built) {
    layer_row const& layer = *rows_of<Net>()[i].layer;
    folding const& f = fold[i];
    resources r{};
    add_tensors<Net>(r, i, fold, built);
    r.cycles = f.cycles;
    if (f.lanes > 0 && !copies(layer)) {
        node_bits const& n = bits_table<Net>::value.of[i];
        r.multipliers = f.multipliers;
        r.adder_bits = f.adders * n.sum;
        r.comparator_bits = f.comparators * n.x;
        r.dsps = f.multipliers * dsp_blocks(n.x, n.weight);
        r.rom_bits = widthwise::detail::parameter_bits<Net>(i);
        r.luts +=
            r.comparator_bits +
            (f.multipliers > 0 ? mac_luts(f, n.x, n.weight, n.accum, r.dsps > 0) : r.adder_bits);
        add_weights(r, f, n.weight);
        r.ebops = ebops;
        // One register behind the products, one per level of the tree, one behind the cast; sums
        // that are cast after every term are a chain.
        std::int64_t const levels = n.stepwise ? f.terms - 1 : tree_levels(f.terms);
        r.depth = (f.multipliers > 0 ? 1 : 0) + levels + 1;
    }
    // The sums of one block end, and are written, before those of the next begin.
    std::int64_t const wait = r.depth > 0 ? r.depth - 1 + result_turns(layer, f) - 1 : 0;
    r.latency = r.cycles + f.waits * wait + moved_values<Net>(i, built);
    r.initiation_interval = r.latency;
    return r;
}
} // namespace detail

} // namespace hls
} // namespace widthwise
