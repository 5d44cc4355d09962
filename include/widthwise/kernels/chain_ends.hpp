// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/kernels/slot.hpp>

namespace widthwise::kernels {

/// Where a chain of products begins and ends: in slots, or in the caller's floats.
struct chain_ends {
    cells_task encode;                  ///< of the caller's floats, a row at a time by
    cells_function encoder = nullptr;   ///< or null: cells come from a slot
    std::size_t x_at = 0, x_stride = 0; ///< floats
    slot from;
    slot to;
    bool to_output = false;
    std::size_t y_at = 0;
    std::size_t room = 0; ///< in the arena: what lies between the layers

    float const* floats(context const& c, int sample) const {
        return c.x + static_cast<std::size_t>(sample) * x_stride + x_at;
    }
    std::byte const* cells(context const& c, int sample) const {
        return c.arena + from.at + static_cast<std::size_t>(sample) * from.stride;
    }
    std::size_t y_stride(context const& c) const { ///< bytes
        return to_output ? c.y_stride * sizeof(float) : to.stride;
    }
    std::byte* y(context const& c, int sample) const {
        std::byte* const first =
            to_output ? reinterpret_cast<std::byte*>(c.y + y_at) : c.arena + to.at;
        return first + static_cast<std::size_t>(sample) * y_stride(c);
    }
};

} // namespace widthwise::kernels
