// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <limits>
#include <utility>
#include <vector>

#include <widthwise/kernels/pack.hpp>
#include <widthwise/kernels/portable.hpp>
#include <widthwise/kernels/stepwise.hpp>

namespace widthwise::kernels {

// clang-format off
/// Exact sums that 32-bit lanes do not hold, or whose weights a 16-bit lane does not. Which product
/// runs where, by x and w (with a sign one bit more fits where the table says s):
///   x <= 8, w <= 8 (s) or 7      bytes, where the weights prove 16-bit sums, else as the next
///   x <= 16, w <= 16 (s) or 15   16 bits in 32-bit sums, where the weights prove that they fit
///   x <= 16, w <= 16             wide_s16: w = 2^shift high + low, taken apart in registers; sums of
///                                each in 32 bits, where the weights prove less than 2^46
///   x, w <= 32 (s) or 31         wide_s32: 64-bit sums of 32-bit products
///   all others                   value by value (kernels/portable.hpp)
/// What wide_s16 makes of its two sums (join, kernels/task.hpp), by the first cast that is not proven
/// to change nothing; drop: the fraction bits it loses:
///   none, but for relu, to a float    floats
///   drop >= shift + 2, any rounding   reduced, with a sticky last bit; 32-bit casts
///   drop >= shift, floor              reduced
///   drop > shift, half_up             reduced
///   to binary                         reduced: it has the sum's sign
///   saturates, all in 30 bits         clamped; 32-bit casts
///   all others                        apart: 64-bit casts by constants (kernels/cast64.hpp)
/// shift is the least of 2 to 15 that leaves high and its casts in 32 bits; low's sums give what they
/// have beyond shift bits to high after as many groups as surely fit (block).
/// wide_s32 casts its 64-bit sums as apart does, one by one.
// clang-format on
namespace detail {
/// count sums of one row, cast and stored.
inline void store_wide(void const* end, std::int64_t const* sum, int count, std::byte* y) {
    long_end const& t = *static_cast<long_end const*>(end);
    std::size_t const size = bytes_of(t.out);
    if (t.casts.count == 0 && t.out == cell::s64) {
        std::memcpy(y, sum, static_cast<std::size_t>(count) * size);
        return;
    }
    for (int i = 0; i < count; ++i, y += size) {
        std::int64_t const v = apply(t.casts, sum[i]);
        if (t.out == cell::f32) {
            portable::write_float(static_cast<float>(v) * t.scale, y);
        } else {
            portable::write_cell(t.out, t.offset, v, y);
        }
    }
}

/// Weights of 64-bit lanes in panels of wide_s32.
inline void pack_long(gemm_step& g, int lanes) {
    matrix const& m = g.m;
    int const panels = (m.outputs + lanes - 1) / lanes;
    g.task.groups = m.inputs / m.segments;
    g.task.segments = m.segments;
    g.task.panel_bytes = static_cast<std::size_t>(m.inputs * lanes) * sizeof(std::int64_t);
    g.weights.assign(g.task.panel_bytes * static_cast<std::size_t>(panels) + weight_bytes,
                     std::byte{0});
    for (int o = 0; o < m.outputs; ++o) {
        for (int i = 0; i < m.inputs; ++i) {
            std::size_t const at = static_cast<std::size_t>(o / lanes) * g.task.panel_bytes +
                                   static_cast<std::size_t>(i * lanes + o % lanes) * 8;
            std::memcpy(g.weights.data() + at, m.row(o) + i, sizeof(std::int64_t));
        }
    }
}

/// The largest magnitude that any value of a format has.
constexpr std::int64_t most_of(format_row const& row) {
    reach const r = reach_of(row);
    return -r.lo > r.hi ? -r.lo : r.hi;
}

/// How sums of two lanes become cells, and the casts of one lane behind that.
struct joined {
    wide_task::join how = wide_task::join::apart;
    bool sticky = false;
    bool relu = false;
    lowered casts;
};
/// Does a cast leave all values of [all.lo, all.hi] and 0 as they are?
constexpr bool changes_nothing(format_row const& to, sums const& all, int frac) {
    if (to.kind != format_kind::fixed || to.frac != frac) {
        return false;
    }
    if (to.width > 62) {
        return to.sign;
    }
    reach const r = reach_of(to);
    bool const symmetric = overflow_mode(to.over) == overflow::saturate_symmetric && to.sign;
    return r.lo + (symmetric ? 1 : 0) <= all.lo && r.hi >= all.hi;
}
/// The way for sums within `all`, or apart. Saturation may come earlier than the cast that has it,
/// as long as what was clamped stays beyond that cast's ends.
inline joined join_of(chain const& after, sums const& all, int frac, int shift, cell out) {
    joined j;
    chain c;
    int first = -1; // the first cast
    c.too_long = after.too_long;
    for (int i = 0; i < after.count; ++i) {
        link const& l = after.of[i];
        if (first >= 0 || l.relu || !changes_nothing(l.to, all, frac)) {
            first = first < 0 && !l.relu ? c.count : first;
            c.append(l);
        }
    }
    reach const high{all.lo >> shift, all.hi >> shift, frac - shift};
    if (!fits_lane(high.lo, high.hi) || c.too_long || out == cell::s64) {
        return j;
    }
    if (first < 0) {
        j.relu = c.count > 0;
        j.casts.result.frac = frac;
        j.how = out == cell::f32 && is_float_scale(frac) ? wide_task::join::floats : j.how;
        return j;
    }
    auto const works = [&](reach const& from) {
        j.casts = lower(c, from);
        return j.casts.possible && (out != cell::f32 || is_float_scale(j.casts.result.frac));
    };
    format_row const& to = c.of[first].to;
    bool const fixed = to.kind == format_kind::fixed;
    int const drop = fixed ? frac - to.frac : 0;
    bool const alone = !fixed || (to.round == rounding::floor && drop >= shift) ||
                       (to.round == rounding::half_up && drop > shift);
    // A last bit that says whether anything lies below decides every rounding two bits above it.
    j.sticky = !alone;
    if ((alone || drop >= shift + 2) &&
        works(reach{high.lo, j.sticky ? high.hi | 1 : high.hi, high.frac})) {
        j.how = wide_task::join::reduced;
        return j;
    }
    j.sticky = false;
    overflow const mode = overflow_mode(to.over);
    bool const saturates = mode == overflow::saturate || mode == overflow::saturate_symmetric ||
                           mode == overflow::saturate_zero;
    if (fixed && saturates && to.width <= 30 && drop >= 0 && drop <= 28) {
        std::int64_t const room = std::int64_t{1} << 30, low = std::int64_t{1} << shift;
        std::int64_t const unit = std::int64_t{1} << drop;
        reach const r = reach_of(to);
        if ((r.hi + 1) * unit <= room - low && (r.lo - 1) * unit >= low - 1 - room &&
            works(reach{std::clamp(all.lo, -room, room - low),
                        std::clamp(all.hi, low - 1 - room, room - 1), frac})) {
            j.how = wide_task::join::clamped;
        }
    }
    return j;
}

/// Each weight as a sum of weights of 16 bits with a sign, whose segments repeat those of x. Empty:
/// more than a few.
inline matrix in_words(matrix m) {
    constexpr int most = 4;
    auto const [lo, hi] = std::minmax_element(m.weight.begin(), m.weight.end());
    std::int64_t const parts =
        std::max({(*hi + 32766) / 32767, (32767 - *lo) / 32768, std::int64_t{1}});
    if (parts == 1) {
        return m;
    }
    std::vector<std::int64_t> const weight = std::move(m.weight);
    m.weight.clear();
    for (int o = 0; o < m.outputs && parts <= most; ++o) {
        for (std::int64_t part = 0; part < parts; ++part) {
            for (int i = 0; i < m.inputs; ++i) {
                std::int64_t const w = weight[static_cast<std::size_t>(o * m.inputs + i)];
                std::int64_t const left = w < 0 ? std::min<std::int64_t>(w + 32768 * part, 0)
                                                : std::max<std::int64_t>(w - 32767 * part, 0);
                m.weight.push_back(std::clamp<std::int64_t>(left, -32768, 32767));
            }
        }
    }
    m.inputs *= static_cast<int>(parts);
    m.segments *= static_cast<int>(parts);
    return m;
}
/// Groups of two inputs, a power of two, whose low parts stay within 32 bits beside what the groups
/// before have left; more than all where those do. most: the largest magnitude of a cell of x.
inline int block_of(matrix const& m, int shift, std::int64_t most) {
    std::int64_t const kept = (std::int64_t{1} << shift) - 1;
    std::int64_t const limit = (INT32_MAX - kept) / most;
    int const run = m.inputs / m.segments, groups = (run + 1) / 2;
    int block = 1;
    while (block <= m.segments * groups) {
        block *= 2;
    }
    auto const fits = [&](std::int64_t const* w) {
        std::int64_t sum = 0;
        int at = 0; // of the block that sum is of
        for (int i = 0; i < m.inputs; ++i) {
            int const b = (i / run * groups + i % run / 2) / block;
            sum = b == at ? sum : 0;
            at = b;
            sum += w[i] & kept;
            if (sum > limit) {
                return false;
            }
        }
        return true;
    };
    for (int o = 0; o < m.outputs; ++o) {
        while (!fits(m.row(o))) {
            block /= 2;
        }
    }
    return block;
}

/// Weights, starts and block of wide_s16, with words as in_words gave them. sum(o) lies in the two
/// lanes from the start, in units of the weights.
template <class Start>
void pack_words(gemm_step& g, matrix const& words, tier_shape const& shape, int shift,
                Start const& sum) {
    matrix const& m = g.m;
    int const repeats = words.segments / m.segments;
    if (repeats > 1) {
        std::vector<std::ptrdiff_t> const own = g.segment_offset;
        g.segment_offset.clear();
        for (int s = 0; s < words.segments; ++s) {
            int const at = s % m.segments;
            g.segment_offset.push_back(own.empty() ? at * g.task.segment_bytes
                                                   : own[static_cast<std::size_t>(at)]);
        }
    }
    pack_panels<std::int16_t>(words, shape, 2, g);
    reach const x = reach_of(m.x);
    g.wide.shift = shift;
    g.wide.block = block_of(words, shift, std::max(-(x.lo + g.offset), x.hi + g.offset));
    int const panels = (m.outputs + shape.lanes - 1) / shape.lanes;
    g.wide.starts = static_cast<std::size_t>(panels * shape.lanes);
    g.start.assign(2 * g.wide.starts, 0);
    for (std::size_t at = 0; at < g.wide.starts; ++at) {
        int const lane = static_cast<int>(at) % shape.lanes;
        int const o = shape.output_of(static_cast<int>(at) / shape.lanes, panels, lane);
        if (o < m.outputs) {
            std::int64_t start = sum(o);
            for (int i = 0; i < words.inputs && g.offset != 0; ++i) {
                start -= words.row(o)[i] * g.offset;
            }
            std::int64_t const high = start >> shift; // modulo 2^32
            g.start[at] = static_cast<std::int32_t>(static_cast<std::uint32_t>(high));
            g.start[at + g.wide.starts] =
                static_cast<std::int32_t>(start - high * (std::int64_t{1} << shift));
        }
    }
}

/// Packs for wide_s16 where one lane comes of two. False: not proven, or not these casts.
inline bool pack_joined(gemm_step& g, tier_shape const& shape) {
    matrix const& m = g.m;
    if (!bounded(m)) {
        return false;
    }
    matrix const words = in_words(in_sum_units(m));
    sums const all = range_of_outputs(m);
    for (int shift = 2; shift <= 15 && !words.weight.empty(); ++shift) {
        joined const j = join_of(g.after, all, m.sum_frac(), shift, g.to.kind);
        if (j.how != wide_task::join::apart) {
            g.wide.how = j.how;
            g.wide.sticky = j.sticky;
            g.wide.relu = j.relu;
            g.wide.most = 1 << (30 - shift);
            g.task.end = j.casts.end;
            g.task.end.out = g.to.kind;
            g.task.end.offset = g.to.offset;
            g.task.end.scale = is_float_scale(j.casts.result.frac)
                                   ? static_cast<float>(exp2i(-j.casts.result.frac))
                                   : 1.0f;
            pack_words(g, words, shape, shift, [&](int o) { return m.start(o); });
            return true;
        }
    }
    return false;
}
/// Packs for wide_s16 with sums of products alone in the lanes, or not where those leave them.
inline bool pack_apart(gemm_step& g, tier_shape const& shape) {
    matrix products = g.m;
    products.bias.clear();
    matrix const words = in_words(products);
    if (g.m.inputs >= 1 << 24 || words.weight.empty()) {
        return false;
    }
    sums const all = range_of_outputs(products);
    int shift = 2;
    while (shift <= 15 && !fits_lane(all.lo >> shift, all.hi >> shift)) {
        ++shift;
    }
    if (shift > 15) {
        return false;
    }
    pack_words(g, words, shape, shift, [](int) { return std::int64_t{0}; });
    return true;
}
} // namespace detail

/// Packs a product for wide_s16 or wide_s32. g.kernel stays null where the portable one must run.
inline void pack_wide(gemm_step& g, gemm_choice const& choice, tier_shape const& shape) {
    matrix const& m = g.m;
    bool const words = g.in == cell::s16 && m.w.width <= 16;
    gemm_function const kernel = words               ? choice.wide_s16
                                 : g.in == cell::s32 ? choice.wide_s32
                                                     : nullptr;
    bool const lane_weights = m.w.width <= (m.w.sign ? 32 : 31);
    int const up = m.sum_frac() - m.product_frac();
    if (g.kernel != nullptr || kernel == nullptr || shape.lanes == 0 || needs_steps(m) ||
        !lane_weights || up > 60 || (m.accum.width > 63 && !m.accum.sign)) {
        return;
    }
    g.wide = wide_task{};
    g.wide.up = up;
    g.wide.cell_bytes = bytes_of(g.to.kind);
    g.wide.store = &detail::store_wide;
    if (words && detail::pack_joined(g, shape)) {
        g.kernel = kernel;
        return;
    }
    std::int64_t most = std::numeric_limits<std::int64_t>::max();
    if (bounded(m)) {
        sums const all = range_of_outputs(m);
        most = std::max(-all.lo, all.hi);
    } else if (!m.stepwise && m.accum.width <= 62) {
        most = detail::most_of(m.accum);
    }
    long_end& t = g.wide_end;
    t.casts = long_chain_of(g.after, m.sum_frac(), most);
    t.out = g.to.kind;
    t.offset = g.to.offset;
    bool const scales = detail::is_float_scale(t.casts.frac);
    t.scale = scales ? static_cast<float>(exp2i(-t.casts.frac)) : 1.0f;
    if (!t.casts.possible || (t.out == cell::f32 && !scales) ||
        (words && !detail::pack_apart(g, shape))) {
        return;
    }
    if (!words) {
        detail::pack_long(g, shape.lanes / 2);
    }
    int const panels = (m.outputs + shape.lanes - 1) / shape.lanes;
    g.start_wide.assign(static_cast<std::size_t>(panels * shape.lanes), 0);
    for (int o = 0; o < m.outputs; ++o) {
        g.start_wide[static_cast<std::size_t>(o)] = m.start(o);
    }
    g.kernel = kernel;
}

/// What a step packed by pack_steps or pack_wide is called.
inline char const* name_of(gemm_step const& g) {
    return needs_steps(g.m)    ? step_name(g.m)
           : g.in == cell::s16 ? "gemm s16, 64-bit sums"
                               : "gemm s32, 64-bit sums";
}

} // namespace widthwise::kernels
