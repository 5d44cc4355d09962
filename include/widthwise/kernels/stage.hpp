// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>

#include <widthwise/formats/row.hpp>

namespace widthwise::kernels {

/// How one element lies in memory between two kernels.
enum class cell : unsigned char {
    u8,  ///< raw + offset, 0 .. 255
    s16, ///< raw + offset
    s32, ///< raw
    s64, ///< raw
    f32  ///< the value itself
};
constexpr std::size_t bytes_of(cell c) {
    return c == cell::u8 ? 1 : c == cell::s16 ? 2 : c == cell::s64 ? 8 : 4;
}

/// One cast of a 32-bit lane, as constants:
/// t = (v + add + (v < 0 ? add_negative : 0) + ((bit `shift` of v ^ flip) & odd)) >> shift,
/// or v << -shift; then t is clamped to [lo, hi], or wrapped, or set to 0 outside.
/// The eight roundings differ in the constants alone (formats/row.hpp: result = floor + increment).
struct stage {
    enum class fit : unsigned char { clamp, zero, wrap_signed, wrap_unsigned, sign, general };
    int shift = 0;
    std::int32_t add = 0;
    std::int32_t add_negative = 0;
    std::int32_t odd = 0;
    std::int32_t flip = 0;
    std::int32_t carry = 0; ///< folded: the kept bit, at its place, that a tie carries into
    fit how = fit::clamp;
    std::int32_t lo = INT32_MIN;
    std::int32_t hi = INT32_MAX;
    int spare = 0;     ///< 32 - width, for wrapping
    int from_frac = 0; ///< for fit::general: the cast as the specification writes it
    format_row to{};
};

/// From a sum to what the next kernel reads: casts, then the cell it is stored in.
struct epilogue {
    static constexpr int most = 6;
    int stages = 0;
    stage stage_of[most];
    cell out = cell::s32;
    std::int32_t offset = 0; ///< added before a u8 or s16 is stored
    float scale = 1;         ///< 2^-frac, where out is f32
};

} // namespace widthwise::kernels
