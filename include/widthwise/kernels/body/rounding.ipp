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

/// The common cast of floats: clamped before they are rounded, they fit (casts_by_clamp).
struct clamped_floats {
    ops::f scale, lo, hi;

    WIDTHWISE_TARGET explicit clamped_floats(cells_task const& t)
        : scale(ops::set(t.scale)), lo(ops::set(static_cast<float>(t.end.stage_of[0].lo))),
          hi(ops::set(static_cast<float>(t.end.stage_of[0].hi))) {}
    /// In units, to be rounded. NaN gives 0.
    WIDTHWISE_TARGET inline __attribute__((always_inline)) ops::f operator()(ops::f v) const {
        return ops::max(ops::min(ops::mul_numbers(v, scale), hi), lo);
    }
};

/// The other common one: one value where x >= 0, another elsewhere and for NaN (casts_by_sign).
struct signs_of_floats {
    ops::v lo, hi;

    WIDTHWISE_TARGET explicit signs_of_floats(cells_task const& t)
        : lo(ops::set(t.end.stage_of[0].lo)), hi(ops::set(t.end.stage_of[0].hi)) {}
    WIDTHWISE_TARGET inline __attribute__((always_inline)) ops::v operator()(ops::f v) const {
        ops::v const positive = ops::at_least(v, ops::set(0.0f));
        return ops::bits_or(ops::bits_and(positive, hi), ops::and_not(positive, lo));
    }
};

/// Any cast of floats: rounded, for t.end to fit. Values beyond 2^30 units, which no lane holds,
/// are cut there when the format saturates (any such value is outside it), and encoded by the
/// specification when it wraps. NaN gives 0.
struct rounded_floats {
    ops::f scale, most = ops::set(1073741824.0f), least = ops::set(-1073741824.0f);
    format_row to;
    rounding round;
    bool cut, binary, mirrors;

    WIDTHWISE_TARGET explicit rounded_floats(cells_task const& t)
        : scale(ops::set(t.scale)), to(t.to), round(t.round),
          binary(to.kind == format_kind::binary) {
        overflow const mode = overflow_mode(to.over);
        cut = mode == overflow::saturate || mode == overflow::saturate_symmetric ||
              mode == overflow::saturate_zero;
        // Where a value is mirrored depends on its bits before it is rounded.
        mirrors = mode == overflow::wrap_sign_magnitude;
    }
    WIDTHWISE_TARGET inline __attribute__((always_inline)) ops::v
    operator()(float const* from) const {
        if (binary) { // 0 where x >= 0, -1 elsewhere and for NaN: end takes the sign
            return ops::and_not(ops::at_least(ops::load(from), ops::set(0.0f)), ops::set(-1));
        }
        ops::f v = ops::mul(ops::zero_nan(ops::load(from)), scale);
        bool const beyond =
            !cut && ops::any(ops::bits_or(ops::at_least(v, most), ops::at_least(least, v)));
        if (beyond || mirrors) {
            std::int32_t raw[ops::lanes];
            for (int i = 0; i < ops::lanes; ++i) {
                raw[i] = encode_lane(from[i], to); // fits: a second fit changes nothing
            }
            return ops::load(static_cast<void const*>(raw));
        }
        return round_lanes(ops::max(ops::min(v, most), least), round);
    }
};
