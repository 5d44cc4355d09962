// SPDX-License-Identifier: Apache-2.0
// Rows of values to lanes of samples, and back (kernels/batched.hpp).

/// Floats to bytes or words by one clamp, four rows at a time. behind: rows that follow in x. NaN gives 0.
template <bool Even>
WIDTHWISE_TARGET inline void encode_batched_by(cells_task const& t, float const* x, std::byte* y,
                                               int rows, int behind) {
    stage const& s = t.end.stage_of[0];
    ops::f const scale = ops::set(t.scale);
    ops::f const lo = ops::set(static_cast<float>(s.lo)), hi = ops::set(static_cast<float>(s.hi));
    ops::v const offset = ops::set16(static_cast<std::int16_t>(t.end.offset));
    rounding const round = t.round;
    bool const words = t.end.out == cell::s16; // whose offset is 0
    int const elements = t.elements, past = (ops::lanes - elements % ops::lanes) % ops::lanes;
    std::ptrdiff_t const stride = t.in_bytes / 4;
    auto const encode = [&](float const* from) WIDTHWISE_TARGET {
        ops::f const v = ops::zero_nan(ops::mul(ops::load(from), scale));
        ops::f const in = ops::max(ops::min(v, hi), lo);
        return Even ? ops::round_even(in) : round_lanes(in, round);
    };
    auto const four = [&](float const* from, std::ptrdiff_t pitch, std::byte* to)
                          WIDTHWISE_TARGET {
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
    t.round == rounding::half_even ? encode_batched_by<true>(t, x, y, rows, behind)
                                   : encode_batched_by<false>(t, x, y, rows, behind);
}

/// y[row][outputs] = x[outputs][row].
WIDTHWISE_TARGET inline void store_batched(float const* x, float* y, std::ptrdiff_t stride,
                                           int outputs, int rows) {
    constexpr int pitch = batched_vectors * ops::lanes;
    int row = 0;
    for (; row + ops::lanes <= rows; row += ops::lanes, y += ops::lanes * stride) {
        int o = 0;
        for (; o + 4 <= outputs; o += 4) {
            float const* const from = x + o * pitch + row;
            ops::f a = ops::load(from), b = ops::load(from + pitch);
            ops::f c = ops::load(from + 2 * pitch), d = ops::load(from + 3 * pitch);
            ops::turn_floats(a, b, c, d);
            ops::store_quarters(y + o, 4 * stride, a);
            ops::store_quarters(y + stride + o, 4 * stride, b);
            ops::store_quarters(y + 2 * stride + o, 4 * stride, c);
            ops::store_quarters(y + 3 * stride + o, 4 * stride, d);
        }
        for (; o < outputs; ++o) {
            for (int k = 0; k < ops::lanes; ++k) {
                y[k * stride + o] = x[o * pitch + row + k];
            }
        }
    }
    for (; row < rows; ++row, y += stride) {
        for (int o = 0; o < outputs; ++o) {
            y[o] = x[o * pitch + row];
        }
    }
}
