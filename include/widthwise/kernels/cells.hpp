// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <cstring>

#include <widthwise/kernels/classify.hpp>
#include <widthwise/kernels/dispatch.hpp>
#include <widthwise/kernels/portable.hpp>

namespace widthwise::kernels {

/// A row of elements on its way through casts: from an edge, or the caller's floats, to a slot, or
/// the caller's floats.
struct cells_step {
    format_row from_format{}; ///< of the edge; float: encoded to `encode` first
    format_row encode{};
    chain after;
    slot from, to;
    bool from_input = false, to_output = false;
    std::size_t x_at = 0, y_at = 0; ///< the column of the caller's rows
    cells_task task;
    cells_function kernel = nullptr;

    std::byte const* x(context const& c) const {
        return from_input ? reinterpret_cast<std::byte const*>(c.x + x_at) : c.arena + from.at;
    }
    std::byte* y(context const& c) const {
        return to_output ? reinterpret_cast<std::byte*>(c.y + y_at) : c.arena + to.at;
    }
};

/// Chooses the kernel and its constants; rows of the caller have in_row and out_row elements.
inline void prepare(cells_step& s, isa::tier t, std::size_t in_row, std::size_t out_row) {
    bool const floats = is_float(s.from_format);
    int const frac = floats ? s.encode.frac : matrix::frac_of(s.from_format);
    cells_task& k = s.task;
    k.in = s.from.kind;
    k.in_offset = s.from.offset;
    k.elements = static_cast<int>(s.to.elements);
    k.in_bytes = static_cast<std::ptrdiff_t>(s.from_input ? in_row * 4 : s.from.stride);
    k.out_bytes = static_cast<std::ptrdiff_t>(s.to_output ? out_row * 4 : s.to.stride);
    k.padded_in = !s.from_input;
    k.padded_out = !s.to_output;
    k.to = s.encode;
    k.round = s.encode.round;
    s.kernel = nullptr;
    if (floats ? !detail::encodes_in_lanes(s.encode) : s.from_format.width > 32) {
        return;
    }
    chain all;
    if (floats) {
        all.cast_to(s.encode);
    }
    for (int i = 0; i < s.after.count; ++i) {
        all.append(s.after.of[i]);
    }
    reach const in = floats ? detail::encoded_reach(s.encode) : reach_of(s.from_format);
    lowered const l = lower(all, in);
    bool const to_float = s.to.kind == cell::f32;
    if (!l.possible || s.to.kind == cell::s64 || s.from.kind == cell::s64 ||
        (to_float && (l.end.stages != 0 || std::abs(l.result.frac) > 90))) {
        return;
    }
    k.end = l.end;
    k.end.out = s.to.kind;
    k.end.offset = s.to.offset;
    k.scale = static_cast<float>(exp2i(floats ? frac : -l.result.frac));
    s.kernel = floats ? encode_for(t) : cast_for(t);
}

namespace portable {
/// The same casts, value by value.
inline void cells(void const* data, context const& c) {
    cells_step const& s = *static_cast<cells_step const*>(data);
    bool const floats = is_float(s.from_format);
    std::size_t const in_size = bytes_of(s.from.kind), out_size = bytes_of(s.to.kind);
    for (int row = 0; row < c.samples; ++row) {
        std::byte const* const x = s.x(c) + row * s.task.in_bytes;
        std::byte* const y = s.y(c) + row * s.task.out_bytes;
        for (std::size_t i = 0; i < s.to.elements; ++i) {
            int frac = matrix::frac_of(s.from_format);
            wide v;
            if (floats) {
                float value;
                std::memcpy(&value, x + i * in_size, sizeof value);
                cast_flags flags;
                v = encode_row(static_cast<double>(value), s.encode, flags);
                frac = s.encode.frac;
            } else {
                std::int64_t const raw = read_cell(s.from.kind, s.from.offset, x + i * in_size);
                v = s.from_format.sign ? wide(raw) : wide(static_cast<std::uint64_t>(raw));
            }
            v = follow(s.after, v, frac);
            store(s.to, v, frac, y + i * out_size);
        }
    }
}
} // namespace portable

/// Runs a prepared cells_step.
inline void run_cells(void const* data, context const& c) {
    cells_step const& s = *static_cast<cells_step const*>(data);
    if (s.kernel == nullptr) {
        portable::cells(data, c);
    } else {
        s.kernel(s.task, s.x(c), s.y(c), c.samples);
    }
}
/// Floats moved as they are, between the caller's rows and a slot.
inline void run_copy(void const* data, context const& c) {
    cells_step const& s = *static_cast<cells_step const*>(data);
    for (int row = 0; row < c.samples; ++row) {
        std::memcpy(s.y(c) + row * s.task.out_bytes, s.x(c) + row * s.task.in_bytes,
                    s.to.elements * sizeof(float));
    }
}

} // namespace widthwise::kernels
