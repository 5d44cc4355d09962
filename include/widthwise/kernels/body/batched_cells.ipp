// SPDX-License-Identifier: Apache-2.0
// Values on their way to lanes of samples (kernels/batched.hpp).

/// Floats, row by row, to bytes whose samples lie in lanes. last: nothing may be read behind the
/// last row. NaN gives 0.
WIDTHWISE_TARGET inline void encode_batched(cells_task const& t, float const* x, std::byte* y,
                                            int rows, bool last) {
    stage const& s = t.end.stage_of[0];
    ops::f const scale = ops::set(t.scale);
    ops::f const lo = ops::set(static_cast<float>(s.lo)), hi = ops::set(static_cast<float>(s.hi));
    ops::v const offset = ops::set(t.end.offset);
    std::ptrdiff_t const stride = t.in_bytes / 4;
    alignas(64) float part[ops::lanes] = {};
    auto const encode = [&](float const* from) WIDTHWISE_TARGET {
        ops::f const v = ops::zero_nan(ops::mul(ops::load(from), scale));
        ops::f const in = ops::max(ops::min(v, hi), lo);
        return ops::add(t.round == rounding::half_even ? ops::round_even(in)
                                                       : round_lanes(in, t.round),
                        offset);
    };
    for (int row = 0; row < rows; row += 4) {
        for (int i = 0; i < t.elements; i += ops::lanes) {
            ops::v v[4];
            WIDTHWISE_UNROLL
            for (int k = 0; k < 4; ++k) {
                int const at = row + k < rows ? row + k : rows - 1;
                float const* from = x + at * stride + i;
                int const left = t.elements - i;
                if (left < ops::lanes && last && (rows - 1 - at) * stride < ops::lanes - left) {
                    for (int j = 0; j < left; ++j) {
                        part[j] = from[j];
                    }
                    from = part;
                }
                v[k] = encode(from);
            }
            ops::store_quarters(y + i / 4 * batched_pitch + row * 4, batched_pitch,
                                ops::pack_bytes(v[0], v[1], v[2], v[3]));
        }
    }
}
