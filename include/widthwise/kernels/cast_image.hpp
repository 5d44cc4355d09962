// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

#include <widthwise/kernels/cells.hpp>
#include <widthwise/kernels/layout.hpp>

namespace widthwise::kernels {

/// Casts and a change of order in one: a block of some channels and pixels is cast, or transposed,
/// while it is in the first-level cache.
struct cast_image_step {
    cells_step whole, rest; ///< channels of a block, of the last block of a run
    bool moves = false;     ///< floats as they are
    bool to_pixels = false; ///< then the cast comes first, else the change of order
    image_layout image;
    slot to;              ///< to_pixels
    std::size_t size = 4; ///< of the cells whose order changes
    int block = 0;        ///< pixels

    static constexpr int most_channels = 64;
    static constexpr std::size_t room = 8192, most_room = 2 * room; ///< bytes of a block
    /// Bytes from one channel to the next in a block: whole pairs of vectors fit.
    static constexpr std::size_t pitch(int count, std::size_t size) {
        return static_cast<std::size_t>(count + 31) / 32 * 32 * size;
    }
};

/// From a prepared cells_step that writes what `r` reads, or reads what `r` writes.
inline cast_image_step make_cast_image(cells_step s, bool moves, reorder_step const& r) {
    cast_image_step c;
    c.moves = moves;
    c.to_pixels = r.how == reorder_step::way::to_pixels;
    c.image = r.image;
    c.to = r.to;
    c.size = bytes_of(r.to.kind);
    int const some = std::min(c.image.channels, cast_image_step::most_channels);
    int const fit = static_cast<int>(cast_image_step::room / c.size) / some;
    c.block = std::max(fit / 32 * 32, 16);
    int const run = c.image.line_step == 1 ? c.image.pixels : c.image.line;
    std::ptrdiff_t const plane = std::ptrdiff_t{c.image.pixels};
    auto const of = [&](int count) {
        cells_step part = s;
        cells_task& k = part.task;
        std::ptrdiff_t const pitch =
            static_cast<std::ptrdiff_t>(cast_image_step::pitch(count, c.size));
        k.elements = count;
        (c.to_pixels ? k.out_bytes : k.in_bytes) = pitch;
        (c.to_pixels ? k.in_bytes : k.out_bytes) =
            plane * static_cast<std::ptrdiff_t>(bytes_of(c.to_pixels ? s.from.kind : s.to.kind));
        k.padded_in = k.padded_in || !c.to_pixels;
        k.padded_out = c.to_pixels;
        return part;
    };
    c.block = std::min(c.block, run);
    c.whole = of(c.block);
    c.rest = of(run % c.block);
    return c;
}

inline void run_cast_image(void const* data, context const& c) {
    cast_image_step const& s = *static_cast<cast_image_step const*>(data);
    image_layout const& image = s.image;
    std::ptrdiff_t const size = static_cast<std::ptrdiff_t>(s.size);
    std::ptrdiff_t const in_size = static_cast<std::ptrdiff_t>(bytes_of(s.whole.from.kind));
    std::ptrdiff_t const out_size = static_cast<std::ptrdiff_t>(bytes_of(s.whole.to.kind));
    std::ptrdiff_t const pixel = image.channels * size, plane = image.pixels;
    alignas(64) std::byte room[cast_image_step::most_room];
    for (int sample = 0; sample < c.samples; ++sample) {
        std::byte const* const x = s.whole.x(c) + sample * s.whole.in_sample;
        std::byte* const y =
            s.to_pixels ? c.arena + s.to.at + static_cast<std::size_t>(sample) * s.to.stride
                        : s.whole.y(c) + sample * s.whole.out_sample;
        image.each_run(s.block, [&](int first, int count) {
            cells_step const& part = count == s.block ? s.whole : s.rest;
            for (int channel = 0; channel < image.channels; channel += s.most_channels) {
                int const some = std::min(image.channels - channel, s.most_channels);
                std::ptrdiff_t const at = channel * plane + first;
                if (s.to_pixels) {
                    std::byte const* from = x + at * in_size;
                    if (!s.moves) {
                        run_rows(part, from, room, some);
                        from = room;
                    }
                    detail::to_pixels(image, s.size, from,
                                      s.moves ? plane * in_size : part.task.out_bytes, some,
                                      y + channel * size, first, count);
                    continue;
                }
                std::byte* const to = y + at * out_size;
                transpose(s.size, x + first * pixel + channel * size, pixel, count,
                          s.moves ? to : room, s.moves ? plane * out_size : part.task.in_bytes,
                          some);
                if (!s.moves) {
                    run_rows(part, room, to, some);
                }
            }
        });
    }
}

} // namespace widthwise::kernels
