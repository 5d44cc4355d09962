// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstdint>

#include <widthwise/kernels/gemm_step.hpp>
#include <widthwise/kernels/lower.hpp>

namespace widthwise::kernels {

/// Weights of at most 4 bits in 1, 2 or 4 bits each: raw values by their index, in even steps.
struct codebook {
    /// Packed vectors of a panel whose masked fields' sums stay in 32 bits (body/masked.ipp): each
    /// adds four inputs of at most 255 times at most 128.
    static constexpr int most_vectors = 16384;

    int bits = 0; ///< 0: not packed
    std::int8_t value[16] = {};

    /// Of one run of inputs.
    int vectors(int inputs) const { return ((inputs + 3) / 4 * bits + 7) / 8; }

    int index_of(std::int64_t raw) const {
        for (int i = 0; i < 1 << bits; ++i) {
            if (value[i] == raw) {
                return i;
            }
        }
        return 0;
    }
    bool holds(std::int64_t raw) const { return value[index_of(raw)] == raw; }
};

/// The narrowest table of a weight format. Padding needs a zero, which {-1, 1} has not: one bit
/// only where no input is padded (whole: the inputs of a run fill all their bytes).
inline codebook codebook_of(format_row const& w, bool whole) {
    codebook c;
    bool const bipolar = w.kind == format_kind::binary && w.sign;
    bool const two_bits = w.kind == format_kind::ternary || (bipolar && !whole);
    int const width = two_bits ? 2 : w.width;
    if (width > 4) {
        return c;
    }
    c.bits = width == 3 ? 4 : width;
    int const least = two_bits || w.sign ? -(1 << (c.bits - 1)) : 0;
    for (int i = 0; i < 1 << c.bits; ++i) {
        c.value[i] = static_cast<std::int8_t>(least + i);
    }
    if (bipolar && whole) {
        c.value[0] = -1;
        c.value[1] = 1;
    }
    return c;
}

namespace detail {
/// [panel][segment][vector][lane][4 inputs], the groups of one vector in the fields of its bytes.
inline void pack_fields(matrix const& m, tier_shape const& shape, codebook const& c, gemm_step& p) {
    int const lanes = shape.lanes, fields = 8 / c.bits;
    int const panels = (m.outputs + lanes - 1) / lanes, run = m.inputs / m.segments;
    int const groups = (run + 3) / 4, stored = c.vectors(run);
    p.task.groups = groups;
    p.task.segments = m.segments;
    p.task.panel_bytes = static_cast<std::size_t>(m.segments * stored * lanes * 4);
    p.weights.assign(p.task.panel_bytes * static_cast<std::size_t>(panels) + 64, std::byte{0});
    field_code& code = p.task.code;
    std::copy(c.value, c.value + 16, code.value);
    code.base = c.value[0];
    code.shift = c.value[1] - c.value[0] == 2 ? 1 : 0;
    code.top_base = code.base + (1 << (c.bits - 1) << code.shift);
    int const zero = c.index_of(0);
    for (int panel = 0; panel < panels; ++panel) {
        for (int k = 0; k < m.segments * stored; ++k) {
            for (int l = 0; l < lanes; ++l) {
                int const o = shape.output_of(panel, panels, l);
                for (int g = 0; g < 4; ++g) {
                    int byte = 0;
                    for (int j = 0; j < fields; ++j) {
                        int const i = (k % stored * fields + j) * 4 + g;
                        bool const inside = o < m.outputs && i < run;
                        int const index =
                            inside ? c.index_of(m.row(o)[k / stored * run + i]) : zero;
                        byte |= index << (c.bits * j);
                    }
                    p.weights[static_cast<std::size_t>(panel) * p.task.panel_bytes +
                              static_cast<std::size_t>((k * lanes + l) * 4 + g)] =
                        static_cast<std::byte>(byte ^ 0x80);
                }
            }
        }
    }
}

/// [panel][segment][word][plane][lane]: a bit of plane p where is_set(weight, p).
template <class IsSet>
void pack_planes(matrix const& m, tier_shape const& shape, int planes, gemm_step& p,
                 IsSet const& is_set) {
    int const lanes = shape.lanes, panels = (m.outputs + lanes - 1) / lanes;
    int const run = m.inputs / m.segments, words = (run + 31) / 32;
    p.planes = planes;
    p.task.run = run;
    p.task.segments = m.segments;
    p.task.panel_bytes = static_cast<std::size_t>(m.segments * words * planes * lanes) * 4;
    p.weights.assign(p.task.panel_bytes * static_cast<std::size_t>(panels) + 64, std::byte{0});
    for (int panel = 0; panel < panels; ++panel) {
        for (int l = 0; l < lanes; ++l) {
            int const o = shape.output_of(panel, panels, l);
            for (int i = 0; o < m.outputs && i < m.inputs * planes; ++i) {
                int const k = i / planes, plane = i % planes;
                if (is_set(m.row(o)[k], plane)) {
                    int const word = k / run * words + k % run / 32, bit = k % run % 32;
                    int const at = ((word * planes + plane) * lanes + l) * 4 + bit / 8;
                    p.weights[static_cast<std::size_t>(panel) * p.task.panel_bytes +
                              static_cast<std::size_t>(at)] |= static_cast<std::byte>(1 << bit % 8);
                }
            }
        }
    }
}
/// A set bit where a weight is the higher of its two values.
inline void pack_bits(matrix const& m, tier_shape const& shape, gemm_step& p) {
    reach const w = reach_of(m.w), x = reach_of(m.x);
    p.task.bit_zero = 0;
    p.task.bit_product = lane((x.hi - x.lo) * (w.hi - w.lo));
    p.task.bit_input = lane((x.hi - x.lo) * w.lo);
    pack_planes(m, shape, 1, p, [&](std::int64_t v, int) { return v == w.hi; });
}
/// -1, 0 and 1: which are not 0, which are -1.
inline void pack_trits(matrix const& m, tier_shape const& shape, gemm_step& p) {
    p.task.bit_zero = p.offset;
    p.task.bit_product = 1;
    p.task.bit_input = 0;
    pack_planes(m, shape, 2, p,
                [](std::int64_t v, int plane) { return plane == 0 ? v != 0 : v < 0; });
}
} // namespace detail

} // namespace widthwise::kernels
