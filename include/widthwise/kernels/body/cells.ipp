// SPDX-License-Identifier: Apache-2.0
// Element by element: cells to cells, floats to cells, cells to floats.

/// A pair of vectors of a row's elements i .. i + 2 lanes, in order.
struct two {
    ops::v a, b;
};

/// Elements that a last, partial pair of vectors is copied to and from.
constexpr int pair_of = 2 * ops::lanes;

/// y = end(x), where body(address) loads two vectors of what end takes.
template <class Load>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
each_pair(cells_task const& t, std::size_t in_size, std::byte const* x, std::byte* y, int rows,
          Load const& load) {
    alignas(64) std::byte in_part[pair_of * 4] = {};
    alignas(64) std::byte out_part[pair_of * 4];
    std::size_t const out_size = bytes_of(t.end.out);
    for (int row = 0; row < rows; ++row, x += t.in_bytes, y += t.out_bytes) {
        for (int i = 0; i < t.elements; i += pair_of) {
            std::byte const* from = x + static_cast<std::size_t>(i) * in_size;
            std::byte* const to = y + static_cast<std::size_t>(i) * out_size;
            int const left = t.elements - i;
            if (left < pair_of && !t.padded_in) {
                std::memcpy(in_part, from, static_cast<std::size_t>(left) * in_size);
                from = in_part;
            }
            two p = load(from);
            bool const whole = left >= pair_of || t.padded_out;
            std::byte* const out = whole ? to : out_part;
            p.a = finish(end_general{}, p.a, t.end);
            p.b = finish(end_general{}, p.b, t.end);
            if (t.end.out == cell::f32) {
                float* const f = reinterpret_cast<float*>(out);
                ops::f const scale = ops::set(t.end.scale);
                ops::store(f, ops::mul(ops::to_float(p.a), scale));
                ops::store(f + ops::lanes, ops::mul(ops::to_float(p.b), scale));
            } else {
                ops::interleave(p.a, p.b);
                ops::store_pair(t.end.out, out, p.a, p.b);
            }
            if (!whole) {
                std::memcpy(to, out_part, static_cast<std::size_t>(left) * out_size);
            }
        }
    }
}

WIDTHWISE_TARGET inline void cast_cells(cells_task const& t, std::byte const* x, std::byte* y,
                                        int rows) {
    ops::v const offset = ops::set(t.in_offset);
    std::size_t const size = bytes_of(t.in);
    each_pair(t, size, x, y, rows, [&](std::byte const* from) WIDTHWISE_TARGET {
        return two{ops::sub(ops::load_cells(t.in, from), offset),
                   ops::sub(ops::load_cells(t.in, from + ops::lanes * size), offset)};
    });
}

/// round(t) in 32-bit lanes, |t| <= 2^30. The rest behind the point is exact, unlike the distance
/// to the floor, which a value just below 0 has not bits enough for.
WIDTHWISE_TARGET inline ops::v round_lanes(ops::f t, rounding mode) {
    if (mode == rounding::half_even) {
        return ops::round_even(t);
    }
    ops::v const whole = ops::truncate(t);
    ops::f const rest = ops::sub(t, ops::to_float(whole));
    ops::f const half = ops::set(0.5f), less = ops::set(-0.5f);
    ops::v up = ops::above(rest, half), down = ops::above(less, rest);
    ops::v const tie_up = ops::at_least(rest, half), tie_down = ops::at_least(less, rest);
    switch (mode) {
    case rounding::floor:
        return ops::add(whole, ops::above(ops::set(0.0f), rest));
    case rounding::toward_zero:
        return whole;
    case rounding::half_up:
        up = tie_up;
        break;
    case rounding::half_down:
        down = tie_down;
        break;
    case rounding::half_away:
        up = tie_up;
        down = tie_down;
        break;
    case rounding::half_odd: {
        ops::v const is_even = ops::equal(ops::bits_and(whole, ops::set(1)), ops::zero());
        up = ops::bits_or(up, ops::bits_and(is_even, tie_up));
        down = ops::bits_or(down, ops::bits_and(is_even, tie_down));
        break;
    }
    default: // half_toward_zero
        break;
    }
    return ops::add(ops::sub(whole, up), down);
}

/// The common cast: half to even, saturating, one clamp, cells of at most 16 bits (which a float
/// holds exactly), Vectors at a time. NaN gives 0.
template <cell Out, int Vectors>
WIDTHWISE_TARGET inline void encode_even(cells_task const& t, std::byte const* x, std::byte* y,
                                         int rows) {
    stage const s = t.end.stages > 0 ? t.end.stage_of[0] : stage{};
    ops::f const scale = ops::set(t.scale);
    ops::f const lo = ops::set(static_cast<float>(s.lo)), hi = ops::set(static_cast<float>(s.hi));
    ops::v const offset = ops::set(t.end.offset);
    ops::limits const all = ops::template limits_of<Out>(INT32_MIN, INT32_MAX);
    constexpr int block = Vectors * ops::lanes;
    constexpr std::size_t size = bytes_of(Out);
    alignas(64) std::byte in_part[block * 4] = {};
    alignas(64) std::byte out_part[block * 4];
    auto const encode = [&](float const* from) WIDTHWISE_TARGET {
        ops::f const v = ops::zero_nan(ops::mul(ops::load(from), scale));
        return ops::add(ops::round_even(ops::max(ops::min(v, hi), lo)), offset);
    };
    for (int row = 0; row < rows; ++row, x += t.in_bytes, y += t.out_bytes) {
        for (int i = 0; i < t.elements; i += block) {
            int const left = t.elements - i;
            float const* from = reinterpret_cast<float const*>(x) + i;
            // Behind a row the next ones follow.
            if (left < block && !t.padded_in &&
                (rows - row - 1) * t.in_bytes < (block - left) * 4) {
                std::memcpy(in_part, from, static_cast<std::size_t>(left) * sizeof(float));
                from = reinterpret_cast<float const*>(in_part);
            }
            bool const whole = left >= block || t.padded_out;
            std::byte* const to = y + static_cast<std::size_t>(i) * size;
            std::byte* const out = whole ? to : out_part;
            ops::v p = encode(from);
            if constexpr (Vectors == 2) {
                ops::v q = encode(from + ops::lanes);
                ops::interleave(p, q);
                ops::template store_pair<Out>(out, p, q, all);
            } else {
                ops::template store_one<Out>(out, p, all);
            }
            if (!whole) {
                std::memcpy(to, out_part, static_cast<std::size_t>(left) * size);
            }
        }
    }
}
template <cell Out>
WIDTHWISE_TARGET inline void encode_even(cells_task const& t, std::byte const* x, std::byte* y,
                                         int rows) {
    t.elements <= ops::lanes ? encode_even<Out, 1>(t, x, y, rows)
                             : encode_even<Out, 2>(t, x, y, rows);
}

/// NaN gives 0. Values beyond 2^30 units, which no lane holds, are cut there when the format
/// saturates (any such value is outside it), and encoded by the specification when it wraps.
WIDTHWISE_TARGET inline void encode_cells(cells_task const& t, std::byte const* x, std::byte* y,
                                          int rows) {
    stage const& s = t.end.stage_of[0];
    bool const saturates = overflow_mode(t.to.over) == overflow::saturate ||
                           overflow_mode(t.to.over) == overflow::saturate_symmetric;
    bool const one_clamp = t.end.stages == 1 && s.how == stage::fit::clamp && s.shift == 0;
    if (saturates && one_clamp && t.round == rounding::half_even && t.to.width <= 16) {
        if (t.end.out == cell::u8) {
            return encode_even<cell::u8>(t, x, y, rows);
        }
        if (t.end.out == cell::s16) {
            return encode_even<cell::s16>(t, x, y, rows);
        }
    }
    ops::f const scale = ops::set(t.scale);
    ops::f const most = ops::set(1073741824.0f), least = ops::set(-1073741824.0f);
    overflow const mode = overflow_mode(t.to.over);
    bool const cut = mode == overflow::saturate || mode == overflow::saturate_symmetric ||
                     mode == overflow::saturate_zero;
    bool const binary = t.to.kind == format_kind::binary;
    // Where a value is mirrored depends on its bits before it is rounded.
    bool const mirrors = mode == overflow::wrap_sign_magnitude;
    auto const one = [&](std::byte const* from) WIDTHWISE_TARGET {
        if (binary) { // 0 where x >= 0, -1 elsewhere and for NaN: end takes the sign
            return ops::and_not(
                ops::at_least(ops::load(reinterpret_cast<float const*>(from)), ops::set(0.0f)),
                ops::set(-1));
        }
        ops::f v = ops::zero_nan(ops::load(reinterpret_cast<float const*>(from)));
        v = ops::mul(v, scale);
        bool const beyond =
            !cut && ops::any(ops::bits_or(ops::at_least(v, most), ops::at_least(least, v)));
        if (beyond || mirrors) {
            float value[ops::lanes];
            std::int32_t raw[ops::lanes];
            std::memcpy(value, from, sizeof(value));
            for (int i = 0; i < ops::lanes; ++i) {
                raw[i] = encode_lane(value[i], t.to); // fits: a second fit changes nothing
            }
            return ops::load(static_cast<void const*>(raw));
        }
        v = ops::max(ops::min(v, most), least);
        return round_lanes(v, t.round);
    };
    each_pair(t, 4, x, y, rows, [&](std::byte const* from) WIDTHWISE_TARGET {
        return two{one(from), one(from + ops::lanes * 4)};
    });
}
