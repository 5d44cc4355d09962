// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/layers/arithmetic.hpp>
#include <widthwise/layers/formats.hpp>
#include <widthwise/layers/row.hpp>

namespace widthwise {

namespace op {
struct relu {
    static constexpr char const* c_str() { return "relu"; }
};
} // namespace op

/// y = max(x, 0), elementwise; NaN stays NaN.   x, y: any shape.
/// Cost: one comparison per element.
/// Source: torch.nn.ReLU; an integer<W, F> data_in is unsigned unless its sign is written, as MASE
/// quantizes it (clamp to [0, 2^W - 1]).
struct relu : plain_layer {
    using op_type = op::relu;

    static constexpr layer_row row() {
        layer_row r{};
        r.op = op_id<op::relu>;
        r.op_name = "relu";
        r.class_name = "ReLU";
        r.mase_type = "module_related_func";
        r.infer = infer;
        r.count = count;
        r.arithmetic = arithmetic_kind::relu;
        r.quantizable = true;
        return r;
    }
    static constexpr layer_row quantize(layer_row const& row) {
        layer_row r = row;
        r.roles.data_in.sign = r.roles.data_in.sign && !r.roles.data_in.sign_by_role;
        return r;
    }
    static constexpr inferred infer(layer_row const&, operands const& in) { return gives(in[0]); }
    static constexpr counts count(layer_row const&, operands const& in, shape const&) {
        counts c{};
        c.compares = in[0].elements();
        c.computations = c.compares;
        c.backward = c.compares;
        return c;
    }
};

template <class A>
constexpr void forward(op::relu, A, layer_row const&, operands const& in, shape const&,
                       reads<A> const& v, typename A::y* y) {
    std::int64_t const n = in[0].elements();
    for (std::int64_t i = 0; i < n; ++i) {
        y[i] = A::store_input(v.x[i] < 0 ? typename A::x(0) : v.x[i]);
    }
}

} // namespace widthwise
