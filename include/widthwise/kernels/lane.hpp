// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include <widthwise/kernels/classify.hpp>

namespace widthwise::kernels {

namespace detail {
/// Of a float rounded to a format's units in a lane, before it is fit.
constexpr reach encoded_reach(format_row const& to) {
    return reach{-(std::int64_t{1} << 30), std::int64_t{1} << 30, to.frac};
}
/// Sums that may need more than 32 bits by their formats often need fewer by their weights: the
/// type assumes so, the load proves it or takes the portable kernel.
constexpr std::int64_t clip(std::int64_t v) {
    constexpr std::int64_t most = std::int64_t{1} << 29;
    return v < -most ? -most : v > most ? most : v;
}
constexpr int larger_of(int a, int b) { return a > b ? a : b; }
/// A mean as a lane: sum * 2^up / divisor, in units of 2^-(frac_x + up). Where the divisor is a
/// power of two for all outputs, up is its logarithm and nothing is divided; else two bits below
/// the last one kept and a sticky bit decide every rounding (layers/accumulator.hpp).
struct mean_lane {
    int up = 0;
    std::int64_t divisor = 0; ///< 0: not the same for all outputs
    bool divides = false;
};
constexpr mean_lane mean_of(layer_row const& l, node_formats const& f, shape const& in) {
    mean_lane m{};
    if (l.op != op_id<op::adaptive_avg_pool2d>) {
        m.divisor = window_of(l).taps();
    } else if (in.dim[1] % l.attr[0] == 0 && in.dim[2] % l.attr[1] == 0) {
        m.divisor = in.dim[1] / l.attr[0] * (in.dim[2] / l.attr[1]);
    }
    m.divides = m.divisor == 0 || (m.divisor & (m.divisor - 1)) != 0;
    if (m.divides) {
        m.up = larger_of(f.stored.frac - f.x.frac, 0) + 2;
    }
    for (std::int64_t d = m.divisor; !m.divides && d > 1; d /= 2) {
        ++m.up;
    }
    return m;
}
/// A lane behind a mean, or nothing where 32 bits do not hold it.
constexpr reach mean_reach(reach const& x, mean_lane const& m, std::int64_t most_taps) {
    std::int64_t const taps = m.divides ? 1 : m.divisor;
    std::int64_t const scale =
        m.divides ? (m.up < 32 ? std::int64_t{1} << m.up : std::int64_t{1} << 32) : taps;
    std::int64_t const room = std::int64_t{1} << 31;
    bool const fits = most_taps < room && scale <= room &&
                      (m.divides ? fits_lane(x.lo * scale - 1, x.hi * scale + 1) : true) &&
                      x.lo >= -room / most_taps && x.hi < room / most_taps;
    return fits ? reach{x.lo * scale - (m.divides ? 1 : 0), x.hi * scale + (m.divides ? 1 : 0),
                        x.frac + m.up}
                : reach{INT64_MIN, INT64_MAX, x.frac + m.up};
}
/// The largest magnitude of a linear layer's sum, in units of 2^-frac, whatever its weights are.
constexpr std::int64_t most_of_sum(layer_row const& l, node_formats const& f, int frac) {
    int const up = frac - f.x.frac - f.weight.frac, bias_up = frac - f.bias.frac;
    bool const fixed = f.x.kind == format_kind::fixed && f.weight.kind == format_kind::fixed &&
                       (!l.has_bias || f.bias.kind == format_kind::fixed);
    if (l.op != op_id<op::linear> || !fixed || f.x.width > 16 || f.weight.width > 16 ||
        f.bias.width > 32 || up > 6 || bias_up > 24) {
        return INT64_MAX;
    }
    std::int64_t const scale = std::int64_t{1} << up;
    std::int64_t const bias = l.has_bias ? most_of(f.bias) * (std::int64_t{1} << bias_up) : 0;
    return most_of(f.x) * most_of(f.weight) * scale * l.attr[0] + bias;
}
/// What the lanes hold before a chain, as far as the formats say; weights may say less.
constexpr reach reach_by_type(layer_row const& l, node_formats const& f, edge_format const& edge,
                              shape const& in) {
    if (is_max_pool(l) && f.x.kind == format_kind::fixed) {
        return reach_of(f.x);
    }
    if (is_mean(l) && f.x.kind == format_kind::fixed) {
        // Sums are bounded at load, by the windows; here by the whole image.
        mean_lane const m = mean_of(l, f, in);
        return mean_reach(reach_of(f.x), m, m.divisor != 0 ? m.divisor : in.dim[1] * in.dim[2]);
    }
    bool const sums = !is_unary(l);
    if (!sums && !is_integer_kind(edge.kind)) {
        return encoded_reach(f.x);
    }
    format_row const row = sums ? f.accum : as_row(edge);
    int const units = f.x.frac + f.weight.frac;
    int const fine = !sums || is_elementwise(l) ? row.frac
                     : l.has_bias               ? larger_of(units, f.bias.frac)
                                                : units;
    // Terms that lose bits are cast one by one: the sum is accum's.
    int const frac = f.stepwise && fine > row.frac ? row.frac : fine;
    reach const r = row.width > 31 ? reach{INT32_MIN, INT32_MAX, frac} : reach_of(row);
    std::int64_t const most = sums && frac == fine ? most_of_sum(l, f, fine) : INT64_MAX;
    return reach{clip(r.lo < -most ? -most : r.lo), clip(r.hi > most ? most : r.hi), frac};
}
} // namespace detail

} // namespace widthwise::kernels
