// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/layers/pool.hpp>

namespace widthwise {

namespace op {
struct adaptive_avg_pool2d {
    static constexpr char const* c_str() { return "adaptive_avg_pool2d"; }
};
} // namespace op

/// A mean over windows or over parts.
constexpr bool is_mean(layer_row const& layer) {
    return layer.op == op_id<op::avg_pool1d> || layer.op == op_id<op::avg_pool2d> ||
           layer.op == op_id<op::adaptive_avg_pool2d>;
}

namespace detail {
/// The part [first, last) of an axis that output i averages, and the number it divides by.
struct segment {
    int first;
    int last;
    int divisor;
};
constexpr segment adaptive_segment(int i, int extent, int outputs, bool padded) {
    int const step = (extent + outputs - 1) / outputs;
    int const first = padded ? i * step : i * extent / outputs;
    int const last = padded ? (i + 1) * step : ((i + 1) * extent + outputs - 1) / outputs;
    return segment{first, last < extent ? last : extent, last - first};
}
/// The most terms of one mean along an axis.
constexpr int longest_segment(int extent, int outputs, bool padded) {
    int longest = 0;
    for (int i = 0; i < outputs; ++i) {
        int const size = adaptive_segment(i, extent, outputs, padded).divisor;
        longest = size > longest ? size : longest;
    }
    return longest;
}
} // namespace detail

/// y[c, i, j] = mean of x[c, h0..h1, w0..w1],  h0 = floor(i H / OH), h1 = ceil((i + 1) H / OH).
/// x: [C, H, W], y: [C, OH, OW].   Cost: x elements (MASE's rule).
/// rule::mase_compat pads x with zeros at the bottom and right to a multiple of the output and
/// takes plain windows, as MASE does; the two differ when H or W is not divisible. Source:
/// torch.nn.AdaptiveAvgPool2d.
template <int OH, int OW = OH, rule Follow = rule::nearest>
struct adaptive_avg_pool2d : plain_layer {
    static_assert(OH > 0 && OW > 0, "widthwise: adaptive_avg_pool2d needs positive outputs");
    using op_type = op::adaptive_avg_pool2d;

    static constexpr layer_row row() {
        layer_row r{};
        r.op = op_id<op::adaptive_avg_pool2d>;
        r.op_name = "adaptive_avg_pool2d";
        r.class_name = "AdaptiveAvgPool2d";
        r.mase_type = "module_related_func";
        r.attr[0] = OH;
        r.attr[1] = OW;
        r.attr[2] = Follow == rule::mase_compat ? 1 : 0;
        r.infer = infer;
        r.count = count;
        r.arithmetic = arithmetic_kind::average;
        r.quantizable = true;
        return r;
    }
    static constexpr inferred infer(layer_row const& r, operands const& in) {
        return in[0].rank == 3 ? gives(extents(in[0][0], r.attr[0], r.attr[1]))
                               : fails(fault::rank_mismatch, in[0].rank, 3);
    }
    static constexpr counts count(layer_row const& r, operands const& in, shape const& out) {
        counts c{};
        c.computations = in[0].elements();
        c.backward = in[0].elements();
        c.adds = in[0].elements();
        c.products = out.elements();
        bool const padded = r.attr[2] != 0;
        c.fan_in = detail::longest_segment(in[0][1], r.attr[0], padded) *
                   detail::longest_segment(in[0][2], r.attr[1], padded);
        return c;
    }
};

template <class A>
constexpr void forward(op::adaptive_avg_pool2d, A, layer_row const& r, operands const& in,
                       shape const& out, reads<A> const& v, typename A::y* y) {
    shape const& s = in[0];
    bool const padded = r.attr[2] != 0;
    std::int64_t at = 0;
    for (int c = 0; c < out.dim[0]; ++c) {
        for (int i = 0; i < out.dim[1]; ++i) {
            detail::segment const rows = detail::adaptive_segment(i, s.dim[1], out.dim[1], padded);
            for (int j = 0; j < out.dim[2]; ++j, ++at) {
                detail::segment const cols =
                    detail::adaptive_segment(j, s.dim[2], out.dim[2], padded);
                detail::averager<A> sum{};
                for (int h = rows.first; h < rows.last; ++h) {
                    for (int w = cols.first; w < cols.last; ++w) {
                        sum.add(v.x[(c * s.dim[1] + h) * s.dim[2] + w]);
                    }
                }
                y[at] = sum.store(static_cast<std::int64_t>(rows.divisor) * cols.divisor);
            }
        }
    }
}

} // namespace widthwise
