// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstddef>
#include <utility>

#include <widthwise/run/engine_core.hpp>

namespace widthwise::detail {

inline void engine_core::note_batched(std::size_t i, kernels::gemm_step const& g) {
    batched_candidate c{steps_.size(), g.from, g.to, g.to_output, g.y_at, {}};
    if (make_batched(c.layer, g, net_.source[i].choice, net_.source[i].folded)) {
        candidates_.push_back(std::move(c));
    }
}

/// A chain begins at bytes, or at the floats of the caller that are encoded to them; each product
/// is the only reader of what the one before it writes; the last one writes floats.
inline void engine_core::chain_products() {
    using kernels::cell;
    in_chain_.assign(steps_.size(), false);
    std::vector<kernels::step> steps;
    std::size_t done = 0; // steps of steps_
    int const lanes = kernels::shape_of(tier_).lanes;
    std::size_t const block = static_cast<std::size_t>(lanes) * 4;
    std::size_t const scratch = (per_sample_ * chunk_ + 63) / 64 * 64;
    for (std::size_t first = 0; first < candidates_.size();) {
        std::size_t last = first;
        auto const follows = [&](std::size_t k) {
            return candidates_[k].to.kind != cell::f32 && k + 1 < candidates_.size() &&
                   candidates_[k + 1].step == candidates_[k].step + 1 &&
                   candidates_[k + 1].from.at == candidates_[k].to.at;
        };
        while (follows(last)) {
            ++last;
        }
        if (candidates_[last].to.kind != cell::f32 || chunk_ < static_cast<std::size_t>(lanes)) {
            first = last + 1;
            continue;
        }
        kernels::batched_step b;
        std::size_t begin = candidates_[first].step;
        b.from = candidates_[first].from;
        b.to = candidates_[last].to;
        b.to_output = candidates_[last].to_output;
        b.y_at = candidates_[last].y_at;
        b.lanes = lanes;
        b.scratch = scratch;
        if (begin > done && steps_[begin - 1].run == &kernels::run_cells) {
            auto const& e = *static_cast<kernels::cells_step const*>(steps_[begin - 1].data.get());
            if (e.from_input && is_float(e.from_format) && e.kernel != nullptr && e.lines == 1 &&
                !e.part && e.to.at == b.from.at) {
                b.encode = e.task;
                b.encoder = kernels::batched_encoder_for(tier_);
                b.x_at = e.x_at;
                b.x_stride = net_.input_size;
                --begin;
            }
        }
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
        steps.insert(steps.end(), steps_.begin() + static_cast<std::ptrdiff_t>(done),
                     steps_.begin() + static_cast<std::ptrdiff_t>(begin));
        done = candidates_[last].step + 1;
        std::fill(in_chain_.begin() + static_cast<std::ptrdiff_t>(begin),
                  in_chain_.begin() + static_cast<std::ptrdiff_t>(done), true);
        int const node = steps_[done - 1].node;
        steps.push_back(kernels::step{&kernels::run_batched,
                                      std::make_shared<kernels::batched_step>(std::move(b)), node,
                                      "samples in lanes"});
        first = last + 1;
    }
    if (!steps.empty()) {
        steps.insert(steps.end(), steps_.begin() + static_cast<std::ptrdiff_t>(done), steps_.end());
        batched_from_ = static_cast<std::size_t>(lanes);
        batched_steps_ = std::move(steps);
    }
    candidates_.clear();
}

} // namespace widthwise::detail
