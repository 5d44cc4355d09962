// SPDX-License-Identifier: Apache-2.0
// Rows of floats to lanes of samples (kernels/batched.hpp).

/// Four rows at a time; encode(address): a vector of cells in 32-bit lanes.
template <class Encode>
WIDTHWISE_TARGET inline __attribute__((always_inline)) void
encode_batched(cells_task const& t, float const* x, std::byte* y, int rows, int behind,
               Encode const& encode) {
    bool const words = t.end.out == cell::s16;
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
            ops::store_quarters(to, batched_pitch, ops::pack8(first, second));
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
    ops::v const offset = ops::set(t.end.offset);
    if (casts_by_sign(t)) {
        signs_of_floats const sign(t);
        return encode_batched(t, x, y, rows, behind, [&](float const* from) WIDTHWISE_TARGET {
            return ops::add(sign(ops::load(from)), offset);
        });
    }
    if (!casts_by_clamp(t)) {
        rounded_floats const rounded(t);
        epilogue const end = t.end; // y may lie anywhere
        return encode_batched(t, x, y, rows, behind, [&](float const* from) WIDTHWISE_TARGET {
            return finish(end_general{}, rounded(from), end);
        });
    }
    clamped_floats const clamped(t);
    rounding const round = t.round;
    if (round == rounding::half_even) {
        return encode_batched(t, x, y, rows, behind, [&](float const* from) WIDTHWISE_TARGET {
            return ops::add(ops::round_even(clamped(ops::load(from))), offset);
        });
    }
    if (round == rounding::half_up) {
        return encode_batched(t, x, y, rows, behind, [&](float const* from) WIDTHWISE_TARGET {
            return ops::add(ops::round_half_up(clamped(ops::load(from))), offset);
        });
    }
    encode_batched(t, x, y, rows, behind, [&](float const* from) WIDTHWISE_TARGET {
        return ops::add(round_lanes(clamped(ops::load(from)), round), offset);
    });
}
