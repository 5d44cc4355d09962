// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <limits>

#include <widthwise/formats/requantize.hpp>
#include <widthwise/kernels/task.hpp>

namespace widthwise::kernels {

/// One step of what happens to a sum before it is read again: a cast, or max(x, 0).
struct link {
    bool relu = false;
    format_row to{};
};
/// Everything between one kernel's sum and the operand of the next.
struct chain {
    static constexpr int room = 12;
    int count = 0;
    bool too_long = false;
    link of[room];

    constexpr void append(link const& l) {
        if (count == room) {
            too_long = true;
        } else {
            of[count++] = l;
        }
    }
    constexpr void cast_to(format_row const& to) { append(link{false, to}); }
    constexpr void relu() { append(link{true, {}}); }
};

/// [lo, hi] in units of 2^-frac: what a lane can hold at one point of a chain.
struct reach {
    std::int64_t lo = 0;
    std::int64_t hi = 0;
    int frac = 0;
};
constexpr bool fits_lane(std::int64_t lo, std::int64_t hi) {
    return lo >= std::numeric_limits<std::int32_t>::min() &&
           hi <= std::numeric_limits<std::int32_t>::max();
}
constexpr reach reach_of(format_row const& row) { // width <= 62
    if (row.kind != format_kind::fixed) {         // binary, ternary
        return reach{row.sign ? -1 : 0, 1, 0};
    }
    std::int64_t const top = std::int64_t{1} << (row.sign ? row.width - 1 : row.width);
    return reach{row.sign ? -top : 0, top - 1, row.frac};
}

} // namespace widthwise::kernels
