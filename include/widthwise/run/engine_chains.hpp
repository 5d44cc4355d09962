// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include <widthwise/run/engine_core.hpp>

namespace widthwise::detail {

inline void engine_core::note_chained(std::size_t i, kernels::gemm_step const& g) {
    chain_candidate c{steps_.size(), g.from, g.to, g.to_output, g.y_at, {}, {}};
    if (make_batched(c.layer, g, net_.source[i].choice, net_.source[i].folded)) {
        c.fused = kernels::fused_for(g, net_.source[i].choice);
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
    if (begin == done || steps_[begin - 1].run != &kernels::run_cells) {
        return begin;
    }
    auto const& s = *static_cast<kernels::cells_step const*>(steps_[begin - 1].data.get());
    e.encodes = s.from_input && is_float(s.from_format) && s.kernel != nullptr && s.lines == 1 &&
                !s.part && s.to.at == first.from.at;
    if (!e.encodes) {
        return begin;
    }
    e.encode = s.task;
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
            steps_[candidates_[last].step].node, "samples in lanes"};
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
            &static_cast<kernels::gemm_step const*>(steps_[c.step].data.get())->task);
    }
    if (kinds.own == nullptr || first == last) {
        return {};
    }
    f.kernel = kinds.own;
    scratch_bytes_ = std::max(scratch_bytes_, 2 * f.half + 64);
    return {&kernels::run_fused, std::make_shared<kernels::fused_step>(std::move(f)),
            steps_[candidates_[last].step].node, "fused"};
}

/// A chain begins at bytes, or at the floats of the caller that are encoded to them; each product
/// is the only reader of what the one before it writes; the last one writes floats.
inline void engine_core::chain_products() {
    using kernels::cell;
    in_chain_.assign(steps_.size(), chained::no);
    std::vector<kernels::step> batched, fused;
    std::size_t done = 0; // steps of steps_
    bool any_fused = false;
    std::size_t const lanes = static_cast<std::size_t>(kernels::shape_of(tier_).lanes);
    auto const take = [&](std::size_t end) {
        for (std::vector<kernels::step>* const list : {&batched, &fused}) {
            list->insert(list->end(), steps_.begin() + static_cast<std::ptrdiff_t>(done),
                         steps_.begin() + static_cast<std::ptrdiff_t>(end));
        }
        done = end;
    };
    for (std::size_t first = 0, last; first < candidates_.size(); first = last + 1) {
        auto const follows = [&](std::size_t k) {
            return candidates_[k].to.kind != cell::f32 && k + 1 < candidates_.size() &&
                   candidates_[k + 1].step == candidates_[k].step + 1 &&
                   candidates_[k + 1].from.at == candidates_[k].to.at;
        };
        for (last = first; follows(last); ++last) {
        }
        if (candidates_[last].to.kind != cell::f32 || chunk_ < lanes) {
            continue;
        }
        kernels::chain_ends e;
        std::size_t const begin = begin_chain(e, candidates_[first], candidates_[last], done);
        std::size_t const end = candidates_[last].step + 1;
        take(begin);
        kernels::step one = fused_chain(e, first, last);
        bool const is_fused = one.data != nullptr;
        if (is_fused) {
            fused.push_back(std::move(one));
            any_fused = true;
        } else {
            fused.insert(fused.end(), steps_.begin() + static_cast<std::ptrdiff_t>(begin),
                         steps_.begin() + static_cast<std::ptrdiff_t>(end));
        }
        batched.push_back(batched_chain(e, first, last));
        std::fill(in_chain_.begin() + static_cast<std::ptrdiff_t>(begin),
                  in_chain_.begin() + static_cast<std::ptrdiff_t>(end),
                  is_fused ? chained::both : chained::batched);
        done = end;
    }
    if (done != 0) {
        take(steps_.size());
        batched_from_ = lanes - lanes / 8; // a vector nearly full is as fast as rows
        batched_steps_ = std::move(batched);
        if (any_fused) {
            fused_to_ = 1;
            fused_steps_ = std::move(fused);
        }
    }
    candidates_.clear();
}

} // namespace widthwise::detail
