// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include <widthwise/formats/row.hpp>

namespace widthwise {

/// A rounding as a sum before one shift: round(v / 2^drop) =
/// (v + add + (v < 0 ? add_negative : 0) + ((L ^ flip) & tie)) >> drop,
/// with L bit `drop` of v, the last kept one, and an arithmetic shift.
/// Derived from formats/row.hpp's increments: q is what half carries, q & r what half - 1 does.
struct rounding_addends {
    std::int64_t add;
    std::int64_t add_negative; ///< 2^drop - 1, 1, -1 or 0
    int tie;                   ///< 1: a tie depends on L
    int flip;                  ///< 1: it goes to odd
};
/// drop: 1..62; |v| < 2^63 - 2^drop.
constexpr rounding_addends addends_of(rounding mode, int drop) {
    std::int64_t const half = std::int64_t{1} << (drop - 1);
    return mode == rounding::toward_zero        ? rounding_addends{0, half - 1 + half, 0, 0}
           : mode == rounding::half_up          ? rounding_addends{half, 0, 0, 0}
           : mode == rounding::half_toward_zero ? rounding_addends{half - 1, 1, 0, 0}
           : mode == rounding::half_away        ? rounding_addends{half, -1, 0, 0}
           : mode == rounding::half_down        ? rounding_addends{half - 1, 0, 0, 0}
           : mode == rounding::half_even        ? rounding_addends{half - 1, 0, 1, 0}
           : mode == rounding::half_odd         ? rounding_addends{half - 1, 0, 1, 1}
                                                : rounding_addends{0, 0, 0, 0};
}

} // namespace widthwise
