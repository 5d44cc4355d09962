// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include <widthwise/kernels/channelwise.hpp>
#include <widthwise/run/engine_core.hpp>

namespace widthwise::detail {

/// Weights [outputs, inputs] for inputs that lie in that order.
template <class T>
void columns_in_order(std::vector<T>& weight, int outputs, int order) {
    std::vector<T> const from = weight;
    std::size_t const inputs = from.size() / static_cast<std::size_t>(outputs);
    for (std::size_t at = 0; at < from.size(); ++at) {
        weight[at / inputs * inputs + kernels::position(at % inputs, order, inputs)] = from[at];
    }
}

/// What the kernel before, if it writes no one else's operand, can write at all.
inline void engine_core::narrow_operand_of(std::size_t i) {
    kernels::gemm_step& g = gemm_[i];
    bool const bytes = g.m.x.kind == format_kind::fixed && g.m.x.width > 1 && g.m.x.width <= 8;
    for (std::size_t p = 0; bytes && p < i; ++p) {
        if (net_.work[p].reader == static_cast<int>(i) && net_.work[p].kind != work::input) {
            g.narrowed = true;
            g.operand = kernels::reach_after(net_.source[p].after, g.m.x);
        }
    }
}

/// The operand's cells of a node that has a slot for it, and its weights in the order of the
/// kernel.
inline void engine_core::choose_operand_of(std::size_t i) {
    work const kind = net_.work[i].kind;
    if (!kernels::detail::has_operand(kind)) {
        return;
    }
    kernels::gemm_step& g = gemm_[i];
    node_source& s = net_.source[i];
    layer_row const& l = net_.layer(i);
    shape const& in = net_.inputs(i)[0];
    g.m = std::move(s.m);
    g.after = s.after;
    narrow_operand_of(i);
    if (kind == work::gemm) {
        g.m.inputs = l.attr[0];
        g.m.outputs = l.attr[1];
        int const order = order_read_by(i, 0);
        columns_in_order(g.m.weight, g.m.outputs, order);
        for (int k = 0; order != 0 && k < g.m.inputs; ++k) {
            g.m.order.push_back(static_cast<int>(kernels::position(
                static_cast<std::size_t>(k), order, static_cast<std::size_t>(in.elements()))));
        }
        choose_operand(g, s.choice);
        return;
    }
    if (kind == work::pool) {
        g.in = plain_cell(widthwise::edge_of(s.x));
        return;
    }
    kernels::conv_shape const c = kernels::conv_shape_of(l, in, net_.out[i]);
    int const taps = c.win.taps(), per_group = c.channels / c.groups;
    bool const depthwise = kind == work::channelwise || kind == work::channelwise_float;
    g.m.outputs = is_batch_norm(l) ? l.attr[0] : l.attr[1];
    g.m.inputs = depthwise ? taps : taps * per_group;
    g.m.segments = depthwise ? taps : c.segments();
    if (kind == work::conv_float || kind == work::channelwise_float) {
        g.in = cell::f32;
        if (!depthwise) {
            kernels::channels_innermost(s.weight, g.m.outputs, per_group, taps);
        }
    } else if (depthwise) {
        choose_channelwise_operand(g);
    } else {
        kernels::channels_innermost(g.m.weight, g.m.outputs, per_group, taps);
        g.m.order = per_group > 1 ? kernels::order_of_terms(per_group, taps) : std::vector<int>{};
        choose_operand(g, s.choice);
    }
}

inline void engine_core::make_slots(std::size_t i) {
    kernels::node_work const& w = net_.work[i];
    if (w.kind == work::none) {
        return;
    }
    operands const in = net_.inputs(i);
    bool const own = kernels::detail::has_operand(w.kind);
    if (own) {
        claim(operand_[i], gemm_[i].in, gemm_[i].offset, net_.elements(net_.edge_of(i, 0)));
        if (kernels::detail::has_border(w.kind)) {
            frame(operand_[i], kernels::conv_shape_of(net_.layer(i), in[0], net_.out[i]));
        }
    }
    for (int k = 0; k < in.count; ++k) {
        if (is_reordered(i, k)) {
            std::size_t const e = net_.edge_of(i, k);
            claim(staging_of(i, k), own ? gemm_[i].in : plain_cell(net_.format[e]),
                  own ? gemm_[i].offset : 0, net_.elements(e));
        }
    }
    if (w.kind == work::output) {
        return;
    }
    if (w.reader < 0 && !writes_output(i)) {
        claim_plain(static_cast<std::size_t>(w.head));
    }
}

inline void engine_core::lay_out() {
    for (std::vector<slot>* const all : {&plain_, &operand_, &staging_}) {
        for (slot const& s : *all) {
            per_sample_ += s.stride;
        }
    }
    chunk_ = std::clamp<std::size_t>(cache_budget / std::max<std::size_t>(per_sample_, 1), 1,
                                     most_samples);
    // Rows that a kernel takes at once: a block of samples in lanes, a tile.
    std::size_t const block = static_cast<std::size_t>(kernels::shape_of(tier_).lanes) * 4;
    for (std::size_t const rows : {block, std::size_t{kernels::tile_calls::rows}, std::size_t{6}}) {
        if (rows > 0 && chunk_ >= rows) {
            chunk_ = chunk_ / rows * rows;
            break;
        }
    }
    std::size_t at = 0;
    for (std::vector<slot>* const all : {&plain_, &operand_, &staging_}) {
        for (slot& s : *all) {
            s.at = at + s.border;
            at += s.stride * chunk_;
        }
    }
}

inline bool engine_core::writes_output(std::size_t i) const {
    kernels::node_work const& w = net_.work[i];
    if (!w.to_output || w.kind == work::specification) {
        return false;
    }
    if (w.kind == work::gemm) { // casts behind the sum: through a slot
        return net_.source[i].to_float;
    }
    return true;
}

inline bool engine_core::reads_input(std::size_t i) const {
    std::size_t const e = net_.edge_of(i, 0);
    work const kind = net_.work[i].kind;
    bool const can =
        kind == work::gemm_float || kind == work::normalize || kind == work::cells_float;
    return can && net_.readers[e] == 1 && net_.work[e].kind == work::input && !is_reordered(i, 0) &&
           net_.format[e].kind == format_kind::float32;
}

/// Readers stand behind what they read: backwards, each is known before its operands.
inline void engine_core::find_what_stays_float() {
    stays_float_.assign(net_.size, true);
    for (std::size_t r = net_.size; r-- > 0;) {
        work const kind = net_.work[r].kind;
        bool const sums =
            kind == work::gemm_float || kind == work::conv_float || kind == work::channelwise_float;
        bool const stays = kind != work::specification && is_float(net_.source[r].x) &&
                           net_.format[r].kind == format_kind::float32 && stays_float_[r];
        operands const in = net_.inputs(r);
        for (int k = 0; k < in.count && kind != work::output && !sums && !stays; ++k) {
            stays_float_[net_.edge_of(r, k)] = false;
        }
    }
}

inline std::size_t engine_core::input_column(std::size_t node) const {
    std::size_t at = 0;
    for (std::size_t i = 0; i < node; ++i) {
        at += net_.work[i].kind == work::input ? net_.elements(i) : 0;
    }
    return at;
}

inline std::size_t engine_core::output_column(std::size_t node) const {
    operands const heads = net_.inputs(net_.size - 1);
    std::size_t at = 0;
    for (int k = 0; k < heads.count && heads.edge[k] != static_cast<int>(node); ++k) {
        at += net_.elements(static_cast<std::size_t>(heads.edge[k]));
    }
    return at;
}

inline kernels::slot engine_core::result_of(std::size_t i) const {
    kernels::node_work const& w = net_.work[i];
    std::size_t const head = static_cast<std::size_t>(w.head);
    return writes_output(i) ? slot{cell::f32, 0, net_.elements(head), 0, 0}
           : w.reader >= 0  ? operand_[static_cast<std::size_t>(w.reader)]
                            : plain_[head];
}

} // namespace widthwise::detail
