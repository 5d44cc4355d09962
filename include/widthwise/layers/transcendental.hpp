// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/core/math.hpp>
#include <widthwise/layers/arithmetic.hpp>
#include <widthwise/layers/formats.hpp>
#include <widthwise/layers/row.hpp>

namespace widthwise {

namespace op {
struct softmax {
    static constexpr char const* c_str() { return "softmax"; }
};
struct sigmoid {
    static constexpr char const* c_str() { return "sigmoid"; }
};
struct tanh {
    static constexpr char const* c_str() { return "tanh"; }
};
} // namespace op

namespace detail {
/// MASE has no rule for these: counted as ReLU, one per element (softmax 3: exp, sum, division).
constexpr counts count_real(layer_row const& r, operands const& in, shape const&) {
    counts c{};
    std::int64_t const n = in[0].elements();
    bool const softmax = r.op == op_id<op::softmax>;
    c.computations = softmax ? 3 * n : n;
    c.backward = c.computations;
    c.adds = softmax ? n : 0;
    c.products = softmax ? n : 0;
    return c;
}
constexpr inferred infer_real(layer_row const&, operands const& in) { return gives(in[0]); }

template <class Op>
struct real_function : plain_layer {
    using op_type = Op;

    static constexpr layer_row row() {
        layer_row r{};
        r.op = op_id<Op>;
        r.op_name = Op::c_str();
        r.class_name = r.op == op_id<op::softmax>   ? "Softmax"
                       : r.op == op_id<op::sigmoid> ? "Sigmoid"
                                                    : "Tanh";
        r.mase_type = "module";
        r.infer = infer_real;
        r.count = count_real;
        r.arithmetic = arithmetic_kind::real;
        r.quantizable = true;
        return r;
    }
};
} // namespace detail

/// y_i = exp(x_i - max x) / sum_j exp(x_j - max x) along the last axis.
/// Error: float, 2^-23 relative (double inside, rounded once).   Source: torch.nn.Softmax(-1).
struct softmax : detail::real_function<op::softmax> {};
/// y = 1 / (1 + exp(-x)).
struct sigmoid : detail::real_function<op::sigmoid> {};
/// y = tanh(x).
struct tanh : detail::real_function<op::tanh> {};

template <class A>
constexpr void forward(op::softmax, A, layer_row const&, operands const& in, shape const&,
                       reads<A> const& v, typename A::y* y) {
    int const n = in[0].last();
    for (std::int64_t row = 0; row < in[0].elements() / n; ++row) {
        typename A::x const* x = v.x + row * n;
        double top = A::real(x[0]), sum = 0;
        for (int i = 1; i < n; ++i) {
            top = A::real(x[i]) > top ? A::real(x[i]) : top;
        }
        for (int i = 0; i < n; ++i) {
            sum += math::exp(A::real(x[i]) - top);
        }
        for (int i = 0; i < n; ++i) {
            y[row * n + i] = A::store_real(math::exp(A::real(x[i]) - top) / sum);
        }
    }
}
template <class A>
constexpr void forward(op::sigmoid, A, layer_row const&, operands const& in, shape const&,
                       reads<A> const& v, typename A::y* y) {
    for (std::int64_t i = 0; i < in[0].elements(); ++i) {
        y[i] = A::store_real(math::sigmoid(A::real(v.x[i])));
    }
}
template <class A>
constexpr void forward(op::tanh, A, layer_row const&, operands const& in, shape const&,
                       reads<A> const& v, typename A::y* y) {
    for (std::int64_t i = 0; i < in[0].elements(); ++i) {
        y[i] = A::store_real(math::tanh(A::real(v.x[i])));
    }
}

} // namespace widthwise
