// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include <widthwise/graph/network.hpp>
#include <widthwise/kernels/chain.hpp>
#include <widthwise/layers.hpp>

namespace widthwise::kernels {

/// What an engine does for a node.
enum class work : unsigned char {
    none,       ///< done by an earlier node's kernel
    input,      ///< its samples are the caller's
    output,     ///< likewise
    gemm,       ///< integer matrix product
    gemm_float, ///< float matrix product
    conv,       ///< convolution: a matrix product per output pixel
    conv_float,
    channelwise, ///< a few taps per channel: depthwise convolution, quantized batch_norm
    channelwise_float,
    pool,        ///< integers to integers
    pool_float,  ///< to floats
    elementwise, ///< add, sub, mul
    elementwise_float,
    normalize, ///< float batch_norm of any operand
    concat,
    cells,        ///< casts and max(x, 0), element by element
    cells_float,  ///< max(x, 0), or nothing
    specification ///< the layer's own forward
};

namespace detail {
/// Values pass unchanged but for their casts, and stay in order.
constexpr bool is_move(layer_row const& l) {
    return l.op == op_id<op::flatten> || l.op == op_id<op::view> || l.op == op_id<op::identity> ||
           l.op == op_id<op::dropout>;
}
constexpr bool is_conv(layer_row const& l) {
    return l.op == op_id<op::conv1d> || l.op == op_id<op::conv2d>;
}
/// One input channel per output channel.
constexpr bool is_depthwise(layer_row const& l) {
    return is_conv(l) && l.attr[10] == l.attr[0] && l.attr[1] == l.attr[0];
}
constexpr bool is_max_pool(layer_row const& l) {
    return l.op == op_id<op::max_pool1d> || l.op == op_id<op::max_pool2d>;
}
constexpr bool is_mean(layer_row const& l) {
    return l.op == op_id<op::avg_pool1d> || l.op == op_id<op::avg_pool2d> ||
           l.op == op_id<op::adaptive_avg_pool2d>;
}
constexpr bool is_elementwise(layer_row const& l) {
    return l.op == op_id<op::add> || l.op == op_id<op::sub> || l.op == op_id<op::mul>;
}
constexpr bool is_unary(layer_row const& l) { return l.op == op_id<op::relu> || is_move(l); }

constexpr bool has_relu(layer_row const& l) { return l.activation == op_id<op::relu>; }
constexpr bool all_integer(node_formats const& f) {
    return is_integer_kind(f.x.kind) && is_integer_kind(f.weight.kind) &&
           is_integer_kind(f.bias.kind) && is_integer_kind(f.accum.kind) &&
           f.stored.kind == format_kind::fixed && f.act_in.kind == format_kind::fixed &&
           f.out.kind == format_kind::fixed;
}
constexpr bool all_float(node_formats const& f) {
    return is_float(f.x) && is_float(f.weight) && is_float(f.bias) && is_float(f.accum) &&
           is_float(f.stored) && is_float(f.act_in) && is_float(f.out) && !f.stepwise;
}

/// What a node does behind its sum.
constexpr void append_store(chain& c, layer_row const& l, node_formats const& f) {
    c.cast_to(f.stored);
    if (has_relu(l)) {
        c.cast_to(f.act_in);
        c.relu();
        c.cast_to(f.out);
    }
}
constexpr void append_unary(chain& c, layer_row const& l, node_formats const& f) {
    c.cast_to(f.x);
    if (l.op == op_id<op::relu>) {
        c.relu();
    }
    append_store(c, l, f);
}
constexpr void append_start(chain& c, layer_row const& l, node_formats const& f) {
    if (is_unary(l)) {
        append_unary(c, l, f);
        return;
    }
    if (f.stepwise) {
        c.cast_to(f.accum);
    }
    append_store(c, l, f);
}

/// Floats are encoded in lanes where scaling is exact and every raw value is far from their ends.
constexpr bool encodes_in_lanes(format_row const& to) {
    return to.kind == format_kind::binary ||
           (to.kind == format_kind::fixed && to.width <= 30 && to.frac >= 0 && to.frac <= 100);
}
/// The kinds of matrix products, with few or many outputs per input.
constexpr work classify_product(layer_row const& l, node_formats const& f, work integer,
                                work real) {
    return all_float(f) ? real
           : all_integer(f) && f.x.kind != format_kind::ternary && f.x.width <= 32 &&
                   f.weight.width <= 32 && l.arithmetic == arithmetic_kind::mac
               ? integer
               : work::specification;
}
constexpr bool is_same_edge(format_row const& x, edge_format const& edge) {
    return x.kind == edge.kind && (x.kind == format_kind::float32 ||
                                   (x.kind == format_kind::fixed && x.width == edge.width &&
                                    x.frac == edge.frac && x.sign == edge.sign));
}
constexpr work classify_pool(layer_row const& l, node_formats const& f, edge_format const& edge) {
    if (is_float(f.out) && is_float(f.stored)) { // of what the edge brings, as it is
        bool const real =
            is_float(f.x) || (is_mean(l) && f.x.kind == format_kind::fixed && f.x.width <= 53);
        return real && is_same_edge(f.x, edge) ? work::pool_float : work::specification;
    }
    return f.x.kind == format_kind::fixed && f.x.width <= 24 && f.stored.kind == f.x.kind &&
                   f.act_in.kind == f.x.kind && f.out.kind == f.x.kind && !f.stepwise
               ? work::pool
               : work::specification;
}
/// edge: what operand 0 brings; all_fixed: every operand brings integers.
constexpr work classify(layer_row const& l, node_formats const& f, edge_format const& edge,
                        bool all_fixed) {
    if (l.kind == fx_kind::placeholder || l.kind == fx_kind::output) {
        return l.kind == fx_kind::placeholder ? work::input : work::output;
    }
    if (l.activation != 0 && !has_relu(l)) {
        return work::specification;
    }
    if (l.op == op_id<op::linear>) {
        return classify_product(l, f, work::gemm, work::gemm_float);
    }
    if (is_depthwise(l)) {
        return classify_product(l, f, work::channelwise, work::channelwise_float);
    }
    if (is_conv(l)) {
        return classify_product(l, f, work::conv, work::conv_float);
    }
    if (is_batch_norm(l)) {
        bool const real = l.arithmetic == arithmetic_kind::real && is_float(f.stored) &&
                          is_float(f.out) && is_same_edge(f.x, edge) && f.x.width <= 53;
        return real ? work::normalize
                    : classify_product(l, f, work::channelwise, work::specification);
    }
    if (is_max_pool(l) || is_mean(l)) {
        return classify_pool(l, f, edge);
    }
    bool const no_casts = all_float(f) && edge.kind == format_kind::float32;
    if (is_elementwise(l)) {
        return no_casts ? work::elementwise_float
               : all_integer(f) && f.x.kind == format_kind::fixed && !f.stepwise && all_fixed
                   ? work::elementwise
                   : work::specification;
    }
    if (l.op == op_id<op::concat>) {
        return no_casts || (all_integer(f) && all_fixed) ? work::concat : work::specification;
    }
    if (is_unary(l) && no_casts) {
        return work::cells_float;
    }
    bool const lanes = is_integer_kind(edge.kind) ? edge.width <= 62 : encodes_in_lanes(f.x);
    return is_unary(l) && all_integer(f) && !f.stepwise && lanes ? work::cells
                                                                 : work::specification;
}

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
    if (row.width > 31) {
        return reach{clip(INT32_MIN), clip(INT32_MAX), frac};
    }
    reach const r = reach_of(row);
    return reach{clip(r.lo), clip(r.hi), frac};
}
} // namespace detail

} // namespace widthwise::kernels
