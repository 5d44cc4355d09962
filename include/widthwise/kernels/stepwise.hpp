// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <vector>

#include <widthwise/kernels/lower.hpp>
#include <widthwise/kernels/pack.hpp>

namespace widthwise::kernels {

/// acc = cast(b); acc = cast(acc + cast(w x)), input by input: which kernel that takes. d: fraction
/// bits a product loses.
///   accum                               x, w        kernel
///   nothing lost, wraps or never full   any         the exact sum's (kernels/pack.hpp)
///   truncates, wraps, <= 16 bits        <= 16 bits  16-bit lanes, d <= 16 (x of 16 bits without a
///                                                   sign: d <= 15)
///   any rounding and overflow, <= 32    <= 16 bits  32-bit lanes, d <= 30; w within 16 bits with a
///   bits, a sum of two in a lane                    sign, every product in a lane
///   all others                                      value by value (kernels/portable.hpp)
struct step_rule {
    bool s16 = false;
    bool s32 = false;
    step_round round = step_round::any;
    step_fit fit = step_fit::any;
};
constexpr step_rule step_rule_of(format_row const& x, format_row const& w, format_row const& a) {
    step_rule r;
    if (a.kind != format_kind::fixed || a.width > 32 || x.width > 16 || w.width > 16) {
        return r;
    }
    auto const frac = [](format_row const& f) { return f.kind == format_kind::fixed ? f.frac : 0; };
    int const drop = frac(x) + frac(w) - a.frac;
    bool const wraps = a.over == overflow::wrap;
    bool const clamps = a.over == overflow::saturate || a.over == overflow::saturate_symmetric;
    bool const wide_x = x.width == 16 && !x.sign;
    r.s16 = wraps && (a.round == rounding::floor || drop <= 0) && a.width <= 16 &&
            drop <= (wide_x ? 15 : 16);
    r.s32 = !r.s16 && drop <= 30 && (w.sign || w.width < 16);
    r.fit = drop < 0 ? step_fit::any
            : wraps  ? step_fit::wrap
            : clamps ? step_fit::clamp
                     : step_fit::any;
    r.round = r.fit == step_fit::any ? step_round::any
              : drop <= 0 || a.round == rounding::floor || a.round == rounding::half_up ||
                      a.round == rounding::half_down
                  ? step_round::constant
              : a.round == rounding::half_even ? step_round::even
                                               : step_round::any;
    return r;
}

namespace detail {
/// w = low + 2^d high with low in [-2^(d-1), 2^(d-1)): floor(x w / 2^d) is the high half of
/// x (low 2^(16-d)), plus x high, both modulo 2^16.
struct split {
    std::int16_t low = 0;
    std::int16_t high = 0;
};
inline split split_at(std::int64_t w, int d) {
    if (d <= 0) {
        std::uint64_t const up = d <= -16 ? 0 : static_cast<std::uint64_t>(w) << -d;
        return split{0, static_cast<std::int16_t>(static_cast<std::uint16_t>(up))};
    }
    std::int64_t const half = std::int64_t{1} << (d - 1);
    std::int64_t const low = ((w + half) & (2 * half - 1)) - half;
    std::uint16_t const high = static_cast<std::uint16_t>((w - low) >> d);
    return split{static_cast<std::int16_t>(low * (std::int64_t{1} << (16 - d))),
                 static_cast<std::int16_t>(high)};
}

/// 16-bit weights of (output, input) in panels of [group][lane][2], and behind each panel 64 bytes.
template <class Weight>
void pack_pairs(gemm_step& g, tier_shape const& shape, Weight const& weight) {
    matrix const& m = g.m;
    int const panels = (m.outputs + shape.lanes - 1) / shape.lanes;
    int const run = m.inputs / m.segments, groups = (run + 1) / 2;
    g.task.groups = groups;
    g.task.segments = m.segments;
    std::size_t const word = static_cast<std::size_t>(shape.lanes) * 4;
    std::size_t const body = static_cast<std::size_t>(m.segments * groups) * word;
    g.task.panel_bytes = body + weight_bytes;
    g.weights.assign(g.task.panel_bytes * static_cast<std::size_t>(panels), std::byte{0});
    g.high.clear();
    g.high_at.clear();
    std::vector<std::int16_t> high(static_cast<std::size_t>(shape.lanes) * 2);
    for (int panel = 0; panel < panels; ++panel) {
        std::byte* at = g.weights.data() + static_cast<std::size_t>(panel) * g.task.panel_bytes;
        std::int32_t range[2] = {static_cast<std::int32_t>(g.high_at.size()), 0};
        for (int k = 0; k < m.segments * groups; ++k, at += word) {
            std::fill(high.begin(), high.end(), std::int16_t{0});
            for (int lane = 0; lane < shape.lanes; ++lane) {
                int const o = shape.output_of(panel, panels, lane);
                for (int j = 0; j < 2; ++j) {
                    int const i = k % groups * 2 + j;
                    if (o < m.outputs && i < run) {
                        split const s = weight(m.row(o)[k / groups * run + i]);
                        std::size_t const to = static_cast<std::size_t>(lane * 2 + j);
                        std::memcpy(at + to * 2, &s.low, sizeof s.low);
                        high[to] = s.high;
                    }
                }
            }
            if (std::any_of(high.begin(), high.end(), [](std::int16_t v) { return v != 0; })) {
                std::byte const* const from = reinterpret_cast<std::byte const*>(high.data());
                g.high.insert(g.high.end(), from, from + word);
                std::ptrdiff_t const segment =
                    g.segment_offset.empty()
                        ? k / groups * g.task.segment_bytes
                        : g.segment_offset[static_cast<std::size_t>(k / groups)];
                g.high_at.push_back(static_cast<std::int32_t>(segment + k % groups * 4));
            }
        }
        range[1] = static_cast<std::int32_t>(g.high_at.size());
        std::memcpy(at, range, sizeof range);
    }
}

/// What the sum of one output starts from: its bias, cast. Modulo 2^32.
inline std::uint32_t step_start(matrix const& m, int o) {
    return m.bias.empty()
               ? 0
               : static_cast<std::uint32_t>(requantize(wide(m.bias[static_cast<std::size_t>(o)]),
                                                       matrix::frac_of(m.b), m.accum)
                                                .lo);
}

/// The constants of the casts to accum. False: not in 32-bit lanes.
inline bool lower_steps(matrix const& m, stepwise_constants& c) {
    reach const x = reach_of(m.x), w = reach_of(m.w), a = reach_of(m.accum);
    auto const [lo, hi] = std::minmax({x.lo * w.lo, x.lo * w.hi, x.hi * w.lo, x.hi * w.hi});
    epilogue term, sum;
    reach product{lo, hi, m.product_frac()}, two{2 * a.lo, 2 * a.hi, m.accum.frac};
    if (!fits_lane(lo, hi) || !lower_cast(m.accum, product, term) ||
        !lower_cast(m.accum, two, sum)) {
        return false;
    }
    c.term = term.stages > 0 ? term.stage_of[0] : stage{};
    c.sum = sum.stages > 0 ? sum.stage_of[0] : stage{};
    return true;
}
} // namespace detail

inline char const* step_name(matrix const& m) {
    return step_rule_of(m.x, m.w, m.accum).s16 ? "gemm, cast per product, 16-bit sums"
                                               : "gemm, cast per product";
}

} // namespace widthwise::kernels
