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

/// The largest magnitude that any value of a format has.
constexpr std::int64_t most_of(format_row const& row) {
    reach const r = reach_of(row);
    return -r.lo > r.hi ? -r.lo : r.hi;
}

/// What any value at all can be behind a chain that ends in a cast to `last`: relu and saturation
/// leave less than the format holds, which makes proofs about its readers easier. Holds 0.
constexpr reach reach_after(chain const& c, format_row const& last) {
    bool low = false, high = false; // is that end known?
    reach r{};
    for (int i = 0; i < c.count; ++i) {
        if (c.of[i].relu) {
            r.lo = low && r.lo > 0 ? r.lo : 0;
            r.hi = high && r.hi < 0 ? 0 : r.hi;
            low = true;
            continue;
        }
        format_row const& to = c.of[i].to;
        overflow const mode = overflow_mode(to.over);
        int const drop = r.frac - to.frac;
        bool const saturates = mode == overflow::saturate || mode == overflow::saturate_symmetric;
        bool const shifts = drop >= 0 || ((!low || r.lo == 0) && !high);
        if (to.kind != format_kind::fixed || to.width > 31 || !saturates || !shifts) {
            // 0 stays 0 in every mode; what is not negative may wrap to a negative value.
            low = low && r.lo >= 0 && (!to.sign || mode == overflow::saturate_zero) &&
                  to.kind == format_kind::fixed;
            high = false;
            r = reach{0, 0, to.kind == format_kind::fixed ? to.frac : 0};
            continue;
        }
        reach const t = reach_of(to);
        std::int64_t const lo = !low        ? t.lo
                                : drop < 0  ? 0
                                : drop > 62 ? (r.lo < 0 ? -1 : 0)
                                            : r.lo >> drop;
        std::int64_t const hi = high ? (drop > 62 ? 1 : (r.hi >> drop) + (drop > 0)) : t.hi;
        r = reach{lo < t.lo   ? t.lo
                  : lo > t.hi ? t.hi
                              : lo,
                  hi > t.hi   ? t.hi
                  : hi < t.lo ? t.lo
                              : hi,
                  to.frac};
        low = high = true;
    }
    reach const all = reach_of(last);
    std::int64_t const lo = low && r.lo > all.lo ? r.lo : all.lo;
    std::int64_t const hi = high && r.hi < all.hi ? r.hi : all.hi;
    return reach{lo < 0 ? lo : 0, hi > 0 ? hi : 0, all.frac};
}

} // namespace widthwise::kernels
