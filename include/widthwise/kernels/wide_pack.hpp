// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <limits>
#include <utility>
#include <vector>

#include <widthwise/kernels/portable.hpp>
#include <widthwise/kernels/stepwise.hpp>
#include <widthwise/kernels/wide_join.hpp>

namespace widthwise::kernels {

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
        portable::store(t, sum[i], y);
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

} // namespace widthwise::kernels
