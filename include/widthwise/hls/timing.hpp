// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>

#include <widthwise/hls/node_resources.hpp>

namespace widthwise {
namespace hls {

namespace detail {
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

/// The cycle in which process i has sent its last value of a first sample. It receives while its
/// writers send, operand after operand:
///   ready = 0;  for each operand: ready = max(ready + elements, sent by its writer)
///   sent = ready + compute + send
/// What gathers its operands (concat) works on each before it receives the next.
template <class Net>
constexpr std::int64_t when_sent(std::int64_t const* sent, std::size_t i, resources const& r) {
    auto const& f = facts_of<Net>();
    layer_row const& layer = *rows_of<Net>()[i].layer;
    if (layer.arity == 0 && layer.kind != fx_kind::output) {
        return input_end<Net>(i);
    }
    if (is_alias(layer)) {
        return sent[f.edge[f.first[i]]];
    }
    bool const gathers = layer.op == op_id<op::concat>;
    std::int64_t ready = 0;
    for (int e = f.first[i]; e < f.first[i + 1]; ++e) {
        std::int64_t const from = sent[f.edge[e]], count = f.out[f.edge[e]].elements();
        ready = ready + count > from ? ready + count : from;
        ready += gathers ? count : 0;
    }
    if (layer.kind == fx_kind::output) {
        return ready;
    }
    std::int64_t const send = f.out[i].elements();
    std::int64_t const receive = f.inputs(i).elements();
    return ready + send + (gathers ? 0 : r.latency - receive - send);
}
} // namespace detail

} // namespace hls
} // namespace widthwise
