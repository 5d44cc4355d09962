// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/core/math.hpp>
#include <widthwise/layers/linear.hpp>

namespace widthwise {

namespace op {
struct batch_norm1d {
    static constexpr char const* c_str() { return "batch_norm1d"; }
};
struct batch_norm2d {
    static constexpr char const* c_str() { return "batch_norm2d"; }
};
} // namespace op

constexpr bool is_batch_norm(layer_row const& layer) {
    return layer.op == op_id<op::batch_norm1d> || layer.op == op_id<op::batch_norm2d>;
}

/// What eval-mode BatchNorm stores, float: weight [C], bias [C], running_mean [C], running_var [C].
template <int C>
struct batch_norm_parameters {
    tensor<float, C> weight;
    tensor<float, C> bias;
    tensor<float, C> running_mean;
    tensor<float, C> running_var;

    template <class Self, class F>
    static constexpr void each(Self& self, F&& f) {
        f("weight", self.weight, f32{});
        f("bias", self.bias, f32{});
        f("running_mean", self.running_mean, f32{});
        f("running_var", self.running_var, f32{});
    }
};

/// eps of torch's BatchNorm.
constexpr double batch_norm_eps = 1e-5;

/// The factors of y = scale * x + shift that BatchNorm is in eval mode:
/// scale = weight / sqrt(running_var + eps), shift = bias - running_mean * scale.
struct scale_shift {
    double scale;
    double shift;
};
constexpr scale_shift fold(double weight, double bias, double mean, double variance, double eps) {
    double scale = weight / math::sqrt(variance + eps);
    return scale_shift{scale, bias - mean * scale};
}

namespace detail {
constexpr inferred infer_batch_norm(layer_row const& r, operands const& in) {
    int const rank = r.attr[1];
    if (in[0].rank != rank && !(rank == 1 && in[0].rank == 2)) {
        return fails(fault::rank_mismatch, in[0].rank, rank);
    }
    return in[0][0] == r.attr[0] ? gives(in[0]) : fails(fault::shape_mismatch, in[0][0], r.attr[0]);
}
constexpr counts count_batch_norm(layer_row const& r, operands const& in, shape const&) {
    counts c{};
    c.weights = 2 * r.attr[0];
    c.parameters = 2 * r.attr[0];
    c.computations = 4 * in[0].elements();
    c.backward = c.computations;
    c.products = 2 * in[0].elements(); // (x - mean) / std * weight + bias
    c.adds = 2 * in[0].elements();
    c.fan_in = 1;
    return c;
}

/// One row for both ranks: [C] or [C, L] for batch_norm1d, [C, H, W] for batch_norm2d.
template <class Op, int C, int Rank>
struct batch_norm : plain_layer {
    static_assert(C > 0, "widthwise: batch_norm needs a positive number of channels");
    using op_type = Op;
    template <class, class>
    using parameters = batch_norm_parameters<C>;
    template <class W, class B>
    using quantized_parameters = weight_and_bias<W, B, C>;

    static constexpr layer_row row() {
        layer_row r{};
        r.op = op_id<Op>;
        r.op_name = Op::c_str();
        r.class_name = Rank == 1 ? "BatchNorm1d" : "BatchNorm2d";
        r.mase_type = "module";
        r.attr[0] = C;
        r.attr[1] = Rank;
        r.eps = batch_norm_eps;
        r.infer = infer_batch_norm;
        r.count = count_batch_norm;
        r.arithmetic = arithmetic_kind::real;
        r.quantizable = true;
        r.has_weight = true; // float, unless it is quantized
        r.has_bias = true;
        return r;
    }
    /// Quantized, it is one product and one sum per element: weight = scale, bias = shift.
    static constexpr layer_row quantize(layer_row const& row) {
        layer_row r = row;
        r.arithmetic = arithmetic_kind::mac;
        return r;
    }
};

template <class A>
constexpr void forward_batch_norm(layer_row const& r, operands const& in, reads<A> const& v,
                                  typename A::y* y) {
    int const channels = r.attr[0];
    std::int64_t const inner = in[0].elements() / channels;
    for (int c = 0; c < channels; ++c) {
        for (std::int64_t i = c * inner; i < (c + 1) * inner; ++i) {
            if (v.mean == nullptr) {
                typename A::accumulator acc{};
                acc.start(v.bias[c]);
                acc.multiply(v.weight[c], v.x[i]);
                y[i] = A::store(acc);
            } else {
                double const centered = A::real(v.x[i]) - static_cast<double>(v.mean[c]);
                double const deviation = math::sqrt(static_cast<double>(v.variance[c]) + r.eps);
                y[i] = A::store_real(centered / deviation * static_cast<double>(v.weight[c]) +
                                     static_cast<double>(v.bias[c]));
            }
        }
    }
}
} // namespace detail

/// y = (x - running_mean) / sqrt(running_var + eps) * weight + bias, per channel.
/// x, y: [C] or [C, L].   Cost: 4 operations per element (MASE's BatchNorm2d rule).
/// Quantized: y = scale * x' + shift, folded in float, then cast to weight and bias.
/// Error: float, 2^-24 relative (double inside, rounded once).   Source: torch.nn.BatchNorm1d.
template <int C>
struct batch_norm1d : detail::batch_norm<op::batch_norm1d, C, 1> {};

/// The same with x, y: [C, H, W].   Source: torch.nn.BatchNorm2d.
template <int C>
struct batch_norm2d : detail::batch_norm<op::batch_norm2d, C, 3> {};

template <class A>
constexpr void forward(op::batch_norm1d, A, layer_row const& r, operands const& in, shape const&,
                       reads<A> const& v, typename A::y* y) {
    detail::forward_batch_norm<A>(r, in, v, y);
}
template <class A>
constexpr void forward(op::batch_norm2d, A, layer_row const& r, operands const& in, shape const&,
                       reads<A> const& v, typename A::y* y) {
    detail::forward_batch_norm<A>(r, in, v, y);
}

} // namespace widthwise
