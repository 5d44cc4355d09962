// SPDX-License-Identifier: Apache-2.0
// From two sums of 32 bits to cells (kernels/wide.hpp).

/// high 2^shift + low as one lane that the casts cannot tell from it.
WIDTHWISE_TARGET inline __attribute__((always_inline)) ops::v join_lanes(wide_task const& c,
                                                                         ops::v high, ops::v low) {
    if (c.how == wide_task::join::clamped) {
        high = ops::min(ops::max(high, ops::set(-c.most)), ops::set(c.most - 1));
        return ops::bits_or(ops::shift_left(high, c.shift), low);
    }
    if (c.sticky) {
        high = ops::bits_or(high, ops::shift_logical(ops::sub(ops::zero(), low), 31));
    }
    return high;
}
/// The value as a float, rounded once: multiples of 2^24 are floats, what is left is one, and so
/// are both in units of scale.
WIDTHWISE_TARGET inline __attribute__((always_inline)) ops::f
join_floats(wide_task const& c, float scale, ops::v high, ops::v low) {
    int const rest = 24 - c.shift;
    ops::v const upper = ops::shift_right(high, rest);
    ops::v const lower =
        ops::bits_or(ops::shift_left(ops::bits_and(high, ops::set((1 << rest) - 1)), c.shift), low);
    ops::f const sum = ops::multiply_add(ops::to_float(upper), ops::set(scale * 16777216.0f),
                                         ops::mul(ops::to_float(lower), ops::set(scale)));
    return c.relu ? ops::max(sum, ops::set(0.0f)) : sum;
}

/// One row's sums of a pair of panels, or of one, as cells; there is room for whole vectors.
template <int Panels>
WIDTHWISE_TARGET inline void wide_cells(gemm_task const& t, ops::v const* high, ops::v const* low,
                                        std::byte* y) {
    wide_task const& c = *t.wide;
    float const scale = t.end.scale;
    if (t.end.out != cell::f32) {
        ops::v const a = finish(end_general{}, join_lanes(c, high[0], low[0]), t.end);
        if constexpr (Panels == 2) {
            ops::store_pair(t.end.out, y, a,
                            finish(end_general{}, join_lanes(c, high[1], low[1]), t.end));
        } else {
            ops::store_one(t.end.out, y, a);
        }
        return;
    }
    ops::f value[Panels];
    for (int n = 0; n < Panels; ++n) {
        value[n] = c.how == wide_task::join::floats
                       ? join_floats(c, scale, high[n], low[n])
                       : ops::mul(ops::to_float(
                                      finish(end_general{}, join_lanes(c, high[n], low[n]), t.end)),
                                  ops::set(scale));
    }
    float* const to = reinterpret_cast<float*>(y);
    if constexpr (Panels == 2) {
        ops::store_pair(to, value[0], value[1]);
    } else {
        ops::store(to, value[0]);
    }
}
/// The same from output `first` on, in 64 bits.
template <int Panels>
WIDTHWISE_TARGET inline void wide_apart(gemm_task const& t, ops::v const* high, ops::v const* low,
                                        int first, std::byte* y) {
    constexpr int count = Panels * ops::lanes;
    wide_task const& c = *t.wide;
    alignas(64) std::int32_t a[count], b[count]; // in the order of the outputs
    if constexpr (Panels == 2) {
        ops::store_pair(cell::s32, reinterpret_cast<std::byte*>(a), high[0], high[1]);
        ops::store_pair(cell::s32, reinterpret_cast<std::byte*>(b), low[0], low[1]);
    } else {
        ops::store(a, high[0]);
        ops::store(b, low[0]);
    }
    alignas(64) std::int64_t total[count];
    for (int i = 0; i < count; ++i) {
        std::int64_t const sum = std::int64_t{a[i]} * (std::int64_t{1} << c.shift) + b[i];
        total[i] = static_cast<std::int64_t>(static_cast<std::uint64_t>(c.start[first + i]) +
                                             (static_cast<std::uint64_t>(sum) << c.up));
    }
    int const left = t.outputs - first;
    c.store(c.end, total, left < count ? left : count, y);
}
/// Stores the sums of one row and a pair of panels, or one, from panel `panel` on.
template <int Panels>
WIDTHWISE_TARGET inline __attribute__((noinline)) void
wide_store(gemm_task const& t, ops::v const* high, ops::v const* low, int panel, std::byte* y) {
    constexpr int count = Panels * ops::lanes;
    wide_task const& c = *t.wide;
    int const first = panel * ops::lanes, writable = t.writable - first;
    y += static_cast<std::size_t>(first) * c.cell_bytes;
    if (c.how == wide_task::join::apart) {
        wide_apart<Panels>(t, high, low, first, y);
    } else if (writable >= count) {
        wide_cells<Panels>(t, high, low, y);
    } else {
        alignas(64) std::byte part[count * 4];
        wide_cells<Panels>(t, high, low, part);
        ops::copy(y, part, static_cast<std::size_t>(writable) * c.cell_bytes);
    }
}
