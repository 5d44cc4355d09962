// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include <widthwise/kernels/cells.hpp>
#include <widthwise/kernels/slot.hpp>
#include <widthwise/kernels/task.hpp>
#include <widthwise/kernels/transpose.hpp>

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

/// An edge between C order, [channels, pixels], and pixel by pixel, in the lines of an image.
struct image_layout {
    int channels = 0, pixels = 0;
    int line = 0;                  ///< pixels of a line
    int line_step = 1;             ///< only each line_step-th line is read
    std::ptrdiff_t line_bytes = 0; ///< from one line to the next, where they stand apart

    /// f(first, count): runs of at most `most` pixels that are read.
    template <class F>
    void each_run(int most, F const& f) const {
        int const whole = line_step == 1 ? pixels : line;
        for (int first = 0; first < pixels; first += line_step * whole) {
            for (int at = 0; at < whole; at += most) {
                f(first + at, std::min(most, whole - at));
            }
        }
    }
    /// f(pixel, count, bytes): parts of a run that lie side by side, and where, for cells of a
    /// size.
    template <class F>
    void each_part(int first, int count, std::ptrdiff_t size, F const& f) const {
        for (int done = 0; done < count;) {
            int const pixel = first + done, column = pixel % line;
            int const n = std::min(count - done, line - column);
            f(pixel, n, pixel / line * line_bytes + column * channels * size);
            done += n;
        }
    }
};

/// Cells moved from one order of a sample to another, into an image's border where there is one.
struct reorder_step {
    slot from, to;
    enum class way : unsigned char { to_pixels, from_pixels, any };
    way how = way::any;
    image_layout image;               ///< not any
    std::vector<std::int32_t> source; ///< any: the cell of x that each one of y takes
};

inline reorder_step make_reorder(slot const& from, int from_order, slot const& to, int to_order) {
    reorder_step s;
    s.from = from;
    s.to = to;
    int const channels = from_order + to_order;
    bool const one = (from_order == 0) != (to_order == 0);
    if (one && (to_order != 0 || to.lines == 1)) {
        s.how = to_order != 0 ? reorder_step::way::to_pixels : reorder_step::way::from_pixels;
        s.image.channels = channels;
        s.image.pixels = static_cast<int>(to.elements) / channels;
        s.image.line = s.image.pixels / to.lines;
        s.image.line_bytes = static_cast<std::ptrdiff_t>(to.line_stride);
        return s;
    }
    s.source.resize(to.elements);
    for (std::size_t i = 0; i < to.elements; ++i) {
        s.source[position(i, to_order, to.elements)] =
            static_cast<std::int32_t>(position(i, from_order, to.elements));
    }
    return s;
}
/// Of lines of `width` pixels only each `step`th is read.
inline void skip_lines(reorder_step& s, int width, int step) {
    image_layout& i = s.image;
    if (s.how == reorder_step::way::to_pixels && i.line_bytes == 0 && step > 1) {
        i.line = width;
        i.line_step = step;
        i.line_bytes = static_cast<std::ptrdiff_t>(bytes_of(s.to.kind)) * i.channels * width;
    }
}

namespace detail {
inline void move_cells(reorder_step const& s, context const& c) {
    std::size_t const size = bytes_of(s.to.kind);
    std::size_t const line = s.to.elements / static_cast<std::size_t>(s.to.lines);
    for (int sample = 0; sample < c.samples; ++sample) {
        std::size_t const at = static_cast<std::size_t>(sample);
        std::byte const* const x = c.arena + s.from.at + at * s.from.stride;
        std::byte* y = c.arena + s.to.at + at * s.to.stride;
        for (std::size_t i = 0; i < s.to.elements; y += s.to.line_stride) {
            for (std::size_t k = 0; k < line; ++k, ++i) {
                std::memcpy(y + k * size, x + static_cast<std::size_t>(s.source[i]) * size, size);
            }
        }
    }
}
/// `count` channels of a sample from pixel `first` on; x is the first cell of these channels.
inline void to_pixels(image_layout const& image, std::size_t size, std::byte const* x,
                      std::ptrdiff_t x_channel, int channels, std::byte* y, int first, int count) {
    std::ptrdiff_t const bytes = static_cast<std::ptrdiff_t>(size);
    image.each_part(first, count, bytes, [&](int pixel, int n, std::ptrdiff_t at) {
        transpose(size, x + (pixel - first) * bytes, x_channel, channels, y + at,
                  image.channels * bytes, n);
    });
}
constexpr int reorder_block = 128; ///< pixels: what the first-level cache holds of many channels
} // namespace detail

inline void run_reorder(void const* data, context const& c) {
    reorder_step const& s = *static_cast<reorder_step const*>(data);
    if (s.how == reorder_step::way::any) {
        return detail::move_cells(s, c);
    }
    image_layout const& image = s.image;
    std::size_t const size = bytes_of(s.to.kind);
    std::ptrdiff_t const plane = static_cast<std::ptrdiff_t>(size) * image.pixels;
    std::ptrdiff_t const pixel = static_cast<std::ptrdiff_t>(size) * image.channels;
    for (int sample = 0; sample < c.samples; ++sample) {
        std::size_t const at = static_cast<std::size_t>(sample);
        std::byte const* const x = c.arena + s.from.at + at * s.from.stride;
        std::byte* const y = c.arena + s.to.at + at * s.to.stride;
        image.each_run(detail::reorder_block, [&](int first, int count) {
            std::ptrdiff_t const cells = first * static_cast<std::ptrdiff_t>(size);
            if (s.how == reorder_step::way::to_pixels) {
                detail::to_pixels(image, size, x + cells, plane, image.channels, y, first, count);
            } else {
                transpose(size, x + first * pixel, pixel, count, y + cells, plane, image.channels);
            }
        });
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
