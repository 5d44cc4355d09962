// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include <widthwise/kernels/slot.hpp>
#include <widthwise/kernels/task.hpp>

namespace widthwise::kernels {

/// Where value i of C order lies in an edge of that order (kernels/plan.hpp): value (c, p) of
/// [channels, pixels] at p * channels + c; at i itself where channels is 0.
constexpr std::size_t position(std::size_t i, int channels, std::size_t elements) {
    if (channels == 0) {
        return i;
    }
    std::size_t const pixels = elements / static_cast<std::size_t>(channels);
    return i % pixels * static_cast<std::size_t>(channels) + i / pixels;
}

/// Cells moved from one order of a sample to another, into an image's border where there is one.
struct reorder_step {
    slot from, to;
    std::vector<std::int32_t> source; ///< the cell of x that each one of y takes
};

inline reorder_step make_reorder(slot const& from, int from_order, slot const& to, int to_order) {
    reorder_step s{from, to, std::vector<std::int32_t>(to.elements)};
    for (std::size_t i = 0; i < to.elements; ++i) {
        s.source[position(i, to_order, to.elements)] =
            static_cast<std::int32_t>(position(i, from_order, to.elements));
    }
    return s;
}

namespace detail {
template <class T>
void move_cells(reorder_step const& s, context const& c) {
    std::size_t const line = s.to.elements / static_cast<std::size_t>(s.to.lines);
    for (int sample = 0; sample < c.samples; ++sample) {
        std::size_t const at = static_cast<std::size_t>(sample);
        std::byte const* const x = c.arena + s.from.at + at * s.from.stride;
        std::byte* y = c.arena + s.to.at + at * s.to.stride;
        for (std::size_t i = 0; i < s.to.elements; y += s.to.line_stride) {
            for (std::size_t k = 0; k < line; ++k, ++i) {
                std::memcpy(y + k * sizeof(T),
                            x + static_cast<std::size_t>(s.source[i]) * sizeof(T), sizeof(T));
            }
        }
    }
}
} // namespace detail

inline void run_reorder(void const* data, context const& c) {
    reorder_step const& s = *static_cast<reorder_step const*>(data);
    switch (bytes_of(s.to.kind)) {
    case 1:
        return detail::move_cells<std::uint8_t>(s, c);
    case 2:
        return detail::move_cells<std::uint16_t>(s, c);
    case 4:
        return detail::move_cells<std::uint32_t>(s, c);
    default:
        return detail::move_cells<std::uint64_t>(s, c);
    }
}

/// Every cell of a slot set to the value 0, for as many samples: its border stays so.
inline void clear_slot(slot const& s, std::byte* arena, std::size_t samples) {
    std::size_t const size = bytes_of(s.kind);
    std::int64_t const zero = s.kind == cell::u8 || s.kind == cell::s16 ? s.offset : 0;
    std::byte* const first = arena + s.at - s.border;
    for (std::size_t i = 0; i + size <= s.stride * samples; i += size) {
        std::memcpy(first + i, &zero, size); // little-endian, as io/dtype.hpp asserts
    }
}

} // namespace widthwise::kernels
