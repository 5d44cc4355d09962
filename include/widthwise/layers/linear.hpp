// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/layers/arithmetic.hpp>
#include <widthwise/layers/formats.hpp>
#include <widthwise/layers/row.hpp>
#include <widthwise/tensor/tensor.hpp>

namespace widthwise {

namespace op {
struct linear {
    static constexpr char const* c_str() { return "linear"; }
};
} // namespace op

/// weight [Out, In], bias [Out].
template <class W, class B, int Out, int... In>
struct weight_and_bias {
    using weight_format = W;
    using bias_format = B;
    tensor<value_t<W>, Out, In...> weight;
    tensor<value_t<B>, Out> bias;

    template <class Self, class F>
    static constexpr void each(Self& self, F&& f) {
        f("weight", self.weight, W{});
        f("bias", self.bias, B{});
    }
};
/// The same without a bias.
template <class W, int Out, int... In>
struct weight_only {
    using weight_format = W;
    tensor<value_t<W>, Out, In...> weight;

    template <class Self, class F>
    static constexpr void each(Self& self, F&& f) {
        f("weight", self.weight, W{});
    }
};

/// y = Wx + b.   x: [..., In], W: [Out, In], b: [Out], y: [..., Out].
/// Cost: In * Out MACs for each leading index.
/// Source: torch.nn.Linear; MASE quantized_modules/linear (operands cast, output not).
template <int In, int Out, bool Bias = true>
struct linear : plain_layer {
    static_assert(In > 0 && Out > 0, "widthwise: linear<In, Out> needs positive extents");
    using op_type = op::linear;
    using with_bias = linear<In, Out, true>;
    template <class W, class B>
    using parameters =
        std::conditional_t<Bias, weight_and_bias<W, B, Out, In>, weight_only<W, Out, In>>;
    template <class W, class B>
    using quantized_parameters = parameters<W, B>;

    static constexpr layer_row row() {
        layer_row r{};
        r.op = op_id<op::linear>;
        r.op_name = "linear";
        r.class_name = "Linear";
        r.mase_type = "module_related_func";
        r.attr[0] = In;
        r.attr[1] = Out;
        r.infer = infer;
        r.count = count;
        r.arithmetic = arithmetic_kind::mac;
        r.quantizable = true;
        r.has_weight = true;
        r.has_bias = Bias;
        return r;
    }
    static constexpr inferred infer(layer_row const& r, operands const& in) {
        if (in[0].rank == 0 || in[0].last() != r.attr[0]) {
            return fails(fault::shape_mismatch, in[0].last(), r.attr[0]);
        }
        shape out = in[0];
        out.dim[out.rank - 1] = r.attr[1];
        return gives(out);
    }
    static constexpr counts count(layer_row const& r, operands const& in, shape const&) {
        counts c{};
        c.weights = static_cast<std::int64_t>(r.attr[0]) * r.attr[1];
        c.parameters = c.weights + (r.has_bias ? r.attr[1] : 0);
        c.macs = c.weights * (in[0].elements() / r.attr[0]);
        c.computations = c.macs;
        c.backward = 2 * c.macs;
        c.fan_in = r.attr[0];
        return c;
    }
};

template <class A>
constexpr void forward(op::linear, A, layer_row const& r, operands const& in, shape const&,
                       reads<A> const& v, typename A::y* y) {
    int const inputs = r.attr[0], outputs = r.attr[1];
    std::int64_t const rows = in[0].elements() / inputs;
    for (std::int64_t row = 0; row < rows; ++row) {
        for (int o = 0; o < outputs; ++o) {
            typename A::accumulator acc{};
            if (v.bias != nullptr) {
                acc.start(v.bias[o]);
            }
            for (int i = 0; i < inputs; ++i) {
                acc.multiply(v.weight[o * inputs + i], v.x[row * inputs + i]);
            }
            y[row * outputs + o] = A::store(acc);
        }
    }
}

} // namespace widthwise
