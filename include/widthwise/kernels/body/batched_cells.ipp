// SPDX-License-Identifier: Apache-2.0
// Rows of values to lanes of samples, and back (kernels/batched.hpp).

/// Floats as t.to rounds and fits them in lanes, by saturation or a wrap. NaN gives 0.
enum class batched_fit : unsigned char { clamp_even, clamp, wrap };
template <batched_fit Fit>
struct batched_rounding {
    ops::f scale, lo, hi, most, least;
    rounding round;
    int spare;
    format_row to;

    WIDTHWISE_TARGET explicit batched_rounding(cells_task const& t)
        : scale(ops::set(t.scale)), lo(ops::set(static_cast<float>(t.end.stage_of[0].lo))),
          hi(ops::set(static_cast<float>(t.end.stage_of[0].hi))), most(ops::set(1073741824.0f)),
          least(ops::set(-1073741824.0f)), round(t.round), spare(32 - t.to.width), to(t.to) {}
    WIDTHWISE_TARGET __attribute__((always_inline)) ops::v operator()(float const* from) const {
        ops::f const v = ops::zero_nan(ops::mul(ops::load(from), scale));
        if constexpr (Fit == batched_fit::wrap) {
            if (ops::any(ops::bits_or(ops::at_least(v, most), ops::at_least(least, v)))) {
                return by_specification(from);
            }
            ops::v const r = ops::shift_left(round_lanes(v, round), spare);
            return to.sign ? ops::shift_right(r, spare) : ops::shift_logical(r, spare);
        } else {
            ops::f const in = ops::max(ops::min(v, hi), lo);
            return Fit == batched_fit::clamp_even ? ops::round_even(in) : round_lanes(in, round);
        }
    }
    /// What no lane holds before it wraps.
    WIDTHWISE_TARGET __attribute__((noinline)) ops::v by_specification(float const* from) const {
        std::int32_t raw[ops::lanes];
        for (int i = 0; i < ops::lanes; ++i) {
            raw[i] = encode_lane(from[i], to);
        }
        return ops::load(static_cast<void const*>(raw));
    }
};
/// Floats to bytes or words, four rows at a time. behind: rows that follow in x.
template <batched_fit Fit>
WIDTHWISE_TARGET inline void encode_batched_by(cells_task const& t, float const* x, std::byte* y,
                                               int rows, int behind) {
    batched_rounding<Fit> const encode(t);
    ops::v const offset = ops::set16(static_cast<std::int16_t>(t.end.offset));
    bool const words = t.end.out == cell::s16; // whose offset is 0
    int const elements = t.elements, past = (ops::lanes - elements % ops::lanes) % ops::lanes;
    std::ptrdiff_t const stride = t.in_bytes / 4;
    auto const four = [&](float const* from, std::ptrdiff_t pitch, std::byte* to) WIDTHWISE_TARGET {
        ops::v const first = ops::pack16(encode(from), encode(from + pitch));
        ops::v const second = ops::pack16(encode(from + 2 * pitch), encode(from + 3 * pitch));
        if (words) {
            ops::store_quarters(to, 2 * batched_pitch, ops::even_words(first, second));
            ops::store_quarters(to + batched_pitch, 2 * batched_pitch,
                                ops::odd_words(first, second));
        } else {
            ops::store_quarters(to, batched_pitch,
                                ops::pack8(ops::add16(first, offset), ops::add16(second, offset)));
        }
    };
    std::ptrdiff_t const next = ops::lanes / (words ? 2 : 4) * batched_pitch;
    for (int row = 0; row < rows; row += 4, x += 4 * stride, y += 16) {
        if (row + 4 <= rows && (behind + rows - row - 4) * stride >= past) {
            std::byte* to = y;
            for (int i = 0; i < elements; i += ops::lanes, to += next) {
                four(x + i, stride, to);
            }
            continue;
        }
        alignas(64) float part[4][ops::lanes] = {};
        std::byte* to = y;
        for (int i = 0; i < elements; i += ops::lanes, to += next) {
            int const width = elements - i < ops::lanes ? elements - i : ops::lanes;
            for (int k = 0; k < 4 && row + k < rows; ++k) {
                for (int j = 0; j < width; ++j) {
                    part[k][j] = x[k * stride + i + j];
                }
            }
            four(part[0], ops::lanes, to);
        }
    }
}
WIDTHWISE_TARGET inline void encode_batched(cells_task const& t, float const* x, std::byte* y,
                                            int rows, int behind) {
    if (overflow_mode(t.to.over) == overflow::wrap) {
        encode_batched_by<batched_fit::wrap>(t, x, y, rows, behind);
    } else if (t.round == rounding::half_even) {
        encode_batched_by<batched_fit::clamp_even>(t, x, y, rows, behind);
    } else {
        encode_batched_by<batched_fit::clamp>(t, x, y, rows, behind);
    }
}
