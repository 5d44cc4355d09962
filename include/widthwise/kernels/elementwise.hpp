// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include <widthwise/kernels/lane.hpp>
#include <widthwise/kernels/dispatch.hpp>
#include <widthwise/kernels/lower.hpp>
#include <widthwise/kernels/portable.hpp>

namespace widthwise::kernels {

/// y = chain(a' + b'), chain(a' - b') or chain(a' * b') with a', b' cast to one format; or the same
/// in floats, where nothing is cast. All operands lie in one order.
struct elementwise_step {
    combining how = combining::add;
    format_row a_format{}, b_format{}, x{};
    chain after;
    bool relu = false; ///< floats: max(y, 0)
    slot a, b, to;
    elementwise_task task;
    elementwise_function kernel = nullptr;
};

namespace detail {
constexpr reach combined(combining how, reach const& a, reach const& b) {
    if (how == combining::add) {
        return reach{a.lo + b.lo, a.hi + b.hi, a.frac};
    }
    if (how == combining::subtract) {
        return reach{a.lo - b.hi, a.hi - b.lo, a.frac};
    }
    std::int64_t const ends[] = {a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi};
    reach r{ends[0], ends[0], a.frac + b.frac};
    for (std::int64_t const v : ends) {
        r.lo = v < r.lo ? v : r.lo;
        r.hi = v > r.hi ? v : r.hi;
    }
    return r;
}
} // namespace detail

inline combining combining_of(layer_row const& l) {
    return l.op == op_id<op::add>   ? combining::add
           : l.op == op_id<op::sub> ? combining::subtract
                                    : combining::multiply;
}

/// Everything but the kernel is known: chooses it, or none where 32-bit lanes do not suffice.
inline void prepare(elementwise_step& e, isa::tier t) {
    elementwise_task& k = e.task;
    k.a = e.a.kind;
    k.b = e.b.kind;
    k.a_offset = e.a.offset;
    k.b_offset = e.b.offset;
    k.elements = static_cast<int>(e.to.elements);
    k.how = e.how;
    bool const wide_cells = e.a.kind == cell::s64 || e.b.kind == cell::s64 ||
                            e.to.kind == cell::s64 || e.to.kind == cell::f32;
    if (wide_cells || e.a_format.width > 32 || e.b_format.width > 32) {
        return;
    }
    chain cast;
    cast.cast_to(e.x);
    lowered const a = lower(cast, reach_of(e.a_format)), b = lower(cast, reach_of(e.b_format));
    if (!a.possible || !b.possible) {
        return;
    }
    reach const sum = detail::combined(e.how, a.result, b.result);
    lowered const l = lower(e.after, sum);
    if (!l.possible || !fits_lane(sum.lo, sum.hi)) {
        return;
    }
    k.cast_a = a.end;
    k.cast_b = b.end;
    k.end = l.end;
    k.end.out = e.to.kind;
    k.end.offset = e.to.offset;
    e.kernel = elementwise_for(t);
}

namespace portable {
inline void combine(elementwise_step const& e, std::byte const* a, std::byte const* b,
                    std::byte* y) {
    wide const p =
        requantize(wide(read_cell(e.a.kind, e.a.offset, a)), matrix::frac_of(e.a_format), e.x);
    wide const q =
        requantize(wide(read_cell(e.b.kind, e.b.offset, b)), matrix::frac_of(e.b_format), e.x);
    bool const product = e.how == combining::multiply;
    int frac = product ? 2 * e.x.frac : e.x.frac;
    wide v = e.how == combining::add ? p + q : e.how == combining::subtract ? p - q : p * q;
    store(e.to, follow(e.after, v, frac), frac, y);
}
} // namespace portable

namespace detail {
/// Floats, some at a time, so that any compiler keeps them in vector registers. 0 is added first,
/// as the specification's accumulator starts from it: -0 + -0 is 0.
template <combining How>
void combine_floats(elementwise_step const& e, std::byte const* a, std::byte const* b,
                    std::byte* y) {
    constexpr std::size_t block = 16;
    float p[block] = {}, q[block] = {};
    for (std::size_t i = 0; i < e.to.elements; i += block) {
        std::size_t const bytes = std::min(block, e.to.elements - i) * sizeof(float);
        std::memcpy(p, a + i * sizeof(float), bytes);
        std::memcpy(q, b + i * sizeof(float), bytes);
        for (std::size_t k = 0; k < block; ++k) {
            p[k] = How == combining::add        ? (0.0f + p[k]) + q[k]
                   : How == combining::subtract ? (0.0f + p[k]) - q[k]
                                                : 0.0f + p[k] * q[k];
        }
        for (std::size_t k = 0; k < block; ++k) {
            p[k] = e.relu && p[k] < 0 ? 0.0f : p[k];
        }
        std::memcpy(y + i * sizeof(float), p, bytes);
    }
}
} // namespace detail

inline void run_elementwise(void const* data, context const& c) {
    elementwise_step const& e = *static_cast<elementwise_step const*>(data);
    for (int s = 0; s < c.samples; ++s) {
        std::size_t const sample = static_cast<std::size_t>(s);
        std::byte const* const a = c.arena + e.a.at + sample * e.a.stride;
        std::byte const* const b = c.arena + e.b.at + sample * e.b.stride;
        std::byte* const y = c.arena + e.to.at + sample * e.to.stride;
        if (e.kernel != nullptr) {
            e.kernel(e.task, a, b, y);
        } else if (e.to.kind == cell::f32) {
            switch (e.how) {
            case combining::add:
                detail::combine_floats<combining::add>(e, a, b, y);
                break;
            case combining::subtract:
                detail::combine_floats<combining::subtract>(e, a, b, y);
                break;
            case combining::multiply:
                detail::combine_floats<combining::multiply>(e, a, b, y);
                break;
            }
        } else {
            for (std::size_t i = 0; i < e.to.elements; ++i) {
                portable::combine(e, a + i * bytes_of(e.a.kind), b + i * bytes_of(e.b.kind),
                                  y + i * bytes_of(e.to.kind));
            }
        }
    }
}

} // namespace widthwise::kernels
