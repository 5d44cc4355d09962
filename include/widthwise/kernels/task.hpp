// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>

#include <widthwise/formats/row.hpp>
#include <widthwise/kernels/dots.hpp>
#include <widthwise/kernels/stage.hpp>

namespace widthwise::kernels {

/// What sums need whose every product is cast (kernels/stepwise.hpp).
struct stepwise_constants {
    stage term;    ///< a product's cast to accum
    stage sum;     ///< a partial sum's
    int spare = 0; ///< 32 - accum's width, where it wraps
    bool sign = true;
    std::int32_t in_offset = 0;            ///< of x
    std::int32_t late = 0;                 ///< added behind the last cast to accum
    std::byte const* high = nullptr;       ///< [entry][lane][2], 16 bits
    std::int32_t const* high_at = nullptr; ///< [entry]: which bytes of x
};

/// What sums beyond 32 bits need (kernels/wide.hpp). Of 16-bit words a sum is high 2^shift + low
/// with 0 <= low < 2^shift, both in 32-bit lanes; how that becomes a cell:
struct wide_task {
    enum class join : unsigned char {
        apart,   ///< in 64 bits, one by one: (high 2^shift + low) 2^up + start
        reduced, ///< high, for the first cast drops all of low, or asks whether it is 0
        clamped, ///< high 2^shift + low, clamped where the first cast saturates anyway
        floats   ///< the value as a float
    };
    join how = join::apart;
    int shift = 0;
    bool sticky = false;                 ///< reduced: is low not 0? in the last bit of high
    std::int32_t most = 0;               ///< clamped: high is in [-most, most - 1]
    bool relu = false;                   ///< floats
    std::size_t starts = 0;              ///< task.start: that many of high, then those of low
    std::int64_t const* start = nullptr; ///< apart: [panels * lanes], in the order of the outputs
    int up = 0;                          ///< from products' units to the sum's
    int block = 1;                       ///< groups whose low parts surely fit
    std::size_t cell_bytes = 4;          ///< of y
    void const* end = nullptr;
    void (*store)(void const* end, std::int64_t const* sums, int count, std::byte* y) = nullptr;
};

/// Weights in fields of a byte, the highest of which lies with its top bit turned over: read as a
/// signed byte, a masked field is its index, or the highest field's index less half of them, times
/// a power of two. Weight = base + (index << shift).
struct field_code {
    alignas(16) std::int8_t value[16] = {}; ///< by the index
    std::int32_t base = 0;
    std::int32_t top_base = 0; ///< of the highest field, as it lies
    int shift = 0;
};

/// y[m, n] = epilogue(start[n] + sum over segments s and k of x[row m][s][k] * w[n][s][k]).
/// A linear layer has one segment; a convolution one per kernel row, whose pixels lie side by side.
struct gemm_task {
    std::byte const* weights = nullptr;  ///< panels: [panel][segment][group][lane][in group]
    std::int32_t const* start = nullptr; ///< [panels * lanes], in the order of the lanes
    float const* start_f32 = nullptr;    ///< the same for float
    std::size_t panel_bytes = 0;
    int groups = 0;      ///< per segment
    int tile_groups = 0; ///< the same in whole tiles of weights; 0: not packed for tiles
    int segments = 1;
    std::ptrdiff_t segment_bytes = 0;               ///< from one segment of x to the next
    std::ptrdiff_t const* segment_offset = nullptr; ///< or each segment's own offset
    std::ptrdiff_t row_bytes = 0;                   ///< from one row of x to the next
    std::int32_t const* row_offset = nullptr;       ///< or each row's own offset
    std::ptrdiff_t out_bytes = 0;                   ///< from one row of y to the next
    int run = 0;                                    ///< inputs of a segment (dot_planes)
    int bit_zero = 0;                               ///< the cell whose bit is not set
    std::int32_t bit_product = 0;                   ///< of two set bits
    std::int32_t bit_input = 0;                     ///< of a set bit of x with any weight
    int outputs = 0;
    int writable = 0;                          ///< outputs that may be written: the row's room
    stepwise_constants const* steps = nullptr; ///< of step_s16 and step_s32
    wide_task const* wide = nullptr;           ///< of wide_s16 and wide_s32
    field_code code;                           ///< of packed weights narrower than a byte
    epilogue end;

    std::ptrdiff_t segment_at(int s) const {
        return segment_offset != nullptr ? segment_offset[s] : s * segment_bytes;
    }
};
using gemm_function = void (*)(gemm_task const&, std::byte const* x, std::byte* y, int rows);

/// What sets a tier's tiles up and releases them, or nulls.
struct tile_calls {
    void (*begin)() = nullptr;
    void (*end)() = nullptr;
    static constexpr int rows = 16; ///< of a tile
    static constexpr int groups = 16;
    static constexpr int least_inputs = 32; ///< below, a tile takes longer than vectors
};

/// Elements of one row cast one by one: cells to cells, floats to cells, cells to floats.
struct cells_task {
    cell in = cell::s32;
    std::int32_t in_offset = 0; ///< subtracted after a u8 or s16 is loaded
    int elements = 0;           ///< of a row
    std::ptrdiff_t in_bytes = 0;
    std::ptrdiff_t out_bytes = 0;
    bool padded_in = false;               ///< whole vectors may be read past the last element
    bool padded_out = false;              ///< and written
    float scale = 1;                      ///< 2^frac: floats to cells
    rounding round = rounding::half_even; ///< floats to cells: then end, on the rounded value
    format_row to{};                      ///< floats to cells: for values beyond the lanes
    epilogue end;
};
using cells_function = void (*)(cells_task const&, std::byte const* x, std::byte* y, int rows);

/// Rows of floats, channels side by side: y = (x - mean) * scale + bias, then max(y, floor).
struct normalize_task {
    float const* mean = nullptr; ///< [period]: the channels over and over, in whole vectors
    float const* scale = nullptr;
    float const* bias = nullptr;
    int period = 0;
    int elements = 0; ///< of a row
    std::ptrdiff_t in_bytes = 0;
    std::ptrdiff_t out_bytes = 0;
    float floor = 0; ///< 0 where max(y, 0) follows, else -infinity
};
using normalize_function = void (*)(normalize_task const&, float const* x, float* y, int rows);

/// What one output pixel of a pool reads: lines [top, bottom), pixels [left, right).
struct pool_window {
    int top = 0, bottom = 0, left = 0, right = 0;
    std::int32_t divisor = 1; ///< of a mean
    int taps() const { return (bottom - top) * (right - left); }
};
/// One sample's windows, channels side by side: y = epilogue(max x), or epilogue of a mean
/// (detail::mean_lane, kernels/lane.hpp).
struct pool_task {
    cell in = cell::s16;
    std::int32_t in_offset = 0;
    int channels = 0;
    std::ptrdiff_t pixel_bytes = 0, line_bytes = 0;         ///< of x
    std::ptrdiff_t out_pixel_bytes = 0, out_line_bytes = 0; ///< of y
    int pixels = 0, out_width = 1;
    pool_window const* windows = nullptr; ///< [pixels]
    bool divides = false;
    int up = 0;
    epilogue end;
};
using pool_function = void (*)(pool_task const&, std::byte const* x, std::byte* y);

/// y = epilogue(cast_a(a) + cast_b(b)), or a difference or a product, for one sample.
enum class combining : unsigned char { add, subtract, multiply };
struct elementwise_task {
    cell a = cell::s32, b = cell::s32;
    std::int32_t a_offset = 0, b_offset = 0;
    int elements = 0;
    combining how = combining::add;
    epilogue cast_a, cast_b, end;
};
using elementwise_function = void (*)(elementwise_task const&, std::byte const* a,
                                      std::byte const* b, std::byte* y);

/// A product whose weights are constants: x [inputs, lanes] to y [outputs, lanes], a sample a lane.
using constant_function = void (*)(std::int32_t const* x, std::int32_t* y);

/// A product over a block of samples, a sample a lane: x [group][sample][4 bytes or 2 words]; y as
/// the next such product reads it, or [output][sample] floats.
struct batched_task {
    static constexpr int most_weights = 16384; ///< whose broadcasts the first-level cache serves
    std::byte const* weights = nullptr;        ///< kernels/batched.hpp
    std::int32_t const* start = nullptr;
    int groups = 0;
    int outputs = 0;                          ///< whole groups of four, or any number of floats
    stepwise_constants steps;                 ///< of step_s16;
    std::int32_t const* high_range = nullptr; ///< its high parts: [output + 1],
    std::int32_t const* high_group = nullptr; ///< and which group each multiplies
    epilogue end;
};
using batched_function = void (*)(batched_task const&, std::byte const* x, std::byte* y,
                                  int vectors);
/// From rows of floats to such bytes or words. behind: rows that follow in x, which may be read.
using batched_encoder = void (*)(cells_task const&, float const* x, std::byte* y, int rows,
                                 int behind);

/// Products of one row, one after another, through two operands in `room`, `half` bytes apart; x
/// may be the first of them.
struct fused_task {
    gemm_task const* const* layers = nullptr;
    int count = 0;
    std::size_t half = 0;
};
using fused_function = void (*)(fused_task const&, std::byte const* x, std::byte* y,
                                std::byte* room);

/// What an epilogue must be able to do; decided by the formats.
struct end_plain {};      ///< one cast whose rounding is a constant, folded into start
struct end_even {};       ///< one cast, half to even
struct end_even_float {}; ///< the same by the rounding of floats, proven for the weights
struct end_float {};      ///< at most one cast; the value as a float
struct end_general {};    ///< any number of casts

} // namespace widthwise::kernels
