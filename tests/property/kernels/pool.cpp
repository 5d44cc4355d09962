// SPDX-License-Identifier: Apache-2.0
// Pools and elementwise sums of random extents, windows and formats: the kernels of every tier of
// this CPU against the portable ones, which follow the specification value by value.
#include <doctest/doctest.h>

#include <vector>

#include <widthwise/kernels/elementwise.hpp>
#include <widthwise/kernels/pool.hpp>

#include "tests/property/kernels/random.hpp"

namespace ww = widthwise;
namespace kn = widthwise::kernels;

namespace {

kernel_tests::generator random_source{std::mt19937(23)};
int draw(int lo, int hi) { return random_source.from(lo, hi); }
ww::format_row random_format(int most) {
    int const width = draw(2, most);
    return kernel_tests::any_row(random_source, width, draw(-1, 6));
}
kn::slot room(kn::cell kind, std::size_t elements, std::size_t& used) {
    kn::slot s{kind, 0, elements, (elements + 63) / 64 * 64 * kn::bytes_of(kind), used};
    used += s.stride;
    return s;
}
void fill(kn::slot const& s, ww::format_row const& f, std::byte* arena) {
    for (std::size_t i = 0; i < s.elements; ++i) {
        std::int64_t const raw = kernel_tests::any_value(random_source, f);
        kn::portable::write_cell(s.kind, s.offset, raw, arena + s.at + i * kn::bytes_of(s.kind));
    }
}
kn::cell cell_of(ww::format_row const& f) { return f.width < 16 ? kn::cell::s16 : kn::cell::s32; }
/// Runs a step by a tier's kernel and by the portable one; are all bytes equal, and those behind?
template <class Step>
bool same(Step step, void (*run)(void const*, kn::context const&), std::vector<std::byte> arena) {
    std::vector<std::byte> other = arena;
    kn::context c;
    c.samples = 1;
    c.arena = arena.data();
    run(&step, c);
    step.kernel = nullptr;
    c.arena = other.data();
    run(&step, c);
    return arena == other;
}
constexpr std::size_t guard = 256;

} // namespace

TEST_CASE("random pools") {
    int vectors = 0;
    for (int k = 0; k < 300; ++k) {
        int const channels = draw(1, 37), height = draw(1, 7), width = draw(1, 7);
        kn::pool_step p;
        p.mean = draw(0, 2) != 0;
        p.x = random_format(12);
        ww::format_row const to = random_format(20);
        p.after.cast_to(to);
        p.after.relu();
        ww::shape const in = ww::extents(channels, height, width);
        ww::layer_row row;
        ww::shape out;
        if (draw(0, 2) == 0) {
            row = ww::adaptive_avg_pool2d<1>::row();
            row.attr[0] = draw(1, height);
            row.attr[1] = draw(1, width);
            p.mean = true;
            out = ww::extents(channels, row.attr[0], row.attr[1]);
        } else {
            row = p.mean ? ww::avg_pool2d<ww::pair<1>>::row() : ww::max_pool2d<ww::pair<1>>::row();
            for (int axis = 0; axis < 2; ++axis) {
                row.attr[2 + axis] = draw(1, 4);
                row.attr[4 + axis] = draw(1, 3);
                row.attr[6 + axis] = draw(0, row.attr[2 + axis] / 2);
            }
            ww::window const win = ww::window_of(row);
            out = ww::extents(channels, win.outputs(0, height), win.outputs(1, width));
            if (out.elements() <= 0) {
                continue;
            }
        }
        ww::node_formats f{};
        f.x = p.x;
        f.stored = to;
        p.lane = p.mean ? kn::detail::mean_of(row, f, in) : kn::detail::mean_lane{};
        std::size_t used = 0;
        p.from = room(cell_of(p.x), static_cast<std::size_t>(in.elements()), used);
        p.to = room(cell_of(to), static_cast<std::size_t>(out.elements()), used);
        p.windows = kn::windows_of(row, in, out);
        std::vector<std::byte> arena(used + guard, std::byte{0x5a});
        fill(p.from, p.x, arena.data());
        for (ww::isa::tier const tier : ww::isa::all_tiers) {
            if (ww::isa::has(tier)) {
                kn::prepare(p, in, out, tier);
                p.task.windows = p.windows.data();
                vectors += p.kernel != nullptr ? 1 : 0;
                CAPTURE(std::string(ww::isa::name_of(tier)));
                CHECK(same(p, &kn::run_pool, arena));
            }
        }
    }
    CHECK((vectors > 100 || ww::isa::best() == ww::isa::tier::scalar));
}

TEST_CASE("random sums, differences and products") {
    int vectors = 0;
    for (int k = 0; k < 300; ++k) {
        kn::elementwise_step e;
        e.how = static_cast<kn::combining>(draw(0, 2));
        e.a_format = random_format(16);
        e.b_format = random_format(20);
        e.x = random_format(14);
        ww::format_row const to = random_format(16);
        e.after.cast_to(to);
        std::size_t used = 0;
        std::size_t const count = static_cast<std::size_t>(draw(1, 80));
        e.a = room(cell_of(e.a_format), count, used);
        e.b = room(cell_of(e.b_format), count, used);
        e.to = room(cell_of(to), count, used);
        std::vector<std::byte> arena(used + guard, std::byte{0x5a});
        fill(e.a, e.a_format, arena.data());
        fill(e.b, e.b_format, arena.data());
        for (ww::isa::tier const tier : ww::isa::all_tiers) {
            if (ww::isa::has(tier)) {
                e.kernel = nullptr;
                kn::prepare(e, tier);
                vectors += e.kernel != nullptr ? 1 : 0;
                CAPTURE(std::string(ww::isa::name_of(tier)));
                CHECK(same(e, &kn::run_elementwise, arena));
            }
        }
    }
    CHECK((vectors > 100 || ww::isa::best() == ww::isa::tier::scalar));
}
