// SPDX-License-Identifier: Apache-2.0
// Images between channel by channel and pixel by pixel: transposed blocks of every small shape, and
// such a change of order in one step with a cast, against the casts alone and `position`.
#include <doctest/doctest.h>

#include <cstring>
#include <random>
#include <vector>

#include <widthwise/kernels/conv.hpp>
#include <widthwise/kernels/cast_image.hpp>
#include <widthwise/kernels/layout.hpp>

namespace ww = widthwise;
namespace kn = widthwise::kernels;

namespace {

std::mt19937 random_source(29);
int draw(int lo, int hi) { return std::uniform_int_distribution<int>(lo, hi)(random_source); }
constexpr std::byte poison{0x5a};

std::vector<std::byte> random_bytes(std::size_t n) {
    std::vector<std::byte> all(n);
    for (std::byte& b : all) {
        b = static_cast<std::byte>(draw(0, 255));
    }
    return all;
}

/// Exactly as large as it must be: a sanitizer sees what is read beyond x.
void check_transpose(std::size_t cell, int rows, int columns, int x_gap, int y_gap) {
    std::ptrdiff_t const size = static_cast<std::ptrdiff_t>(cell);
    std::ptrdiff_t const x_row = (columns + x_gap) * size, y_column = (rows + y_gap) * size;
    std::ptrdiff_t const x_bytes = rows * x_row - x_gap * size;
    std::vector<std::byte> const x = random_bytes(static_cast<std::size_t>(x_bytes));
    std::vector<std::byte> y(static_cast<std::size_t>(columns * y_column + 64), poison);
    std::vector<std::byte> expected = y;
    for (int r = 0; r < rows; ++r) {
        for (int c = 0; c < columns; ++c) {
            std::memcpy(expected.data() + c * y_column + r * size, x.data() + r * x_row + c * size,
                        cell);
        }
    }
    kn::transpose(cell, x.data(), x_row, rows, y.data(), y_column, columns);
    CAPTURE(cell);
    CAPTURE(rows);
    CAPTURE(columns);
    CHECK((y == expected));
}

ww::format_row fixed(int width, int frac, bool sign) {
    ww::format_row f{};
    f.kind = ww::format_kind::fixed;
    f.width = width;
    f.frac = frac;
    f.sign = sign;
    f.round = draw(0, 1) == 0 ? ww::rounding::half_even : ww::rounding::floor;
    f.over = draw(0, 1) == 0 ? ww::overflow::saturate : ww::overflow::wrap;
    return f;
}
kn::cell cell_of(ww::format_row const& f) {
    return f.width <= 8 && !f.sign ? kn::cell::u8 : f.width <= 15 ? kn::cell::s16 : kn::cell::s32;
}
kn::slot plain_slot(kn::cell kind, std::size_t elements) {
    return kn::slot{kind, 0, elements, (elements + 63) / 64 * 64 * kn::bytes_of(kind), 0};
}

/// An image of random extents, and lines that a convolution steps over.
struct image {
    int channels = draw(2, draw(0, 3) == 0 ? 150 : 20);
    int height = draw(1, 9), width = draw(2, draw(0, 3) == 0 ? 300 : 40);
    int step = draw(1, 3);
    bool framed = draw(0, 1) == 1;
    std::size_t count() const { return static_cast<std::size_t>(channels * height * width); }
    bool is_read(std::size_t i) const { // of C order
        std::size_t const w = static_cast<std::size_t>(width), h = static_cast<std::size_t>(height);
        return framed || i / w % h % static_cast<std::size_t>(step) == 0;
    }
};
constexpr int samples = 2;
constexpr std::size_t guard = 4096;

/// Where element i of an order lies behind the first one of its sample.
std::size_t offset_of(kn::slot const& s, std::size_t i) {
    std::size_t const line = s.elements / static_cast<std::size_t>(s.lines);
    return i / line * s.line_stride + i % line * kn::bytes_of(s.kind);
}

/// The caller's floats, cast (or as they are), to an image's pixels.
void check_to_pixels(ww::isa::tier tier, bool moves) {
    image const i;
    std::size_t const count = i.count(), row = count + 5;
    ww::format_row const f = fixed(draw(2, 20), draw(0, 5), draw(0, 1) == 1);
    kn::slot const plain = plain_slot(moves ? kn::cell::f32 : cell_of(f), count);
    kn::slot to = plain;
    kn::conv_shape c;
    c.win = ww::window{{1, 1}, {i.step, 1}, {0, i.framed ? 1 : 0}, {1, 1}};
    c.channels = i.channels;
    c.height = i.height;
    c.width = i.width;
    kn::frame(to, c);
    to.at = plain.stride * samples + to.border;

    kn::cells_step s;
    s.from_input = true;
    s.x_at = 3;
    s.encode = f;
    s.from.kind = kn::cell::f32;
    s.from_format.kind = ww::format_kind::float32;
    s.to = plain;
    prepare(s, tier, row, 1);
    kn::reorder_step r = kn::make_reorder(plain, 0, to, i.channels);
    if (!i.framed) {
        kn::skip_lines(r, i.width, i.step);
    }
    kn::cast_image_step const both = kn::make_cast_image(s, moves, r);

    std::vector<float> x(row * samples);
    for (float& v : x) {
        v = static_cast<float>(draw(-3000, 3000)) / 64;
    }
    std::vector<std::byte> arena(to.at + to.stride * samples + guard, poison);
    kn::context context;
    context.x = x.data();
    context.samples = samples;
    context.arena = arena.data();
    (moves ? &kn::run_copy : &kn::run_cells)(&s, context);
    std::vector<std::byte> expected = arena;
    std::size_t const size = kn::bytes_of(to.kind);
    for (std::size_t sample = 0; sample < samples; ++sample) {
        for (std::size_t k = 0; k < count; ++k) {
            if (i.is_read(k)) {
                std::memcpy(expected.data() + to.at + sample * to.stride +
                                offset_of(to, kn::position(k, i.channels, count)),
                            arena.data() + plain.at + sample * plain.stride + k * size, size);
            }
        }
    }
    std::vector<std::byte> apart = arena;
    context.arena = apart.data();
    kn::run_reorder(&r, context);
    CHECK((apart == expected));
    context.arena = arena.data();
    kn::run_cast_image(&both, context);
    CAPTURE(std::string(ww::isa::name_of(tier)));
    CAPTURE(i.channels);
    CAPTURE(i.height);
    CAPTURE(i.width);
    CHECK((arena == expected));
}

/// Pixels, cast, to the caller's floats.
void check_from_pixels(ww::isa::tier tier, bool moves) {
    image const i;
    std::size_t const count = i.count(), row = count + 5;
    ww::format_row const f = fixed(draw(2, 20), draw(0, 5), draw(0, 1) == 1);
    kn::cell const kind = moves ? kn::cell::f32 : cell_of(f);
    kn::slot from = plain_slot(kind, count), plain = from;
    plain.at = from.stride * samples;
    kn::cells_step s;
    s.from = plain;
    s.from_format = f;
    if (moves) {
        s.from_format = ww::format_row{};
        s.from_format.kind = ww::format_kind::float32;
    } else if (draw(0, 1) == 0) {
        s.after.cast_to(fixed(7, 2, true));
    }
    s.to = kn::slot{kn::cell::f32, 0, count, 0, 0};
    s.to_output = true;
    s.y_at = 3;
    prepare(s, moves ? ww::isa::tier::scalar : tier, 1, row);
    kn::reorder_step const r = kn::make_reorder(from, i.channels, plain, 0);
    kn::cells_step direct = s;
    direct.from = from;
    kn::cast_image_step const both = kn::make_cast_image(direct, moves, r);

    std::vector<std::byte> arena(from.stride * 2 * samples + guard);
    for (std::size_t k = 0; k < count * samples; ++k) {
        std::byte* const at =
            arena.data() + k / count * from.stride + k % count * kn::bytes_of(kind);
        if (moves) {
            float const value = static_cast<float>(draw(-3000, 3000)) / 64;
            std::memcpy(at, &value, sizeof value);
        } else {
            kn::reach const all = kn::reach_of(f);
            kn::portable::write_cell(kind, 0,
                                     draw(static_cast<int>(all.lo), static_cast<int>(all.hi)), at);
        }
    }
    kn::context context;
    context.samples = samples;
    context.arena = arena.data();
    std::vector<float> y(row * samples, -77), expected = y;
    context.y = expected.data();
    kn::run_reorder(&r, context);
    int wrong = 0;
    for (std::size_t sample = 0; sample < samples; ++sample) {
        for (std::size_t k = 0; k < count; ++k) {
            std::byte const* const x = arena.data() + sample * from.stride;
            std::size_t const size = kn::bytes_of(kind);
            wrong += std::memcmp(x + kn::position(k, i.channels, count) * size,
                                 x + plain.at + k * size, size) != 0
                         ? 1
                         : 0;
        }
    }
    CHECK(wrong == 0);
    (moves ? &kn::run_copy : &kn::run_cells)(&s, context);
    context.y = y.data();
    kn::run_cast_image(&both, context);
    CAPTURE(std::string(ww::isa::name_of(tier)));
    CAPTURE(i.channels);
    CAPTURE(i.height);
    CAPTURE(i.width);
    CHECK((y == expected));
}

} // namespace

TEST_CASE("transposed blocks of every small shape") {
    for (std::size_t const size : {1u, 2u, 4u, 8u}) {
        for (int rows = 1; rows <= 36; ++rows) {
            for (int columns = 1; columns <= 36; ++columns) {
                check_transpose(size, rows, columns, 0, 0);
                check_transpose(size, rows, columns, draw(0, 3), draw(0, 3));
            }
        }
    }
}
TEST_CASE("floats are cast to the pixels of an image") {
    for (ww::isa::tier const tier : ww::isa::all_tiers) {
        for (int k = 0; k < 40 && ww::isa::has(tier); ++k) {
            check_to_pixels(tier, k % 8 == 7);
        }
    }
}
TEST_CASE("pixels of an image are cast to floats") {
    for (ww::isa::tier const tier : ww::isa::all_tiers) {
        for (int k = 0; k < 40 && ww::isa::has(tier); ++k) {
            check_from_pixels(tier, k % 8 == 7);
        }
    }
}
