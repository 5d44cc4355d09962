// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <widthwise/kernels/slot.hpp>

namespace widthwise::detail {

/// The steps of an engine, and what runs in their place where a chain of them has another form for
/// a lone sample, or for many.
struct engine_ways {
    enum class chained : unsigned char { no, batched, both };

    std::vector<kernels::step> steps, batched, fused;
    std::vector<chained> in_chain; ///< of steps
    std::size_t batched_from = SIZE_MAX, fused_to = 0;

    std::vector<kernels::step> const& of(std::size_t samples) const {
        return samples <= fused_to ? fused : samples < batched_from ? steps : batched;
    }
    /// How else a step runs, for the user.
    std::string others(std::size_t step) const {
        std::string text = in_chain[step] == chained::both ? "; one sample fused" : "";
        if (in_chain[step] != chained::no) {
            text += "; from " + std::to_string(batched_from) + " samples in lanes";
        }
        return text;
    }
};

} // namespace widthwise::detail
