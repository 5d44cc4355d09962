// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include <widthwise/kernels/cells.hpp>
#include <widthwise/kernels/chain_ends.hpp>
#include <widthwise/kernels/pack_steps.hpp>
#include <widthwise/kernels/transpose.hpp>

namespace widthwise::kernels {

/// One product of a chain whose samples lie in lanes.
struct batched_layer {
    batched_task task;
    batched_function kernel = nullptr;
    aligned_vector<std::byte> weights;
    std::vector<std::int32_t> start;
    std::vector<std::int32_t> high, high_group, high_range; ///< of step_s16
};

/// A chain of small products over blocks of samples, a sample a lane: the operands of a block stay
/// in the first-level cache, weights are broadcast, nothing is lost where a layer has few outputs,
/// and what a product stores is what the next one loads. Operands lie as [group][sample][4
/// bytes or 2 words], the last layer's floats as [output][sample].
struct batched_step {
    chain_ends ends;
    batched_encoder encoder = nullptr; ///< of the caller's floats, a block at a time
    int lanes = 0;
    std::size_t half = 0; ///< bytes of an operand
    std::vector<batched_layer> layers;

    int block() const { return 4 * lanes; } ///< samples
};

namespace detail {
/// Weights of whole groups of four outputs, [block][group][output][4 inputs, or 2]; behind them,
/// where floats follow, the other outputs one by one. What weights of a product's terms lose by
/// that (step_s16) stands by itself, output by output.
template <class T, class Weight>
void pack_batched(batched_layer& l, matrix const& m, bool floats, Weight const& weight) {
    constexpr int group = sizeof(T) == 1 ? 4 : 2;
    int const groups = (m.inputs + group - 1) / group;
    int const outputs = floats ? m.outputs : (m.outputs + 3) / 4 * 4;
    l.task.groups = groups;
    l.task.outputs = outputs;
    l.weights.assign(static_cast<std::size_t>(outputs * groups) * 4, std::byte{0});
    l.high_range.assign(1, 0);
    for (int o = 0; o < outputs; ++o) {
        int const first = o / 4 * 4, width = first + 4 <= outputs ? 4 : 1;
        int const block = width == 4 ? first : o;
        for (int g = 0; g < groups && o < m.outputs; ++g) {
            T low[4 / sizeof(T)] = {}, high[4 / sizeof(T)] = {};
            bool any = false;
            for (int i = 0; i < group && g * group + i < m.inputs; ++i) {
                split const s = weight(m.row(o)[g * group + i]);
                low[i] = static_cast<T>(s.low);
                high[i] = static_cast<T>(s.high);
                any = any || s.high != 0;
            }
            std::byte* const to =
                l.weights.data() +
                static_cast<std::size_t>(block * groups + g * width + o - block) * 4;
            std::memcpy(to, low, 4);
            if (any) {
                std::int32_t both;
                std::memcpy(&both, high, 4);
                l.high.push_back(both);
                l.high_group.push_back(g);
            }
        }
        l.high_range.push_back(static_cast<std::int32_t>(l.high.size()));
    }
}
} // namespace detail

/// g's product over samples in lanes; false: it has no such kernel. g is packed already, its sums
/// exact or of truncated products.
inline bool make_batched(batched_layer& l, gemm_step const& g, gemm_choice const& choice,
                         bool folded) {
    matrix const& m = g.m;
    bool const floats = g.to.kind == cell::f32, stepped = needs_steps(m);
    step_rule const rule = step_rule_of(m.x, m.w, m.accum);
    bool const whole = g.proof == depth::all && !choice.exact_dot8;
    l.kernel = stepped             ? (rule.s16 ? choice.batched_steps : nullptr)
               : g.in == cell::s16 ? choice.batched_s16
               : whole             ? choice.batched_all
                                   : choice.batched_each;
    bool const cells = g.to.kind == cell::u8 || g.to.kind == cell::s16;
    if (l.kernel == nullptr || g.rows != 1 || g.lines != 1 || floats == cells || floats == folded) {
        return false;
    }
    l.task.end = g.task.end;
    matrix const scaled = stepped ? m : in_sum_units(m);
    std::int64_t added = g.added;
    auto const as_it_is = [](std::int64_t w) {
        return detail::split{static_cast<std::int16_t>(w), 0};
    };
    if (stepped) {
        int const drop = m.product_frac() - m.accum.frac;
        l.task.steps = g.steps;
        detail::pack_batched<std::int16_t>(
            l, scaled, floats, [&](std::int64_t w) { return detail::split_at(w, drop); });
    } else if (g.in == cell::s16) {
        detail::pack_batched<std::int16_t>(l, scaled, floats, as_it_is);
    } else {
        detail::pack_batched<std::int8_t>(l, scaled, floats, as_it_is);
        // Half to even by floats: 24 bits hold the sum, 16 the result.
        stage const& s = g.task.end.stage_of[0];
        std::int64_t const even = g.added - s.add;
        std::int64_t const most =
            std::min(std::int64_t{1} << 22, std::int64_t{32767} << std::min(s.shift, 22));
        if (choice.batched_even != nullptr && g.to.kind == cell::u8 && s.odd != 0 &&
            s.carry == s.odd && s.shift <= 22 && std::min(g.all.lo, g.all.lo + even) > -most &&
            std::max(g.all.hi, g.all.hi + even) < most) {
            l.kernel = choice.batched_even;
            added = even + 0x4B400000; // the bits of 1.5 * 2^23
            l.task.end.scale = static_cast<float>(exp2i(-s.shift));
        }
    }
    l.start.assign(static_cast<std::size_t>(l.task.outputs), 0);
    for (int o = 0; o < m.outputs; ++o) {
        l.start[static_cast<std::size_t>(o)] =
            stepped ? detail::step_start_of(g, rule, o) : start_of(m, scaled, o, added, g.offset);
    }
    return true;
}

/// The addresses a layer's task needs, once it lies where it stays.
inline void settle(batched_layer& l) {
    l.task.weights = l.weights.data();
    l.task.start = l.start.data();
    l.task.steps.high = reinterpret_cast<std::byte const*>(l.high.data());
    l.task.high_range = l.high_range.data();
    l.task.high_group = l.high_group.data();
}

/// Runs a chain over all samples of a chunk.
inline void run_batched(void const* data, context const& c) {
    batched_step const& b = *static_cast<batched_step const*>(data);
    chain_ends const& e = b.ends;
    int const block = b.block();
    for (int first = 0; first < c.samples; first += block) {
        int const count = std::min(block, c.samples - first);
        int const vectors = (count + b.lanes - 1) / b.lanes;
        std::byte* x = c.arena + e.room;
        std::byte* y = x + b.half;
        if (e.encoder != nullptr) {
            b.encoder(e.encode, e.floats(c, first), x, count, c.samples - first - count);
        } else {
            transpose(4, e.cells(c, first), static_cast<std::ptrdiff_t>(e.from.stride), count, x,
                      block * 4, b.layers[0].task.groups);
        }
        for (batched_layer const& l : b.layers) {
            l.kernel(l.task, x, y, vectors);
            std::swap(x, y);
        }
        transpose(4, x, block * 4, b.layers.back().task.outputs, e.y(c, first),
                  static_cast<std::ptrdiff_t>(e.y_stride(c)), count);
    }
}

} // namespace widthwise::kernels
