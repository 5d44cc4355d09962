// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/layers/arithmetic.hpp>
#include <widthwise/layers/formats.hpp>
#include <widthwise/layers/row.hpp>

namespace widthwise {

namespace op {
struct add {
    static constexpr char const* c_str() { return "add"; }
};
struct sub {
    static constexpr char const* c_str() { return "sub"; }
};
struct mul {
    static constexpr char const* c_str() { return "mul"; }
};
} // namespace op

namespace detail {
constexpr inferred infer_elementwise(layer_row const&, operands const& in) {
    int const axis = first_difference(in[0], in[1]);
    return axis < 0 ? gives(in[0])
           : in[0].rank != in[1].rank
               ? fails(fault::rank_mismatch, in[0].rank, in[1].rank)
               : fails(fault::shape_mismatch, in[0].dim[axis], in[1].dim[axis]);
}
constexpr counts count_elementwise(layer_row const& r, operands const& in, shape const&) {
    counts c{};
    std::int64_t const n = in[0].elements();
    c.computations = n; // MASE: elements of the first operand
    c.backward = n;
    bool const product = r.arithmetic == arithmetic_kind::product;
    c.adds = product ? 0 : n;
    c.products = product ? n : 0;
    return c;
}

template <class Op, arithmetic_kind Kind>
struct elementwise_layer : plain_layer {
    using op_type = Op;

    static constexpr layer_row row() {
        layer_row r{};
        r.op = op_id<Op>;
        r.op_name = Op::c_str();
        r.class_name = Op::c_str();
        r.mase_type = "builtin_func";
        r.kind = fx_kind::call_function;
        r.arity = 2;
        r.infer = infer_elementwise;
        r.count = count_elementwise;
        r.arithmetic = Kind;
        r.quantizable = true;
        return r;
    }
};
} // namespace detail

/// y = x0 + x1, elementwise, equal shapes.   Cost: one addition per element.
/// Both operands are cast to data_in.   Source: MASE quantized_funcs/add.
struct add : detail::elementwise_layer<op::add, arithmetic_kind::sum> {};
/// y = x0 - x1.
struct sub : detail::elementwise_layer<op::sub, arithmetic_kind::difference> {};
/// y = x0 * x1.
struct mul : detail::elementwise_layer<op::mul, arithmetic_kind::product> {};

template <class A>
constexpr void forward(op::add, A, layer_row const&, operands const& in, shape const&,
                       reads<A> const& v, typename A::y* y) {
    for (std::int64_t i = 0; i < in[0].elements(); ++i) {
        typename A::accumulator acc{};
        acc.add(v.x[i]);
        acc.add(v.x1[i]);
        y[i] = A::store(acc);
    }
}
template <class A>
constexpr void forward(op::sub, A, layer_row const&, operands const& in, shape const&,
                       reads<A> const& v, typename A::y* y) {
    for (std::int64_t i = 0; i < in[0].elements(); ++i) {
        typename A::accumulator acc{};
        acc.add(v.x[i]);
        acc.subtract(v.x1[i]);
        y[i] = A::store(acc);
    }
}
/// The second operand stands in the weight role of the accumulator: A::w is A::x here.
template <class A>
constexpr void forward(op::mul, A, layer_row const&, operands const& in, shape const&,
                       reads<A> const& v, typename A::y* y) {
    for (std::int64_t i = 0; i < in[0].elements(); ++i) {
        typename A::accumulator acc{};
        acc.multiply(v.x1[i], v.x[i]);
        y[i] = A::store(acc);
    }
}

} // namespace widthwise
