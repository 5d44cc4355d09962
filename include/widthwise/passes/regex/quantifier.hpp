// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include <widthwise/passes/regex/glushkov.hpp>
#include <widthwise/passes/regex/reader.hpp>

namespace widthwise {
namespace detail {

/// {min,max} of the item before it.
struct quantifier {
    std::int64_t min = 0;
    std::int64_t max = unlimited;
    bool literal = false; ///< it was a { that starts no quantifier, and stands for itself
};

/// A run of digits, -1 if there is none; `unlimited` or more reads as `unlimited`.
constexpr std::int64_t read_count(pattern_reader& in) {
    std::int64_t count = -1;
    for (; digit(in.peek(), 10) >= 0; in.take()) {
        count = (count < 0 ? 0 : count) * 10 + digit(in.peek(), 10);
        count = count < unlimited ? count : unlimited;
    }
    return count;
}

/// {m}, {m,}, {,n}, {m,n}, {,}: the reader stands behind the brace, which is at `open`.
constexpr quantifier read_braces(pattern_reader& in, int open) {
    if (in.peek().is('}')) {
        return {0, 0, true};
    }
    std::int64_t const min = read_count(in);
    std::int64_t const max = in.take_if(',') ? read_count(in) : min;
    if (!in.take_if('}')) {
        in.rewind(open + 1);
        return {0, 0, true};
    }
    if (min == unlimited || max == unlimited) {
        in.fail(regex_fault::too_large, open);
    } else if (max >= 0 && max < min) {
        in.fail(regex_fault::min_above_max, open + 1);
    }
    return {min < 0 ? 0 : min, max < 0 ? unlimited : max, false};
}

/// The quantifier that a token at `position` is: one of * + ? {
constexpr quantifier read_quantifier(pattern_reader& in, char letter, int position) {
    return letter == '*'   ? quantifier{0, unlimited, false}
           : letter == '+' ? quantifier{1, unlimited, false}
           : letter == '?' ? quantifier{0, 1, false}
                           : read_braces(in, position);
}

} // namespace detail
} // namespace widthwise
