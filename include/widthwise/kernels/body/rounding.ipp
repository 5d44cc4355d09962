// SPDX-License-Identifier: Apache-2.0
// Floats to integers in lanes.

/// round(t) in 32-bit lanes, |t| <= 2^30. All that round to nearest but two are half_up of t, of
/// -t, or of what t's sign makes of it.
WIDTHWISE_TARGET inline __attribute__((always_inline)) ops::v round_lanes(ops::f t, rounding mode) {
    ops::f const minus = ops::sub(ops::set(0.0f), t);
    switch (mode) {
    case rounding::half_even:
        return ops::round_even(t);
    case rounding::floor:
        return ops::round_down(t);
    case rounding::toward_zero:
        return ops::truncate(t);
    case rounding::half_up:
        return ops::round_half_up(t);
    case rounding::half_down:
        return ops::sub(ops::zero(), ops::round_half_up(minus));
    case rounding::half_away: {
        ops::v const negative = ops::above(minus, t);
        ops::v const size = ops::round_half_up(ops::max(t, minus));
        return ops::sub(ops::bits_xor(size, negative), negative);
    }
    case rounding::half_toward_zero: {
        ops::v const positive = ops::above(t, minus);
        ops::v const below = ops::round_half_up(ops::min(t, minus));
        return ops::sub(ops::bits_xor(below, positive), positive);
    }
    default: // half_odd
        break;
    }
    // The rest behind the point is exact, unlike the distance to the floor.
    ops::v const whole = ops::truncate(t);
    ops::f const rest = ops::sub(t, ops::to_float(whole));
    ops::f const half = ops::set(0.5f), less = ops::set(-0.5f);
    ops::v const is_even = ops::equal(ops::bits_and(whole, ops::set(1)), ops::zero());
    ops::v const up =
        ops::bits_or(ops::above(rest, half), ops::bits_and(is_even, ops::at_least(rest, half)));
    ops::v const down =
        ops::bits_or(ops::above(less, rest), ops::bits_and(is_even, ops::at_least(less, rest)));
    return ops::add(ops::sub(whole, up), down);
}
