// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/layers/linear.hpp>
#include <widthwise/layers/window.hpp>

namespace widthwise {

namespace op {
struct conv1d {
    static constexpr char const* c_str() { return "conv1d"; }
};
struct conv2d {
    static constexpr char const* c_str() { return "conv2d"; }
};
} // namespace op

constexpr bool is_conv(layer_row const& layer) {
    return layer.op == op_id<op::conv1d> || layer.op == op_id<op::conv2d>;
}

namespace detail {
constexpr inferred infer_conv(layer_row const& r, operands const& in) {
    int const rank = r.op == op_id<op::conv1d> ? 2 : 3;
    return in[0].rank == rank && in[0][0] != r.attr[0]
               ? fails(fault::shape_mismatch, in[0][0], r.attr[0])
               : infer_window(r, in, rank, r.attr[1]);
}
constexpr counts count_conv(layer_row const& r, operands const& in, shape const& out) {
    counts c{};
    int const per_output = r.attr[0] / r.attr[10] * window_of(r).taps();
    c.weights = static_cast<std::int64_t>(r.attr[1]) * per_output;
    c.parameters = c.weights + (r.has_bias ? r.attr[1] : 0);
    c.macs = out.elements() * per_output;
    c.computations = c.macs;
    c.backward = 2 * in[0].elements() * per_output;
    c.fan_in = per_output;
    return c;
}

template <class Op, int In, int Out, class Kernel, class Stride, class Padding, class Dilation,
          int Groups, bool Bias>
struct conv : plain_layer, sliding_window<Kernel, Stride, Padding, Dilation> {
    static_assert(In > 0 && Out > 0 && Groups > 0, "widthwise: conv needs positive channels");
    static_assert(In % Groups == 0 && Out % Groups == 0,
                  "widthwise: conv's channels must be divisible by its groups");
    using op_type = Op;

    static constexpr layer_row row() {
        layer_row r{};
        r.op = op_id<Op>;
        r.op_name = Op::c_str();
        r.class_name = r.op == op_id<op::conv1d> ? "Conv1d" : "Conv2d";
        r.mase_type = "module_related_func";
        r.attr[0] = In;
        r.attr[1] = Out;
        set_window<Kernel, Stride, Padding, Dilation>(r);
        r.attr[10] = Groups;
        r.infer = infer_conv;
        r.count = count_conv;
        r.arithmetic = arithmetic_kind::mac;
        r.quantizable = true;
        r.has_weight = true;
        r.has_bias = Bias;
        return r;
    }
};

template <class A>
constexpr void forward_conv(layer_row const& r, operands const& in, shape const& result,
                            reads<A> const& v, typename A::y* y) {
    shape const s = as_image(in[0]), o = as_image(result);
    window const win = window_of(r);
    int const group_in = r.attr[0] / r.attr[10], group_out = r.attr[1] / r.attr[10];
    std::int64_t at = 0;
    for (int c = 0; c < o.dim[0]; ++c) {
        int const first = c / group_out * group_in;
        for (int oh = 0; oh < o.dim[1]; ++oh) {
            for (int ow = 0; ow < o.dim[2]; ++ow, ++at) {
                typename A::accumulator acc{};
                if (v.bias != nullptr) {
                    acc.start(v.bias[c]);
                }
                for (int k = 0; k < group_in * win.taps(); ++k) {
                    int const tap = k % win.taps();
                    int const h = win.position(0, oh, tap / win.kernel[1]);
                    int const w = win.position(1, ow, tap % win.kernel[1]);
                    if (h >= 0 && h < s.dim[1] && w >= 0 && w < s.dim[2]) {
                        int const channel = first + k / win.taps();
                        acc.multiply(v.weight[c * group_in * win.taps() + k],
                                     v.x[(channel * s.dim[1] + h) * s.dim[2] + w]);
                    }
                }
                y[at] = A::store(acc);
            }
        }
    }
}
} // namespace detail

/// y[o, h, w] = b[o] + sum over c, i, j of W[o, c, i, j] * x[c, h*stride + i*dilation - padding,
/// ...]. x: [In, H, W], W: [Out, In / Groups, KH, KW], b: [Out], y: [Out, H', W'], H' = floor((H +
/// 2 padding - dilation (KH - 1) - 1) / stride) + 1; terms outside x are zero. Cost: y elements *
/// (In / Groups) * KH * KW MACs.   Source: torch.nn.Conv2d.
template <int In, int Out, class Kernel, class Stride = pair<1>, class Padding = pair<0>,
          class Dilation = pair<1>, int Groups = 1, bool Bias = true>
struct conv2d : detail::conv<op::conv2d, In, Out, Kernel, Stride, Padding, Dilation, Groups, Bias> {
    using with_bias = conv2d<In, Out, Kernel, Stride, Padding, Dilation, Groups, true>;
    template <class W, class B>
    using parameters =
        std::conditional_t<Bias, weight_and_bias<W, B, Out, In / Groups, Kernel::h, Kernel::w>,
                           weight_only<W, Out, In / Groups, Kernel::h, Kernel::w>>;
    template <class W, class B>
    using quantized_parameters = parameters<W, B>;
};

/// The same along one axis.  x: [In, L], W: [Out, In / Groups, K], y: [Out, L'].
/// Source: torch.nn.Conv1d.
template <int In, int Out, int Kernel, int Stride = 1, int Padding = 0, int Dilation = 1,
          int Groups = 1, bool Bias = true>
struct conv1d : detail::conv<op::conv1d, In, Out, pair<1, Kernel>, pair<1, Stride>,
                             pair<0, Padding>, pair<1, Dilation>, Groups, Bias> {
    using with_bias = conv1d<In, Out, Kernel, Stride, Padding, Dilation, Groups, true>;
    template <class W, class B>
    using parameters = std::conditional_t<Bias, weight_and_bias<W, B, Out, In / Groups, Kernel>,
                                          weight_only<W, Out, In / Groups, Kernel>>;
    template <class W, class B>
    using quantized_parameters = parameters<W, B>;
};

template <class A>
constexpr void forward(op::conv2d, A, layer_row const& r, operands const& in, shape const& out,
                       reads<A> const& v, typename A::y* y) {
    detail::forward_conv<A>(r, in, out, v, y);
}
template <class A>
constexpr void forward(op::conv1d, A, layer_row const& r, operands const& in, shape const& out,
                       reads<A> const& v, typename A::y* y) {
    detail::forward_conv<A>(r, in, out, v, y);
}

} // namespace widthwise
