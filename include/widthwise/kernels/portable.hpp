// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <cstdint>
#include <cstring>

#include <widthwise/formats/fixed.hpp>
#include <widthwise/kernels/gemm_step.hpp>

namespace widthwise::kernels {

/// Kernels for any CPU and any width up to 32 bits, value by value in the specification's own
/// arithmetic: what runs where 32-bit lanes do not suffice, or the CPU has no vector tier.
namespace portable {

inline std::int64_t read_cell(cell c, std::int32_t offset, std::byte const* p) {
    if (c == cell::u8) {
        return std::to_integer<int>(*p) - offset;
    }
    if (c == cell::s16) {
        std::int16_t v;
        std::memcpy(&v, p, sizeof v);
        return std::int64_t{v} - offset;
    }
    if (c == cell::s32) {
        std::int32_t v;
        std::memcpy(&v, p, sizeof v);
        return v;
    }
    std::int64_t v;
    std::memcpy(&v, p, sizeof v);
    return v;
}
inline void write_cell(cell c, std::int32_t offset, std::int64_t raw, std::byte* p) {
    if (c == cell::u8) {
        *p = static_cast<std::byte>(raw + offset);
    } else if (c == cell::s16) {
        std::int16_t const v = static_cast<std::int16_t>(raw + offset);
        std::memcpy(p, &v, sizeof v);
    } else if (c == cell::s32) {
        std::int32_t const v = static_cast<std::int32_t>(raw);
        std::memcpy(p, &v, sizeof v);
    } else {
        std::memcpy(p, &raw, sizeof raw);
    }
}
inline void write_float(float v, std::byte* p) { std::memcpy(p, &v, sizeof v); }

/// One 64-bit value, cast by constants and stored.
inline void store(long_end const& t, std::int64_t v, std::byte* p) {
    v = apply(t.casts, v);
    if (t.out == cell::f32) {
        write_float(static_cast<float>(v) * t.scale, p);
    } else {
        write_cell(t.out, t.offset, v, p);
    }
}

/// The links of a chain one after the other. from_frac: in, then of the result.
inline wide follow(chain const& c, wide v, int& frac) {
    for (int i = 0; i < c.count; ++i) {
        if (c.of[i].relu) {
            v = v.negative() ? wide() : v;
        } else if (c.of[i].to.kind == format_kind::binary) {
            v = v.negative() ? wide(c.of[i].to.sign ? -1 : 0) : wide(1);
            frac = 0;
        } else {
            v = requantize(v, frac, c.of[i].to);
            frac = c.of[i].to.frac;
        }
    }
    return v;
}
inline void store(slot const& to, wide v, int frac, std::byte* p) {
    if (to.kind == cell::f32) {
        write_float(decode_row(v, frac), p);
    } else {
        write_cell(to.kind, to.offset, static_cast<std::int64_t>(v.low()), p);
    }
}

/// How the sums of one product are cast: constants of 64 bits where those suffice.
struct casts {
    bool steps = false;  ///< every step fits them
    bool behind = false; ///< and what follows the sum
    long_stage term, sum;
    long_chain after;

    explicit casts(gemm_step const& g) {
        matrix const& m = g.m;
        if (!m.stepwise || m.accum.kind != format_kind::fixed || m.accum.width > 60) {
            return;
        }
        reach const a = reach_of(m.accum);
        std::int64_t const most = a.lo < -a.hi ? -a.lo : a.hi;
        after = long_chain_of(g.after, m.accum.frac, most);
        behind = after.possible;
        if (m.x.width + m.w.width <= 60) {
            std::int64_t const product = std::int64_t{1} << (m.x.width + m.w.width);
            term = long_stage_of(m.accum, m.product_frac(), product);
            sum = long_stage_of(m.accum, m.accum.frac, 2 * most);
            steps = term.how != long_stage::fit::general && sum.how != long_stage::fit::general;
        }
    }
};

/// f(w, x) for every term of output o, in the specification's order.
template <class F>
void each_term(gemm_step const& g, int o, std::byte const* x, F const& f) {
    matrix const& m = g.m;
    std::int64_t const* const w = m.row(o);
    int const run = m.inputs / m.segments;
    std::ptrdiff_t const size = static_cast<std::ptrdiff_t>(bytes_of(g.in));
    for (int const i : m.order) {
        f(w[i], read_cell(g.in, g.offset, x + g.task.segment_at(i / run) + i % run * size));
    }
    for (int s = 0; s < m.segments && m.order.empty(); ++s) {
        std::byte const* at = x + g.task.segment_at(s);
        for (int k = 0; k < run; ++k, at += size) {
            f(w[s * run + k], read_cell(g.in, g.offset, at));
        }
    }
}

/// acc = b + sum w x for output o: exact modulo 2^64, or cast to accum term by term.
inline wide sum_of(gemm_step const& g, casts const& by, int o, std::byte const* x, int& frac) {
    matrix const& m = g.m;
    if (!m.stepwise) {
        std::uint64_t sum = static_cast<std::uint64_t>(m.start(o));
        int const up = m.sum_frac() - m.product_frac();
        each_term(g, o, x, [&](std::int64_t w, std::int64_t v) {
            sum += (static_cast<std::uint64_t>(w) * static_cast<std::uint64_t>(v)) << up;
        });
        frac = m.sum_frac();
        return m.accum.sign ? wide(static_cast<std::int64_t>(sum)) : wide(sum);
    }
    wide sum = m.bias.empty() ? wide()
                              : requantize(wide(m.bias[static_cast<std::size_t>(o)]),
                                           matrix::frac_of(m.b), m.accum);
    frac = m.accum.frac;
    if (by.steps) {
        std::int64_t acc = sum.low();
        each_term(g, o, x, [&](std::int64_t w, std::int64_t v) {
            acc = apply(by.sum, acc + apply(by.term, w * v));
        });
        return wide(acc);
    }
    each_term(g, o, x, [&](std::int64_t w, std::int64_t v) {
        wide const term = requantize(wide(w) * wide(v), m.product_frac(), m.accum);
        sum = requantize(sum + term, m.accum.frac, m.accum);
    });
    return sum;
}

inline void multiply(void const* data, context const& c) {
    gemm_step const& g = *static_cast<gemm_step const*>(data);
    std::size_t const size = bytes_of(g.to.kind);
    casts const by(g);
    for (int s = 0; s < c.samples; ++s) {
        std::size_t const sample = static_cast<std::size_t>(s);
        std::byte const* const x = c.arena + g.from.at + sample * g.from.stride;
        std::byte* const y = g.to_output
                                 ? reinterpret_cast<std::byte*>(c.y + sample * c.y_stride + g.y_at)
                                 : c.arena + g.to.at + sample * g.to.stride;
        for (int at = 0; at < g.lines * g.rows; ++at) {
            int const line = at / g.rows, row = at % g.rows;
            std::byte const* const from =
                x + line * g.line_bytes +
                (g.task.row_offset != nullptr ? g.task.row_offset[row] : row * g.task.row_bytes);
            std::byte* const to = y + line * g.out_line_bytes + row * g.task.out_bytes;
            for (int o = 0; o < g.m.outputs; ++o) {
                int frac = 0;
                wide acc = sum_of(g, by, o, from + o * g.output_bytes, frac);
                if (by.behind) {
                    acc = wide(apply(by.after, acc.low()));
                    frac = by.after.frac;
                } else {
                    acc = follow(g.after, acc, frac);
                }
                store(g.to, acc, frac, to + static_cast<std::size_t>(o) * size);
            }
        }
    }
}

/// y = b, then one fused multiply-add per input in their order; weights in panels of one lane.
template <bool Relu>
void gemm_f32(gemm_task const& t, std::byte const* x, std::byte* y, int rows) {
    for (int row = 0; row < rows; ++row) {
        std::byte const* const from =
            x + (t.row_offset != nullptr ? t.row_offset[row] : row * t.row_bytes);
        for (int o = 0; o < t.outputs; ++o) {
            float sum = t.start_f32[o];
            std::byte const* w = t.weights + static_cast<std::size_t>(o) * t.panel_bytes;
            for (int s = 0; s < t.segments; ++s) {
                for (int k = 0; k < t.groups; ++k, w += sizeof(float)) {
                    float in, weight;
                    std::memcpy(&in, from + t.segment_at(s) + 4 * k, sizeof in);
                    std::memcpy(&weight, w, sizeof weight);
                    sum = std::fma(in, weight, sum);
                }
            }
            write_float(Relu && sum < 0 ? 0.0f : sum, y + row * t.out_bytes + 4 * o);
        }
    }
}
} // namespace portable

} // namespace widthwise::kernels
