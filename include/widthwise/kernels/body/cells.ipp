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
                copy_few(in_part, from, static_cast<std::size_t>(left) * in_size);
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
                ops::copy(to, out_part, static_cast<std::size_t>(left) * out_size);
            }
        }
    }
}

WIDTHWISE_TARGET inline void cast_cells(cells_task const& t, std::byte const* x, std::byte* y,
                                        int rows) {
    if (t.end.out == cell::f32 && t.end.stages == 0 && t.end.offset == 0 && t.padded_in) {
        return t.in == cell::u8    ? decode<cell::u8>(t, x, y, rows)
               : t.in == cell::s16 ? decode<cell::s16>(t, x, y, rows)
                                   : decode<cell::s32>(t, x, y, rows);
    }
    ops::v const offset = ops::set(t.in_offset);
    std::size_t const size = bytes_of(t.in);
    each_pair(t, size, x, y, rows, [&](std::byte const* from) WIDTHWISE_TARGET {
        return two{ops::sub(ops::load_cells(t.in, from), offset),
                   ops::sub(ops::load_cells(t.in, from + ops::lanes * size), offset)};
    });
}

/// cast(a vector of floats): what one clamp, or a sign, makes of them.
template <cell Out, class Cast>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
encode_small(cells_task const& t, std::byte const* x, std::byte* y, int rows, Cast const& cast) {
    ops::v const offset = ops::set(t.end.offset);
    constexpr std::size_t size = bytes_of(Out);
    auto const encode = [&](ops::f v) WIDTHWISE_TARGET { return ops::add(cast(v), offset); };
    std::ptrdiff_t const in_bytes = t.in_bytes, out_bytes = t.out_bytes; // y may lie anywhere
    // Never negative: or g++-12 warns of what copy would do then.
    int const left = static_cast<int>(static_cast<unsigned>(t.elements) % unsigned{ops::lanes});
    int const whole = t.elements - left;
    auto const part = ops::part_of(left);
    alignas(64) std::byte out_part[ops::lanes * 4];
    for (int row = 0; row < rows; ++row, x += in_bytes, y += out_bytes) {
        float const* const from = reinterpret_cast<float const*>(x);
        int i = 0;
        if constexpr (Out == cell::u8) {
            for (; i + 4 * ops::lanes <= whole; i += 4 * ops::lanes) {
                ops::v const p = encode(ops::load(from + i));
                ops::v const q = encode(ops::load(from + i + ops::lanes));
                ops::v const r = encode(ops::load(from + i + 2 * ops::lanes));
                ops::v const all =
                    ops::pack_bytes(p, q, r, encode(ops::load(from + i + 3 * ops::lanes)));
                ops::store(y + i, ops::bytes_in_order(all));
            }
        }
        if constexpr (ops::lanes < 16) { // more to pack
            for (; i + 2 * ops::lanes <= whole; i += 2 * ops::lanes) {
                ops::v p = encode(ops::load(from + i));
                ops::v q = encode(ops::load(from + i + ops::lanes));
                ops::interleave(p, q);
                ops::store_pair(Out, y + static_cast<std::size_t>(i) * size, p, q);
            }
        }
        for (; i < whole; i += ops::lanes) {
            ops::store_one(Out, y + static_cast<std::size_t>(i) * size,
                           encode(ops::load(from + i)));
        }
        if (left == 0) {
            continue;
        }
        // Behind a row the next ones follow.
        bool const readable = t.padded_in || (rows - row - 1) * in_bytes >= (ops::lanes - left) * 4;
        ops::f const v = readable ? ops::load(from + i) : ops::load_part(from + i, part);
        std::byte* const to = y + static_cast<std::size_t>(i) * size;
        ops::store_one(Out, t.padded_out ? to : out_part, encode(v));
        if (!t.padded_out) {
            ops::copy(to, out_part, static_cast<std::size_t>(left) * size);
        }
    }
}
template <cell Out>
WIDTHWISE_TARGET inline void encode_small(cells_task const& t, std::byte const* x, std::byte* y,
                                          int rows) {
    if (casts_by_sign(t)) {
        return encode_small<Out>(t, x, y, rows, signs_of_floats(t));
    }
    clamped_floats const clamped(t);
    switch (t.round) {
    case rounding::half_even:
        return encode_small<Out>(t, x, y, rows, [&](ops::f v) WIDTHWISE_TARGET {
            return round_lanes(clamped(v), rounding::half_even);
        });
    case rounding::half_up:
        return encode_small<Out>(t, x, y, rows, [&](ops::f v) WIDTHWISE_TARGET {
            return round_lanes(clamped(v), rounding::half_up);
        });
    case rounding::floor:
        return encode_small<Out>(t, x, y, rows, [&](ops::f v) WIDTHWISE_TARGET {
            return round_lanes(clamped(v), rounding::floor);
        });
    case rounding::toward_zero:
        return encode_small<Out>(t, x, y, rows, [&](ops::f v) WIDTHWISE_TARGET {
            return round_lanes(clamped(v), rounding::toward_zero);
        });
    default:
        return encode_small<Out>(t, x, y, rows, [&](ops::f v) WIDTHWISE_TARGET {
            return round_lanes(clamped(v), t.round);
        });
    }
}

WIDTHWISE_TARGET inline void encode_cells(cells_task const& t, std::byte const* x, std::byte* y,
                                          int rows) {
    bool const simple = casts_by_clamp(t) || casts_by_sign(t);
    if (simple && t.end.out == cell::u8) {
        return encode_small<cell::u8>(t, x, y, rows);
    }
    if (simple && t.end.out == cell::s16) {
        return encode_small<cell::s16>(t, x, y, rows);
    }
    rounded_floats const rounded(t);
    each_pair(t, 4, x, y, rows, [&](std::byte const* from) WIDTHWISE_TARGET {
        float const* const at = reinterpret_cast<float const*>(from);
        return two{rounded(at), rounded(at + ops::lanes)};
    });
}
