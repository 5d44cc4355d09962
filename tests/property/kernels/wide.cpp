// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include <widthwise/kernels/wide.hpp>

#include "tests/property/kernels/random.hpp"

namespace ww = widthwise;
namespace kernels = ww::kernels;
using kernel_tests::all_overflows;
using kernel_tests::roundings;
using kernels::cell;
using kernels::matrix;
using ww::overflow;
using ww::rounding;

namespace {

std::mt19937_64 generator(9);
std::int64_t uniform(std::int64_t lo, std::int64_t hi) {
    return std::uniform_int_distribution<std::int64_t>(lo, hi)(generator);
}
ww::format_row format(int width, int frac, bool sign) {
    rounding const round = roundings[uniform(0, 7)];
    ww::format_row row =
        kernel_tests::fixed_row(width, frac, sign, round, all_overflows[uniform(0, 7)]);
    if (ww::overflow_bits(row.over) > width) { // no such format
        row.over = overflow::wrap;
    }
    return row;
}
std::int64_t value_of(ww::format_row const& row, bool ends) {
    kernels::reach const r = kernels::reach_of(row);
    std::int64_t const kind = uniform(0, 9);
    return kind == 0 || ends ? r.lo : kind == 1 ? r.hi : kind == 2 ? 0 : uniform(r.lo, r.hi);
}

/// y = casts(b + W x) with exact sums, and the memory it works in.
struct problem {
    kernels::gemm_step g;
    std::vector<std::byte> arena;
    int samples;

    problem(matrix const& m, kernels::chain const& after, cell out, int n, ww::isa::tier t,
            bool ends)
        : samples(n) {
        g.m = m;
        g.after = after;
        kernels::gemm_choice choice;
        choice.wide_s16 = kernels::gemm_wide_for<true>(t);
        choice.wide_s32 = kernels::gemm_wide_for<false>(t);
        choose_operand(g, choice);
        std::size_t const size = bytes_of(g.in), outputs = static_cast<std::size_t>(m.outputs);
        // Segments lie apart, with anything behind their inputs: the last group may read it.
        std::size_t const run = static_cast<std::size_t>(m.inputs / m.segments);
        std::size_t const segment = (run + 3) / 2 * 2 * size;
        std::size_t const in = segment * static_cast<std::size_t>(m.segments);
        g.from = kernels::slot{g.in, g.offset, in / size, in, 64};
        g.to = kernels::slot{out, 0, outputs, outputs * bytes_of(out), 0};
        g.to.at = 128 + g.from.stride * static_cast<std::size_t>(n);
        arena.assign(g.to.at + g.to.stride * static_cast<std::size_t>(n) + 64, std::byte{0x5a});
        for (int s = 0; s < n; ++s) {
            for (int i = 0; i < m.inputs; ++i) {
                std::size_t const k = static_cast<std::size_t>(i);
                kernels::portable::write_cell(g.in, g.offset, value_of(m.x, ends),
                                              arena.data() + 64 +
                                                  static_cast<std::size_t>(s) * g.from.stride +
                                                  k / run * segment + k % run * size);
            }
        }
        g.task.row_bytes = static_cast<std::ptrdiff_t>(g.from.stride);
        g.task.out_bytes = g.sample_bytes = static_cast<std::ptrdiff_t>(g.to.stride);
        g.task.outputs = g.task.writable = m.outputs;
        g.task.segment_bytes = static_cast<std::ptrdiff_t>(segment);
        pack_wide(g, choice, kernels::shape_of(t));
        settle(g);
    }
    std::vector<std::byte> after(void (*run)(void const*, kernels::context const&)) const {
        std::vector<std::byte> copy = arena;
        kernels::context c;
        c.arena = copy.data();
        c.samples = samples;
        run(&g, c);
        return copy;
    }
};

/// What the products that ran had: each way of joining, and both sides of each of their proofs.
struct counts {
    int vectors = 0, portable = 0;
    int joins[4] = {}, sticky[2] = {}, relu[2] = {}; ///< sticky: of reduced, relu: of floats
    int blocks[2] = {};                              ///< all groups, some
    int repeated = 0;                                ///< weights beyond 16 bits with a sign

    void add(kernels::gemm_step const& g) {
        ++vectors;
        if (g.in == cell::s16) {
            using join = kernels::wide_task::join;
            kernels::wide_task const& w = g.wide;
            ++joins[static_cast<int>(w.how)];
            sticky[w.sticky ? 1 : 0] += w.how == join::reduced ? 1 : 0;
            relu[w.relu ? 1 : 0] += w.how == join::floats ? 1 : 0;
            ++blocks[w.block > g.task.groups * g.task.segments ? 0 : 1];
            repeated += g.task.segments > g.m.segments ? 1 : 0;
        }
    }
};

/// any: mostly any number; ends: all at their lowest; clamped: the first cast saturates near the
/// ends of a lane.
enum class kind { any, ends, clamped };

/// One random product of these widths on every tier.
void check(counts& all, int x_width, bool x_sign, int w_width, bool w_sign, int inputs,
           kind what = kind::any) {
    bool const at_ends = what == kind::ends;
    matrix m;
    m.outputs = static_cast<int>(uniform(1, at_ends ? 2 : uniform(0, 7) == 0 ? 70 : 19));
    m.segments = inputs % 3 == 0 ? 3 : 1;
    m.inputs = inputs;
    int const frac = static_cast<int>(uniform(0, 1) == 0 ? 7 : uniform(4, 24));
    m.x = format(x_width, 4, x_sign);
    m.w = format(w_width, frac - 4, w_sign);
    m.b =
        format(12, static_cast<int>(uniform(frac - 7, frac + (uniform(0, 1) == 0 ? 0 : 3))), true);
    bool const biased = uniform(0, 3) != 0;
    int const up = biased && m.b.frac > frac ? m.b.frac - frac : 0;
    int bits = 2;
    while ((1 << (bits - 2)) < inputs) {
        ++bits;
    }
    m.accum = format(std::max(x_width + w_width, 20) + bits + up, frac + up, true);
    if (m.accum.width > 64) {
        return;
    }
    bool const ends = at_ends || uniform(0, 5) == 0;
    for (int i = 0; i < m.outputs * m.inputs; ++i) {
        m.weight.push_back(value_of(m.w, ends));
    }
    for (int i = 0; i < m.outputs && biased; ++i) {
        m.bias.push_back(value_of(m.b, false));
    }
    kernels::chain after;
    int width = m.accum.width, links = static_cast<int>(uniform(what == kind::clamped ? 1 : 0, 2));
    ww::format_row last = m.accum;
    if (uniform(0, 7) == 0) { // changes nothing, or hardly
        after.cast_to(m.accum);
    }
    if (uniform(0, 3) == 0) {
        after.relu();
    }
    for (int i = 0; i < links; ++i) {
        width = static_cast<int>(uniform(2, 24));
        last = format(width, static_cast<int>(uniform(-6, frac + 5)), uniform(0, 2) != 0);
        if (i == 0 && what == kind::clamped) {
            width = static_cast<int>(uniform(18, 26));
            last = format(width, frac + up + width - static_cast<int>(uniform(28, 33)),
                          uniform(0, 1) == 0);
            last.round = roundings[uniform(3, 7)];
            last.over = all_overflows[uniform(0, 2)];
        }
        after.cast_to(last);
        if (uniform(0, 1) != 0) {
            after.relu();
        }
    }
    int const need = width + (last.sign ? 0 : 1);
    cell const out = uniform(0, 3) == 0         ? cell::f32
                     : width <= 8 && !last.sign ? cell::u8
                     : need <= 16               ? cell::s16
                     : need <= 32               ? cell::s32
                                                : cell::s64;
    for (ww::isa::tier const t : ww::isa::all_tiers) {
        if (!ww::isa::has(t) || kernels::shape_of(t).lanes == 0) {
            continue;
        }
        problem const p(m, after, out, static_cast<int>(uniform(1, at_ends ? 2 : 15)), t, ends);
        CAPTURE(ww::isa::name_of(t));
        if (p.g.kernel == nullptr) {
            ++all.portable;
            continue;
        }
        all.add(p.g);
        CAPTURE(static_cast<int>(p.g.wide.how));
        CAPTURE(p.g.wide.shift);
        REQUIRE(p.after(&kernels::run_gemm) == p.after(&kernels::portable::multiply));
    }
}

} // namespace

TEST_CASE("Wide sums of every width of at most 16 bits") {
    counts all;
    for (int x = 1; x <= 16; ++x) {
        for (int w = 1; w <= 16; ++w) {
            for (int sign = 0; sign < 4; ++sign) {
                check(all, x, sign % 2 == 0, w, sign / 2 == 0, static_cast<int>(uniform(1, 23)));
            }
        }
    }
    CHECK(all.vectors > 0);
    CHECK(all.portable == 0);
}

TEST_CASE("Wide sums longer than their 32-bit parts hold") {
    counts all;
    for (int inputs : {126, 127, 128, 129, 254, 255, 256, 300, 513, 1000}) {
        check(all, 16, inputs % 2 == 0, 16, inputs % 3 == 0, inputs);
    }
    for (int k = 0; k < 200; ++k) {
        check(all, static_cast<int>(uniform(11, 16)), uniform(0, 3) != 0,
              static_cast<int>(uniform(11, 16)), uniform(0, 3) != 0,
              static_cast<int>(uniform(40, uniform(0, 9) == 0 ? 1200 : 250)));
    }
    for (int k = 0; k < 120; ++k) {
        check(all, static_cast<int>(uniform(13, 16)), true, static_cast<int>(uniform(13, 16)), true,
              static_cast<int>(uniform(40, 200)), kind::clamped);
    }
    CHECK(all.portable == 0);
    CHECK((all.vectors == 0 || all.repeated > 0));
    for (int const n : {all.joins[0], all.joins[1], all.joins[2], all.joins[3], all.sticky[0],
                        all.sticky[1], all.relu[0], all.relu[1], all.blocks[0], all.blocks[1]}) {
        CHECK((all.vectors == 0 || n > 0));
    }
}

TEST_CASE("Wide sums on both sides of 2^46") {
    counts inside, beyond;
    for (int k = 0; k < 3; ++k) {
        check(inside, 16, true, 16, true, static_cast<int>(uniform(30000, 65500)), kind::ends);
        check(beyond, 16, true, 16, true, static_cast<int>(uniform(65600, 70000)), kind::ends);
    }
    CHECK(inside.portable == 0);
    CHECK(beyond.vectors == 0);
}

TEST_CASE("A cast is left out where it changes nothing") {
    int kept = 0, dropped = 0;
    for (int k = 0; k < 10000; ++k) {
        ww::format_row const to = format(static_cast<int>(uniform(2, 6)),
                                         static_cast<int>(uniform(0, 1)), uniform(0, 1) != 0);
        kernels::sums const all{uniform(-36, 0), uniform(0, 36)};
        bool same = true;
        for (std::int64_t v = all.lo; v <= all.hi; ++v) {
            same = same && to.frac == 1 && ww::requantize(ww::wide(v), 1, to).low() == v;
        }
        REQUIRE(kernels::detail::changes_nothing(to, all, 1) == same);
        ++(same ? dropped : kept);
    }
    CHECK(kept > 1000);
    CHECK(dropped > 100);
}

TEST_CASE("64-bit sums of 17 to 32 bits") {
    counts all;
    for (int x = 1; x <= 32; ++x) {
        for (int w = x <= 16 ? 17 : 1; w <= 32; ++w) {
            bool const x_sign = x == 32 || uniform(0, 1) != 0;
            bool const w_sign = w == 32 || uniform(0, 1) != 0;
            check(all, x, x_sign, w, w_sign, static_cast<int>(uniform(1, 8)));
        }
    }
    CHECK(all.vectors > 0);
    CHECK(all.portable == 0);
}

TEST_CASE("Casts of 64 bits are the specification's") {
    int constants = 0;
    for (int k = 0; k < 200000; ++k) {
        ww::format_row const to = format(static_cast<int>(uniform(1, 62)),
                                         static_cast<int>(uniform(-20, 30)), uniform(0, 1) != 0);
        int const bits = static_cast<int>(uniform(1, 62));
        std::int64_t const most = (std::int64_t{1} << bits) - 1;
        int const from = static_cast<int>(uniform(-20, 40));
        std::int64_t const v =
            uniform(0, 3) == 0 ? (uniform(0, 1) == 0 ? most : -most) : uniform(-most, most);
        kernels::long_stage const s = kernels::long_stage_of(to, from, most);
        constants += s.how != kernels::long_stage::fit::general ? 1 : 0;
        REQUIRE(kernels::apply(s, v) == ww::requantize(ww::wide(v), from, to).low());
    }
    CHECK(constants > 20000);
}
