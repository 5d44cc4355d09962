// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/formats/row.hpp>

namespace widthwise {
namespace hls {
namespace detail {

constexpr int least(int a, int b) { return a < b ? a : b; }
constexpr int most(int a, int b) { return a > b ? a : b; }

/// What is known of a cast before its value is: the registers it needs, and the tests it does not.
/// To, From: width, frac, sign, round, over.
template <class To, class From>
struct cast_plan {
    static constexpr int drop = From::frac - To::frac;
    static constexpr int from_bits = From::width + (From::sign ? 0 : 1);
    static constexpr int to_bits = To::width + (To::sign ? 0 : 1);
    // Beyond one bit above the value, dropping more bits changes nothing.
    static constexpr int down = drop > 0 ? least(drop, from_bits + 1) : 0;
    static constexpr bool all_up = -drop >= To::width; // every bit leaves at the top
    static constexpr int up = drop < 0 && !all_up ? -drop : 0;
    static constexpr bool increments = down > 0 && To::round != rounding::floor;
    static constexpr int bits = most(most(from_bits, down + 1), to_bits) + (increments ? 1 : 0);

    static constexpr overflow mode = overflow_mode(To::over);
    static constexpr bool symmetric = mode == overflow::saturate_symmetric && To::sign;
    static constexpr bool plain_wrap = To::over == overflow::wrap;
    static constexpr bool wraps = mode == overflow::wrap || mode == overflow::wrap_sign_magnitude;
    // |value| <= 2^size, in units of To.
    static constexpr int size = From::width - (From::sign ? 1 : 0) - drop + (increments ? 1 : 0);
    static constexpr int room = To::width - (To::sign ? 1 : 0);
    static constexpr bool never_over = size <= room;
    static constexpr bool never_under =
        !From::sign || (To::sign && size <= room - (symmetric ? 1 : 0));
};

} // namespace detail
} // namespace hls
} // namespace widthwise
