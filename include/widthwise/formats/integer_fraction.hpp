// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/core/exponent.hpp>

namespace widthwise {

/// The largest of `choices` that is at most  max(0, width - i),
/// i = trunc(log2(max(|min|, |max|, 1/2))) + 2: integer bits and a sign that hold [min, max].
/// Error: |min| or |max| equal to 2^(i - 1) saturates by one unit; trunc gives a range inside
/// (1/2, 1) one integer bit to spare. `none` when every choice is larger (MASE raises ValueError).
/// Source: MASE quantizers/integer.py, integer_fraction.
template <std::size_t N>
constexpr int integer_fraction(int width, int const (&choices)[N], double min, double max,
                               int none = 0) {
    double const a = absolute(min), b = absolute(max), half_range = a > b ? a : b;
    // log2 is negative only between 1/2 and 1, where trunc gives 0 and at 1/2 itself -1.
    int const log2 = half_range >= 1 ? exponent_of(half_range) : half_range > 0.5 ? 0 : -1;
    int const room = width - (log2 + 2) > 0 ? width - (log2 + 2) : 0;
    bool found = false;
    int best = none;
    for (int choice : choices) {
        if (choice <= room && (!found || choice > best)) {
            best = choice;
            found = true;
        }
    }
    return best;
}

} // namespace widthwise
