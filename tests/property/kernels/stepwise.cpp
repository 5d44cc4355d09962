// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <type_traits>
#include <vector>

#include <widthwise/kernels/portable.hpp>
#include <widthwise/kernels/pack_steps.hpp>

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

kernel_tests::generator random_source{std::mt19937(5)};
std::int64_t uniform(std::int64_t lo, std::int64_t hi) {
    return random_source.from(kernels::reach{lo, hi, 0});
}
ww::format_row format(int width, int frac, bool sign, rounding round = rounding::floor,
                      overflow over = overflow::wrap) {
    return kernel_tests::fixed_row(width, frac, sign, round, over);
}
std::int64_t value_of(ww::format_row const& row) {
    return kernel_tests::any_value(random_source, row);
}

/// Any way to end: an epilogue of constants is a kernel of its own.
enum class ending { general, plain, even };
template <class Dot>
kernels::gemm_function kernel_of([[maybe_unused]] ending e, ww::isa::tier t) {
    if constexpr (std::is_same_v<Dot, kernels::step_s16>) {
        return e == ending::plain  ? kernels::gemm_for<Dot, kernels::end_plain>(t)
               : e == ending::even ? kernels::gemm_for<Dot, kernels::end_even>(t)
                                   : kernels::gemm_for<Dot, kernels::end_general>(t);
    } else {
        return kernels::gemm_for<Dot, kernels::end_general>(t);
    }
}
template <kernels::step_round Round>
kernels::gemm_function kernel_of(kernels::step_fit fit, ww::isa::tier t) {
    using enum kernels::step_fit;
    using kernels::step_round;
    return fit == wrap    ? kernel_of<kernels::step_s32<Round, wrap>>(ending::general, t)
           : fit == clamp ? kernel_of<kernels::step_s32<Round, clamp>>(ending::general, t)
                          : kernel_of<kernels::step_s32<step_round::any, any>>(ending::general, t);
}

/// One product y = chain(sum), and the memory it works in.
struct problem {
    kernels::gemm_step g;
    kernels::gemm_step unpacked; ///< for the portable kernel
    std::vector<std::byte> arena;
    int samples = 1;
    ending end = ending::general;

    problem(matrix const& m, ww::format_row const& out, int n, ww::isa::tier t, ending how)
        : samples(n), end(how) {
        g.m = m;
        g.after.cast_to(m.accum);
        g.after.cast_to(out);
        kernels::step_rule const rule = kernels::step_rule_of(m.x, m.w, m.accum);
        kernels::gemm_choice choice;
        choice.steps = rule.s16    ? kernel_of<kernels::step_s16>(end, t)
                       : !rule.s32 ? nullptr
                       : rule.round == kernels::step_round::constant
                           ? kernel_of<kernels::step_round::constant>(rule.fit, t)
                       : rule.round == kernels::step_round::even
                           ? kernel_of<kernels::step_round::even>(rule.fit, t)
                           : kernel_of<kernels::step_round::any>(rule.fit, t);
        choose_operand(g, choice);
        std::size_t const in_size = bytes_of(g.in);
        std::size_t const in = static_cast<std::size_t>(m.inputs);
        g.from = kernels::slot{g.in, g.offset, in, (in + 3) / 2 * 2 * in_size, 64};
        bool const wide_out = out.width + (out.sign ? 0 : 1) > 16;
        std::size_t const o = static_cast<std::size_t>(m.outputs);
        g.to = kernels::slot{wide_out ? cell::s32 : cell::s16, 0, o, o * (wide_out ? 4 : 2), 0};
        std::size_t const x_bytes = g.from.stride * static_cast<std::size_t>(n);
        g.to.at = 128 + x_bytes;
        arena.assign(g.to.at + g.to.stride * static_cast<std::size_t>(n) + 64, std::byte{0x5a});
        for (int s = 0; s < n; ++s) {
            for (std::size_t i = 0; i < in; ++i) {
                kernels::portable::write_cell(
                    g.in, g.offset, value_of(m.x),
                    arena.data() + 64 + static_cast<std::size_t>(s) * g.from.stride + i * in_size);
            }
        }
        g.task.row_bytes = static_cast<std::ptrdiff_t>(g.from.stride);
        g.task.out_bytes = g.sample_bytes = static_cast<std::ptrdiff_t>(g.to.stride);
        g.task.outputs = g.task.writable = m.outputs;
        unpacked = g;
        settle(unpacked);
        pack_steps(g, choice, kernels::shape_of(t), end != ending::general);
        settle(g);
    }
    /// The arena after a run: outputs, and everything around them that must stay.
    std::vector<std::byte> after(void (*run)(void const*, kernels::context const&),
                                 kernels::gemm_step const& step) const {
        std::vector<std::byte> copy = arena;
        kernels::context c;
        c.arena = copy.data();
        c.samples = samples;
        run(&step, c);
        return copy;
    }
};

matrix random_matrix(ww::format_row const& x, ww::format_row const& w, ww::format_row const& b,
                     ww::format_row const& accum) {
    matrix m;
    m.outputs = static_cast<int>(uniform(1, 37));
    m.inputs = static_cast<int>(uniform(1, 19));
    m.x = x;
    m.w = w;
    m.b = b;
    m.accum = accum;
    m.stepwise = true;
    for (int k = 0; k < m.inputs && m.inputs % 3 == 0; ++k) { // terms that lie in another order
        m.order.push_back(k);
    }
    std::shuffle(m.order.begin(), m.order.end(), random_source.engine);
    std::int64_t const small = uniform(0, 2); // weights whose high part is nowhere, rare, anywhere
    for (int i = 0; i < m.outputs * m.inputs; ++i) {
        std::int64_t const v = value_of(w);
        m.weight.push_back(small == 0 || (small == 1 && uniform(0, 9) != 0) ? v / 64 : v);
    }
    for (int i = 0; i < m.outputs && uniform(0, 7) != 0; ++i) {
        m.bias.push_back(value_of(b));
    }
    m.bias.resize(m.bias.empty() ? 0 : static_cast<std::size_t>(m.outputs));
    return m;
}

/// Runs one on every tier; how many ran in vectors.
int check(matrix const& m, ww::format_row const& out, ending end) {
    int vectors = 0;
    for (ww::isa::tier const t : ww::isa::all_tiers) {
        if (!ww::isa::has(t) || kernels::shape_of(t).lanes == 0) {
            continue;
        }
        problem const p(m, out, static_cast<int>(uniform(1, 14)), t, end);
        if (p.g.kernel == nullptr) {
            continue;
        }
        ++vectors;
        CAPTURE(ww::isa::name_of(t));
        REQUIRE(p.after(&kernels::run_gemm, p.g) ==
                p.after(&kernels::portable::multiply, p.unpacked));
    }
    return vectors;
}

} // namespace

TEST_CASE("16-bit lanes: truncated products of every width, wrapped") {
    int vectors = 0;
    for (int round = 0; round < 3; ++round) {
        for (int xw = 2; xw <= 16; ++xw) {
            for (int ww_ = 2; ww_ <= 16; ++ww_) {
                int const drop = static_cast<int>(uniform(-3, 16));
                int const aw = static_cast<int>(uniform(4, 16));
                bool const xs = uniform(0, 1) != 0, ws = uniform(0, 1) != 0;
                ww::format_row const accum = format(aw, 12 - drop, uniform(0, 4) != 0);
                matrix const m =
                    random_matrix(format(xw, 5, xs), format(ww_, 7, ws),
                                  format(8, static_cast<int>(uniform(0, 14)), true), accum);
                bool const constant = uniform(0, 1) != 0;
                ww::format_row const out =
                    format(static_cast<int>(uniform(4, 18)), static_cast<int>(uniform(0, 12)), true,
                           constant ? rounding::half_up : roundings[uniform(0, 7)],
                           constant ? overflow::saturate : all_overflows[uniform(0, 7)]);
                bool const plain = constant && out.frac <= accum.frac;
                bool const even = plain && uniform(0, 1) != 0 && out.frac < accum.frac;
                ww::format_row end = out;
                end.round = even ? rounding::half_even : out.round;
                vectors += check(m, end,
                                 even    ? ending::even
                                 : plain ? ending::plain
                                         : ending::general);
            }
        }
    }
    CHECK(vectors > 200);
}

TEST_CASE("32-bit lanes: every rounding and overflow of products and partial sums") {
    int vectors = 0;
    for (rounding const round : roundings) {
        for (overflow const over : all_overflows) {
            for (int k = 0; k < 8; ++k) {
                bool const sign = uniform(0, 3) != 0;
                ww::format_row const accum =
                    format(static_cast<int>(uniform(4, 24)), static_cast<int>(uniform(2, 14)), sign,
                           round, over);
                matrix const m =
                    random_matrix(format(static_cast<int>(uniform(2, 16)), 5, uniform(0, 1) != 0),
                                  format(static_cast<int>(uniform(2, 16)), 7, uniform(0, 1) != 0),
                                  format(10, static_cast<int>(uniform(0, 14)), true), accum);
                ww::format_row const out =
                    format(static_cast<int>(uniform(4, 18)), static_cast<int>(uniform(0, 12)), true,
                           roundings[uniform(0, 7)], all_overflows[uniform(0, 7)]);
                vectors += check(m, out, ending::general);
            }
        }
    }
    CHECK(vectors > 300);
}

TEST_CASE("Casts called harmless change nothing, and some that are not do") {
    int harmless = 0, changed = 0;
    for (int k = 0; k < 4000; ++k) {
        overflow const over = all_overflows[uniform(0, 7)];
        ww::format_row const x = format(static_cast<int>(uniform(1, 5)), 2, uniform(0, 1) != 0);
        ww::format_row const w = format(static_cast<int>(uniform(2, 5)), 1, true);
        ww::format_row const b = format(4, static_cast<int>(uniform(0, 5)), true);
        ww::format_row const accum =
            format(static_cast<int>(uniform(5, 14)), static_cast<int>(uniform(2, 6)), true,
                   roundings[uniform(0, 7)], over);
        matrix const m = random_matrix(x, w, b, accum);
        problem stepwise(m, accum, 20, ww::isa::tier::scalar, ending::general);
        problem exact = stepwise;
        exact.unpacked.m.stepwise = false;
        bool const same = stepwise.after(&kernels::portable::multiply, stepwise.unpacked) ==
                          exact.after(&kernels::portable::multiply, exact.unpacked);
        if (!kernels::needs_steps(m)) {
            ++harmless;
            REQUIRE(same);
        } else {
            changed += same ? 0 : 1;
        }
    }
    CHECK(harmless > 400);
    CHECK(changed > 400);
}
