// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

#include <widthwise/formats/fixed.hpp>
#include <widthwise/kernels/chain.hpp>

namespace widthwise::kernels {

/// A matrix of raw weights with everything that decides its kernel: y = chain(b + W x).
struct matrix {
    int outputs = 0;
    int inputs = 0;
    int segments = 1;                 ///< inputs lie in that many runs of equal length
    std::vector<std::int64_t> weight; ///< [outputs, inputs], raw
    std::vector<int> order;           ///< term k of the specification is input order[k]; empty: k
    std::vector<std::int64_t> bias;   ///< [outputs], raw; empty: none
    format_row x{};
    format_row w{};
    format_row b{};
    format_row accum{};
    bool stepwise = false;

    constexpr int product_frac() const { return frac_of(x) + frac_of(w); }
    /// Units of the sum: the finer of products and bias.
    constexpr int sum_frac() const {
        return bias.empty() ? product_frac() : std::max(product_frac(), frac_of(b));
    }
    static constexpr int frac_of(format_row const& r) {
        return r.kind == format_kind::fixed ? r.frac : 0;
    }
    std::int64_t start(int o) const { // of the sum, in its units; fits by accumulator_too_wide
        return bias.empty() ? 0
                            : static_cast<std::int64_t>(
                                  static_cast<std::uint64_t>(bias[static_cast<std::size_t>(o)])
                                  << (sum_frac() - frac_of(b)));
    }
    std::int64_t const* row(int o) const {
        return weight.data() + static_cast<std::ptrdiff_t>(o) * inputs;
    }
};

/// The ends of an output's sum.
struct sums {
    std::int64_t lo = 0, hi = 0;
};
/// [lo, hi] of b + sum w x over all x of the format. Widths up to 32 bits: no overflow of 64 bits.
inline sums range_of_output(matrix const& m, int o) {
    reach const x = reach_of(m.x);
    int const up = m.sum_frac() - m.product_frac();
    sums s{m.start(o), m.start(o)};
    for (int i = 0; i < m.inputs; ++i) {
        std::int64_t const w = m.row(o)[i] * (std::int64_t{1} << up);
        s.lo += w > 0 ? w * x.lo : w * x.hi;
        s.hi += w > 0 ? w * x.hi : w * x.lo;
    }
    return s;
}
inline sums range_of_outputs(matrix const& m) {
    sums all = range_of_output(m, 0);
    for (int o = 1; o < m.outputs; ++o) {
        sums const s = range_of_output(m, o);
        all = sums{std::min(all.lo, s.lo), std::max(all.hi, s.hi)};
    }
    return all;
}

/// How the 16-bit sums of u8 x s8 stay exact.
enum class depth : unsigned char {
    none, ///< not even a pair of products: 16-bit activations
    each, ///< one group of four inputs
    two,  ///< two groups
    deep, ///< as many groups as the kernel was made for
    all,  ///< the whole sum
    exact ///< nothing to prove: the tier sums them in 32 bits
};
/// Proof over the actual weights; x as u8, 0 .. top. deep: groups of four inputs summed together.
inline depth proven_depth(matrix const& m, std::int64_t top, int deep) {
    depth found = depth::all;
    int const run = m.inputs / m.segments;
    for (int o = 0; o < m.outputs; ++o) {
        std::int64_t all[2][2] = {}, some[2][2] = {}; // [which 16-bit sum][above, below]
        for (int k = 0; k < m.inputs; ++k) {
            int const i = k % run, half = i / 2 % 2; // runs of inputs start anew
            if (i % (4 * deep) == 0) {
                some[0][0] = some[0][1] = some[1][0] = some[1][1] = 0;
            }
            std::int64_t const w = m.row(o)[k];
            std::int64_t const pair =
                w + (i % 2 == 1 && m.row(o)[k - 1] * w > 0 ? m.row(o)[k - 1] : 0);
            if (pair * top > 32767 || pair * top < -32768) {
                return depth::none;
            }
            int const side = w > 0 ? 0 : 1;
            all[half][side] += w * top;
            some[half][side] += w * top;
            if (some[half][0] > 32767 || some[half][1] < -32768) {
                found = depth::each;
            } else if (found == depth::all && (all[half][0] > 32767 || all[half][1] < -32768)) {
                found = depth::deep;
            }
        }
    }
    return found;
}

/// Are all casts to accum harmless, so that the exact sum stands for the stepwise one?
/// No fraction bit is dropped, and either wrapping (a homomorphism, so the sum may be taken modulo
/// 2^width) or no prefix of any sum can leave accum.
inline bool casts_are_harmless(matrix const& m) {
    format_row const& a = m.accum;
    if (a.kind != format_kind::fixed || a.width > 32 || m.sum_frac() > a.frac) {
        return false;
    }
    if (a.over == overflow::wrap) {
        return true;
    }
    reach const x = reach_of(m.x), room = reach_of(a);
    int const up = m.sum_frac() - m.product_frac(), scale = a.frac - m.sum_frac();
    for (int o = 0; o < m.outputs; ++o) {
        std::int64_t lo = std::min<std::int64_t>(m.start(o), 0);
        std::int64_t hi = std::max<std::int64_t>(m.start(o), 0);
        for (int i = 0; i < m.inputs; ++i) {
            std::int64_t const w = m.row(o)[i] * (std::int64_t{1} << up);
            lo += std::min(w * x.lo, w * x.hi);
            hi += std::max(w * x.lo, w * x.hi);
        }
        // Symmetric saturation would also change the lowest value.
        if (scale > 30 || lo < -(-(room.lo + 1) >> scale) || hi > (room.hi >> scale)) {
            return false;
        }
    }
    return true;
}

/// What the sums can hold, or nothing where 64 bits could not bound them.
inline bool bounded(matrix const& m) {
    return m.x.width <= 16 && m.w.width <= 16 && m.inputs < (1 << 24) &&
           (m.bias.empty() || (m.b.width <= 32 && m.sum_frac() - matrix::frac_of(m.b) <= 24)) &&
           m.sum_frac() - m.product_frac() <= 6;
}

/// Must every term be cast? Not where the exact sum is the same.
inline bool needs_steps(matrix const& m) {
    return m.stepwise && !(bounded(m) && casts_are_harmless(m));
}

} // namespace widthwise::kernels
