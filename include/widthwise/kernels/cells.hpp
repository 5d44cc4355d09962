// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <cstring>

#include <widthwise/kernels/lane.hpp>
#include <widthwise/kernels/dispatch.hpp>
#include <widthwise/kernels/lower.hpp>
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
    int lines = 1;                            ///< of one sample, when they lie apart on one side
    std::ptrdiff_t in_line = 0, out_line = 0; ///< bytes from one to the next; 0: side by side
    std::size_t x_at = 0, y_at = 0;           ///< the column of the caller's rows
    std::size_t count = 0;                    ///< elements of a sample; 0: all of `to`
    bool part = false;                        ///< other values stand behind these in `to`
    cells_task task;
    cells_function kernel = nullptr;
    long_end by_constants; ///< without a kernel, where possible

    std::size_t elements() const { return count != 0 ? count : to.elements; }
    std::byte const* x(context const& c) const {
        return from_input ? reinterpret_cast<std::byte const*>(c.x + x_at) : c.arena + from.at;
    }
    std::byte* y(context const& c) const {
        return to_output ? reinterpret_cast<std::byte*>(c.y + y_at) : c.arena + to.at;
    }
    /// run(x, y, rows) over the samples of a chunk, or over the lines of each.
    template <class Run>
    void each(context const& c, Run const& run) const {
        if (lines == 1) {
            run(x(c), y(c), c.samples);
            return;
        }
        for (int sample = 0; sample < c.samples; ++sample) {
            run(x(c) + sample * in_sample, y(c) + sample * out_sample, lines);
        }
    }
    std::ptrdiff_t in_sample = 0, out_sample = 0; ///< bytes
};

/// Chooses the kernel and its constants; rows of the caller have in_row and out_row elements.
inline void prepare(cells_step& s, isa::tier t, std::size_t in_row, std::size_t out_row) {
    bool const floats = is_float(s.from_format);
    int const frac = floats ? s.encode.frac : 0;
    cells_task& k = s.task;
    k.in = s.from.kind;
    k.in_offset = s.from.offset;
    s.in_sample = static_cast<std::ptrdiff_t>(s.from_input ? in_row * 4 : s.from.stride);
    s.out_sample = static_cast<std::ptrdiff_t>(s.to_output ? out_row * 4 : s.to.stride);
    if (s.to.lines > 1) {
        s.lines = s.to.lines;
        s.out_line = static_cast<std::ptrdiff_t>(s.to.line_stride);
    }
    std::size_t const elements = s.elements() / static_cast<std::size_t>(s.lines);
    auto const pitch = [&](std::ptrdiff_t line, std::ptrdiff_t sample, cell kind) {
        return s.lines == 1 ? sample
               : line != 0  ? line
                            : static_cast<std::ptrdiff_t>(elements * bytes_of(kind));
    };
    k.elements = static_cast<int>(elements);
    k.in_bytes = pitch(s.in_line, s.in_sample, s.from.kind);
    k.out_bytes = pitch(s.out_line, s.out_sample, s.to.kind);
    k.padded_in = !s.from_input;
    // What stands behind an image is its border.
    k.padded_out = !s.to_output && s.lines == 1 && !s.part && s.to.border == 0;
    k.to = s.encode;
    k.round = s.encode.round;
    s.kernel = nullptr;
    if (!floats && s.from_format.kind == format_kind::fixed && s.from_format.width <= 62) {
        s.by_constants = long_end_of(s.after, s.from_format.frac, most_of(s.from_format), s.to.kind,
                                     s.to.offset);
    }
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
        (to_float && !detail::is_float_scale(l.result.frac))) {
        return;
    }
    k.end = l.end;
    k.end.out = s.to.kind;
    k.end.offset = s.to.offset;
    k.end.scale = to_float ? static_cast<float>(exp2i(-l.result.frac)) : 1.0f;
    k.scale = static_cast<float>(exp2i(frac));
    s.kernel = floats ? encode_for(t) : cast_for(t);
}

namespace portable {
/// The same casts, value by value.
inline void cells(cells_step const& s, std::byte const* x, std::byte* y) {
    bool const floats = is_float(s.from_format);
    std::size_t const in_size = bytes_of(s.from.kind), out_size = bytes_of(s.to.kind);
    for (int i = 0; i < s.task.elements; ++i, x += in_size, y += out_size) {
        if (s.by_constants.possible) {
            store(s.by_constants, read_cell(s.from.kind, s.from.offset, x), y);
            continue;
        }
        int frac = matrix::frac_of(s.from_format);
        wide v;
        if (floats) {
            float value;
            std::memcpy(&value, x, sizeof value);
            cast_flags flags;
            v = s.encode.kind == format_kind::binary
                    ? wide(value >= 0      ? 1
                           : s.encode.sign ? -1
                                           : 0)
                    : encode_row(static_cast<double>(value), s.encode, flags);
            frac = s.encode.frac;
        } else {
            std::int64_t const raw = read_cell(s.from.kind, s.from.offset, x);
            v = s.from_format.sign ? wide(raw) : wide(static_cast<std::uint64_t>(raw));
        }
        v = follow(s.after, v, frac);
        store(s.to, v, frac, y);
    }
}
} // namespace portable

inline void run_rows(cells_step const& s, std::byte const* x, std::byte* y, int rows) {
    if (s.kernel != nullptr) {
        s.kernel(s.task, x, y, rows);
        return;
    }
    for (int row = 0; row < rows; ++row) {
        portable::cells(s, x + row * s.task.in_bytes, y + row * s.task.out_bytes);
    }
}
/// Runs a prepared cells_step.
inline void run_cells(void const* data, context const& c) {
    cells_step const& s = *static_cast<cells_step const*>(data);
    s.each(c, [&](std::byte const* x, std::byte* y, int rows) { run_rows(s, x, y, rows); });
}
/// Floats moved as they are, between the caller's rows and a slot.
inline void run_copy(void const* data, context const& c) {
    cells_step const& s = *static_cast<cells_step const*>(data);
    s.each(c, [&](std::byte const* x, std::byte* y, int rows) {
        for (int row = 0; row < rows; ++row) {
            std::memcpy(y + row * s.task.out_bytes, x + row * s.task.in_bytes,
                        static_cast<std::size_t>(s.task.elements) * sizeof(float));
        }
    });
}

} // namespace widthwise::kernels
