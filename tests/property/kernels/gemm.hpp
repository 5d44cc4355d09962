// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include <widthwise/kernels/pack.hpp>

#include "tests/property/kernels/random.hpp"

/// One random product: packed as an engine would, run by one kernel, compared with the sum of
/// products and the specification's casts.
namespace kernel_tests {

/// How the kernel of a case ends; the same rule as kernels/choose.hpp, on values.
enum class ending { plain, even, floats, general };
inline ending ending_of(kernels::lowered const& l, kernels::cell out) {
    kernels::stage const s = l.end.stages > 0 ? l.end.stage_of[0] : kernels::stage{};
    bool const constant = l.end.stages <= 1 && s.how == kernels::stage::fit::clamp &&
                          s.shift >= 0 && s.add_negative == 0;
    return out == kernels::cell::f32 ? ending::floats
           : !constant               ? ending::general
           : s.odd == 0              ? ending::plain
                                     : ending::even;
}

struct product {
    kernels::gemm_step step;
    std::vector<std::int64_t> x; ///< [rows, inputs], raw
    int rows = 1;

    std::int64_t expected(int row, int o, int& frac) const {
        kernels::matrix const& m = step.m;
        std::int64_t sum = m.start(o);
        int const up = m.sum_frac() - m.product_frac();
        for (int i = 0; i < m.inputs; ++i) {
            sum += m.row(o)[i] * x[static_cast<std::size_t>(row * m.inputs + i)] *
                   (std::int64_t{1} << up);
        }
        frac = m.sum_frac();
        return follow(step.after, sum, frac);
    }
};

/// hard: every number at one of its ends.
inline std::int64_t draw(generator& r, ww::format_row const& f, int hard) {
    kernels::reach all = kernels::reach_of(f);
    all.lo +=
        f.kind == ww::format_kind::fixed && f.over == ww::overflow::saturate_symmetric ? 1 : 0;
    if (f.kind == ww::format_kind::binary && f.sign) { // without a 0
        return hard == 1 || (hard != 2 && r.coin()) ? -1 : 1;
    }
    return hard == 0   ? r.from(all)
           : hard == 1 ? all.lo
           : hard == 2 ? all.hi
           : r.coin()  ? all.lo
                       : all.hi;
}

inline product any_product(generator& r, ww::format_row const& x, ww::format_row const& w,
                           int inputs, int outputs, int rows) {
    product p;
    kernels::matrix& m = p.step.m;
    p.rows = rows;
    m.x = x;
    m.w = w;
    m.segments = r.from(0, 2) == 0 ? 3 : 1;
    m.inputs = inputs * m.segments;
    m.outputs = outputs;
    int const hard = r.from(0, 5) == 0 ? r.from(1, 3) : 0;
    int const zeros = r.from(0, 2); // sparse weights keep sums small: other proofs hold
    for (int i = 0; i < m.inputs * outputs; ++i) {
        bool const zero = hard == 0 && w.kind == ww::format_kind::fixed && r.from(0, 2) < zeros;
        m.weight.push_back(zero ? 0 : draw(r, w, hard));
    }
    if (r.coin()) {
        m.b = fixed_row(r.from(1, 12), m.product_frac() + r.from(-3, r.from(0, 4) == 0 ? 2 : 0),
                        true);
        for (int o = 0; o < outputs; ++o) {
            m.bias.push_back(draw(r, m.b, hard));
        }
    }
    for (int i = 0; i < m.inputs * rows; ++i) {
        p.x.push_back(draw(r, x, hard));
    }
    p.step.after = any_chain(r, m.sum_frac());
    return p;
}

/// Where a case's result goes: a slot of the narrowest cell, or floats where nothing is cast.
inline kernels::slot result_slot(generator& r, kernels::lowered const& l, int outputs,
                                 bool floats) {
    kernels::slot s;
    std::int64_t const span = l.result.hi - l.result.lo;
    s.elements = static_cast<std::size_t>(outputs);
    if (floats && l.end.stages == 0 && l.result.frac > -60 && l.result.frac < 60) {
        s.kind = kernels::cell::f32;
    } else if (span <= 255 && r.from(0, 3) != 0) {
        s.kind = kernels::cell::u8;
        s.offset = static_cast<std::int32_t>(-l.result.lo);
    } else if (l.result.lo >= -32768 && l.result.hi <= 32767 && r.from(0, 3) != 0) {
        s.kind = kernels::cell::s16;
    }
    return s;
}

/// Runs the case with the kernels that `choices(ending)` names, none where it has no such ending;
/// true if a vector kernel ran.
template <class Choices>
bool check(generator& r, product& p, kernels::tier_shape const& shape, Choices const& choices) {
    kernels::gemm_step& g = p.step;
    kernels::matrix const& m = g.m;
    g.kernel = nullptr;
    kernels::sums const all = kernels::range_of_outputs(m);
    kernels::lowered const l = lower(g.after, kernels::reach{all.lo, all.hi, m.sum_frac()});
    if (!l.possible) {
        return false;
    }
    g.to = result_slot(r, l, m.outputs, choices(ending::floats).s16 != nullptr);
    ending end = ending_of(l, g.to.kind);
    if (choices(end).s16 == nullptr || (end != ending::floats && r.from(0, 3) == 0)) {
        end = ending::general;
    }
    kernels::gemm_choice const choice = choices(end);
    bool const folded = end == ending::plain || end == ending::even;
    choose_operand(g, choice);
    pack(g, choice, shape, folded);
    if (g.kernel == nullptr) {
        return false;
    }

    std::size_t const in_size = kernels::bytes_of(g.in), out_size = kernels::bytes_of(g.to.kind);
    int const run = m.inputs / m.segments;
    bool const slots = r.coin(); // rows with room for whole vectors, or one right behind the other
    int const room = slots ? padded(m.outputs) : m.outputs;
    int const gap = slots ? 0 : r.from(0, 3);
    g.task.outputs = m.outputs;
    g.task.writable = room;
    g.task.out_bytes = static_cast<std::ptrdiff_t>(static_cast<std::size_t>(room) * out_size) + gap;
    // Segments lie apart, with anything behind their inputs: the last group may read it.
    std::size_t const segment = static_cast<std::size_t>(run) * in_size + 8;
    std::size_t const behind = g.task.tile_groups != 0 ? 64 : 8;
    g.task.segment_bytes = static_cast<std::ptrdiff_t>(segment);
    g.task.row_bytes = static_cast<std::ptrdiff_t>(segment) * m.segments + r.from(0, 5);
    std::vector<std::int32_t> offsets;
    for (int row = 0; row < p.rows; ++row) {
        offsets.push_back(static_cast<std::int32_t>((p.rows - 1 - row) * g.task.row_bytes));
    }
    // The step from one row to the next may be another at one place.
    std::rotate(offsets.begin(), offsets.begin() + r.from(0, p.rows - 1), offsets.end());
    bool const by_offset = r.from(0, 2) == 0;
    g.task.row_offset = by_offset ? offsets.data() : nullptr;
    g.task.weights = g.weights.data();
    g.task.start = g.start.data();

    guarded x(static_cast<std::size_t>(g.task.row_bytes) * static_cast<std::size_t>(p.rows) +
                  behind,
              r.from(0, 255));
    for (int row = 0; row < p.rows; ++row) {
        std::byte* const at = x.data() + (by_offset ? offsets[static_cast<std::size_t>(row)]
                                                    : row * g.task.row_bytes);
        for (int i = 0; i < m.inputs; ++i) {
            kernels::portable::write_cell(
                g.in, g.offset, p.x[static_cast<std::size_t>(row * m.inputs + i)],
                at + i / run * g.task.segment_bytes + static_cast<std::size_t>(i % run) * in_size);
        }
    }
    guarded y(static_cast<std::size_t>(g.task.out_bytes) * static_cast<std::size_t>(p.rows),
              r.from(0, 255));
    g.kernel(g.task, x.data(), y.data(), p.rows);

    bool equal = true, gaps = true;
    for (int row = 0; row < p.rows && equal; ++row) {
        std::size_t const at = static_cast<std::size_t>(row * g.task.out_bytes);
        for (int o = 0; o < m.outputs && equal; ++o) {
            int frac = 0;
            std::int64_t const raw = p.expected(row, o, frac);
            std::byte cell[8] = {};
            if (g.to.kind == kernels::cell::f32) {
                kernels::portable::write_float(ww::decode_row(ww::wide(raw), frac), cell);
            } else {
                kernels::portable::write_cell(g.to.kind, g.to.offset, raw, cell);
            }
            equal = std::memcmp(y.data() + at + static_cast<std::size_t>(o) * out_size, cell,
                                out_size) == 0;
        }
        for (int k = 0; k < gap; ++k) {
            gaps = gaps && y.is_poison(at + static_cast<std::size_t>(g.task.out_bytes - gap + k));
        }
    }
    if (!equal || !gaps || !y.intact()) {
        INFO("outputs " << m.outputs << " inputs " << m.inputs << " segments " << m.segments
                        << " rows " << p.rows << " x " << m.x.width << (m.x.sign ? "s" : "u")
                        << " w " << m.w.width << (m.w.sign ? "s" : "u") << " cell "
                        << static_cast<int>(g.in) << " to " << static_cast<int>(g.to.kind)
                        << " ending " << static_cast<int>(end) << " proof "
                        << static_cast<int>(g.proof) << " casts " << l.end.stages);
        CHECK(equal);
        CHECK(gaps);
        CHECK(y.intact());
    }
    return true;
}

constexpr int lengths[] = {1,  2,  3,  4,  5,  6,  7,  8,  9,  11, 13, 15, 16,  17,
                           19, 23, 24, 31, 32, 33, 41, 47, 63, 64, 65, 97, 127, 130};
constexpr int row_counts[] = {1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 19, 33, 55};

struct widths {
    int x_lo, x_hi, w_lo, w_hi;
    int each; ///< cases of a pair and its signs
};
/// Every width of x by every width of w, signed and not, by the kernels choices(ending).
template <class Choices>
void check_widths(std::string const& name, kernels::tier_shape const& shape, widths const& all,
                  Choices const& choices) {
    INFO(name);
    generator r{std::mt19937(static_cast<unsigned>(20260 + shape.lanes))};
    int ran = 0, cases = 0;
    for (int x = all.x_lo; x <= all.x_hi; ++x) {
        for (int w = all.w_lo; w <= all.w_hi; ++w) {
            for (int k = 0; k < 4 * all.each; ++k, ++cases) {
                int const frac = r.from(-2, x), w_frac = r.from(-2, w);
                product p = any_product(r, fixed_row(x, frac, k % 2 != 0),
                                        fixed_row(w, w_frac, k / 2 % 2 != 0), r.one_of(lengths),
                                        r.one_of(lengths), r.one_of(row_counts));
                ran += check(r, p, shape, choices) ? 1 : 0;
            }
        }
    }
    MESSAGE(name << ": " << ran << " of " << cases << " in vectors");
    CHECK(ran > cases / 3);
}
/// On every tier of this CPU; the others are named as skipped.
template <class Choices>
void check_widths(widths const& all, Choices const& choices) {
    for (ww::isa::tier const tier : ww::isa::all_tiers) {
        std::string const name = ww::isa::name_of(tier);
        kernels::tier_shape const shape = kernels::shape_of(tier);
        if (!ww::isa::has(tier)) {
            MESSAGE(name << ": skipped, this CPU does not have it");
        } else if (shape.lanes != 0) {
            kernels::tile_scope const tiles(tier);
            check_widths(name, shape, all, [&](ending end) { return choices(tier, end); });
        }
    }
}

} // namespace kernel_tests
