// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <vector>

#include <widthwise/kernels/aligned.hpp>
#include <widthwise/kernels/cast64.hpp>
#include <widthwise/kernels/dispatch.hpp>
#include <widthwise/kernels/matrix.hpp>
#include <widthwise/kernels/slot.hpp>

namespace widthwise::kernels {

/// The integer matrix kernels that a node's formats leave to choose from; the weights decide.
struct gemm_choice {
    gemm_function u8_all = nullptr;
    gemm_function u8_deep = nullptr; ///< 16-bit sums of `depth` groups
    gemm_function u8_two = nullptr;  ///< 16-bit sums of two groups
    gemm_function u8_each = nullptr;
    gemm_function u8_packed[3] = {}; ///< weights of 1, 2, 4 bits, packed
    int depth = 0;
    gemm_function bits = nullptr;  ///< one bit by one bit
    gemm_function trits = nullptr; ///< -1, 0 and 1 by the same
    bool exact_dot8 = false;       ///< the tier's sums of u8 x s8 need no proof
    gemm_function s16 = nullptr;
    gemm_function steps = nullptr;    ///< a cast per product (kernels/stepwise.hpp)
    gemm_function wide_s16 = nullptr; ///< 64-bit sums (kernels/wide.hpp)
    gemm_function wide_s32 = nullptr;
    batched_function batched_all = nullptr; ///< samples in lanes: 16-bit sums of everything
    batched_function batched_each = nullptr;
    batched_function batched_even = nullptr; ///< the same, half to even by floats
    batched_function batched_s16 = nullptr;
    batched_function batched_steps = nullptr; ///< of step_s16
    fused_function fused_all = nullptr;       ///< chains of one row, as gemm's of those names
    fused_function fused_each = nullptr;
    fused_function fused_s16 = nullptr;
    fused_function fused_steps = nullptr; ///< of step_s16
    bool wide_weights = false;            ///< 16-bit weights are stored as such
};

/// A matrix product on its way to a kernel: first the layout of its operand is chosen, so that
/// the step before can write it, then what follows it, then its weights are packed.
struct gemm_step {
    matrix m;
    chain after;
    bool narrowed = false; ///< operand is less than x's format holds
    reach operand{};
    cell in = cell::s16;
    std::int32_t offset = 0;
    depth proof = depth::none;
    /// Weights from which narrow ones are packed: beyond a share of the second-level cache their
    /// bytes decide, below it the look-up costs more than it saves.
    std::size_t packed_from = 192 * 1024;
    /// The same where masks do it and weights may be read for one row: the first-level cache.
    static constexpr std::size_t masked_from = 32 * 1024;
    sums all;               ///< what pack has found its sums to hold
    std::int64_t added = 0; ///< to their start: the cast's constant and the offset
    int packed_bits = 0;    ///< of a weight in a codebook's field
    int planes = 0;         ///< weights in that many bit planes
    slot from, to;
    int rows = 1;                      ///< of one sample, or of each of its lines
    int lines = 1;                     ///< of an image whose rows of pixels lie apart
    std::ptrdiff_t line_bytes = 0;     ///< of x, from one line to the next
    std::ptrdiff_t out_line_bytes = 0; ///< of y
    std::ptrdiff_t output_bytes = 0; ///< of x, from one output's inputs to the next's: channelwise
    std::ptrdiff_t sample_bytes = 0; ///< of y, from one sample to the next
    std::size_t x_at = 0, y_at = 0;  ///< where in and out are the caller's: the column there
    bool from_input = false, to_output = false;
    aligned_vector<std::byte> weights;
    aligned_vector<std::int32_t> start;
    aligned_vector<float> start_f32;
    std::vector<std::int32_t> row_offset;
    std::vector<std::ptrdiff_t> segment_offset;
    aligned_vector<std::byte> high; ///< of steps
    std::vector<std::int32_t> high_at;
    stepwise_constants steps;
    aligned_vector<std::int64_t> start_wide;
    wide_task wide;
    long_end wide_end;
    gemm_task task;
    gemm_function kernel = nullptr;
};

/// The addresses a task needs, once its gemm_step lies where it stays.
inline void settle(gemm_step& g) {
    g.task.weights = g.weights.data();
    g.task.start = g.start.data();
    g.task.start_f32 = g.start_f32.data();
    g.task.row_offset = g.row_offset.empty() ? nullptr : g.row_offset.data();
    g.task.segment_offset = g.segment_offset.empty() ? nullptr : g.segment_offset.data();
    g.steps.high = g.high.data();
    g.steps.high_at = g.high_at.data();
    g.task.steps = &g.steps;
    g.wide.start = g.start_wide.data();
    g.wide.end = &g.wide_end;
    g.task.wide = &g.wide;
}

/// Runs a packed gemm_step.
inline void run_gemm(void const* data, context const& c) {
    gemm_step const& g = *static_cast<gemm_step const*>(data);
    std::byte const* const x =
        g.from_input ? reinterpret_cast<std::byte const*>(c.x + g.x_at) : c.arena + g.from.at;
    std::byte* const y =
        g.to_output ? reinterpret_cast<std::byte*>(c.y + g.y_at) : c.arena + g.to.at;
    if (g.rows == 1 && g.lines == 1) {
        g.kernel(g.task, x, y, c.samples);
        return;
    }
    for (int s = 0; s < c.samples; ++s) {
        for (int line = 0; line < g.lines; ++line) {
            g.kernel(g.task, x + static_cast<std::size_t>(s) * g.from.stride + line * g.line_bytes,
                     y + static_cast<std::ptrdiff_t>(s) * g.sample_bytes + line * g.out_line_bytes,
                     g.rows);
        }
    }
}

} // namespace widthwise::kernels
