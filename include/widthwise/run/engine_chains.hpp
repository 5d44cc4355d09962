// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include <widthwise/run/engine_core.hpp>

namespace widthwise::detail {

inline void engine_core::note_chained(std::size_t i, kernels::gemm_step const& g) {
    chain_candidate c{ways_.steps.size(), g.from, g.to, g.to_output, g.y_at, {}, {}};
    if (make_batched(c.layer, g, net_.source[i].choice, net_.source[i].folded)) {
        c.fused = kernels::fused_kinds_of(g, net_.source[i].choice);
        candidates_.push_back(std::move(c));
    }
}

/// The first step of a chain and its ends: cells in a slot, or the floats of the caller that the
/// step before encodes.
inline std::size_t engine_core::begin_chain(kernels::chain_ends& e, chain_candidate const& first,
                                            chain_candidate const& last, std::size_t done) const {
    e.from = first.from;
    e.to = last.to;
    e.to_output = last.to_output;
    e.y_at = last.y_at;
    e.room = (per_sample_ * chunk_ + 63) / 64 * 64;
    std::size_t const begin = first.step;
    if (begin == done || ways_.steps[begin - 1].run != &kernels::run_cells) {
        return begin;
    }
    auto const& s = *static_cast<kernels::cells_step const*>(ways_.steps[begin - 1].data.get());
    bool const encodes = s.from_input && is_float(s.from_format) && s.kernel != nullptr &&
                         s.lines == 1 && !s.part && s.to.at == first.from.at;
    if (!encodes) {
        return begin;
    }
    e.encode = s.task;
    e.encoder = s.kernel;
    e.x_at = s.x_at;
    e.x_stride = net_.input_size;
    return begin - 1;
}

/// With samples in lanes.
inline kernels::step engine_core::batched_chain(kernels::chain_ends const& e, std::size_t first,
                                                std::size_t last) {
    kernels::batched_step b;
    b.ends = e;
    b.lanes = kernels::shape_of(tier_).lanes;
    b.encoder = kernels::batched_encoder_for(tier_);
    std::size_t const block = static_cast<std::size_t>(b.block());
    for (std::size_t k = first; k <= last; ++k) {
        kernels::batched_layer& l = candidates_[k].layer;
        b.half = std::max({b.half, static_cast<std::size_t>(l.task.groups) * 4 * block,
                           static_cast<std::size_t>(l.task.outputs) *
                               kernels::bytes_of(candidates_[k].to.kind) * block});
        b.layers.push_back(std::move(l));
    }
    for (kernels::batched_layer& l : b.layers) {
        settle(l);
    }
    scratch_bytes_ = std::max(scratch_bytes_, 2 * b.half + 64);
    return {&kernels::run_batched, std::make_shared<kernels::batched_step>(std::move(b)),
            ways_.steps[candidates_[last].step].node, "samples in lanes"};
}

/// One row at a time; a step without data: one layer gains nothing, or the layers' sums are of
/// several kinds.
inline kernels::step engine_core::fused_chain(kernels::chain_ends const& e, std::size_t first,
                                              std::size_t last) {
    kernels::fused_step f;
    f.ends = e;
    kernels::fused_kinds kinds = candidates_[first].fused;
    for (std::size_t k = first; k <= last; ++k) {
        chain_candidate const& c = candidates_[k];
        kinds = common(kinds, c.fused);
        f.half = std::max({f.half, c.from.stride, c.to.stride});
        f.layers.push_back(
            &static_cast<kernels::gemm_step const*>(ways_.steps[c.step].data.get())->task);
    }
    if (kinds.own == nullptr || first == last) {
        return {};
    }
    f.kernel = kinds.own;
    scratch_bytes_ = std::max(scratch_bytes_, 2 * f.half + 64);
    return {&kernels::run_fused, std::make_shared<kernels::fused_step>(std::move(f)),
            ways_.steps[candidates_[last].step].node, "fused"};
}

/// A chain begins at bytes, or at the floats of the caller that are encoded to them; each product
/// is the only reader of what the one before it writes; the last one writes floats.
inline void engine_core::chain_products() {
    using kernels::cell;
    using chained = engine_ways::chained;
    std::vector<kernels::step> const& steps = ways_.steps;
    ways_.in_chain.assign(steps.size(), chained::no);
    std::vector<kernels::step> batched, fused;
    auto const copy = [&](std::vector<kernels::step>& to, std::size_t from, std::size_t end) {
        to.insert(to.end(), steps.begin() + static_cast<std::ptrdiff_t>(from),
                  steps.begin() + static_cast<std::ptrdiff_t>(end));
    };
    auto const follows = [&](std::size_t k) {
        return candidates_[k].to.kind != cell::f32 && k + 1 < candidates_.size() &&
               candidates_[k + 1].step == candidates_[k].step + 1 &&
               candidates_[k + 1].from.at == candidates_[k].to.at;
    };
    std::size_t const lanes = static_cast<std::size_t>(kernels::shape_of(tier_).lanes);
    std::size_t done = 0; // steps that both lists have
    for (std::size_t first = 0, last; first < candidates_.size(); first = last + 1) {
        for (last = first; follows(last); ++last) {
        }
        if (candidates_[last].to.kind != cell::f32 || chunk_ < lanes) {
            continue;
        }
        kernels::chain_ends e;
        std::size_t const begin = begin_chain(e, candidates_[first], candidates_[last], done);
        std::size_t const end = candidates_[last].step + 1;
        copy(batched, done, begin);
        copy(fused, done, begin);
        done = end;
        chained how = chained::batched;
        if (kernels::step one = fused_chain(e, first, last); one.data != nullptr) {
            fused.push_back(std::move(one));
            how = chained::both;
            ways_.fused_to = 1;
        } else {
            copy(fused, begin, end);
        }
        batched.push_back(batched_chain(e, first, last));
        std::fill(ways_.in_chain.begin() + static_cast<std::ptrdiff_t>(begin),
                  ways_.in_chain.begin() + static_cast<std::ptrdiff_t>(end), how);
    }
    if (done != 0) {
        copy(batched, done, steps.size());
        copy(fused, done, steps.size());
        ways_.batched_from = lanes - lanes / 8; // a vector nearly full is as fast as rows
        ways_.batched = std::move(batched);
        ways_.fused = std::move(fused);
    }
    candidates_.clear();
}

} // namespace widthwise::detail
