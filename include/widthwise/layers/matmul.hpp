// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/layers/arithmetic.hpp>
#include <widthwise/layers/formats.hpp>
#include <widthwise/layers/row.hpp>

namespace widthwise {

namespace op {
struct matmul {
    static constexpr char const* c_str() { return "matmul"; }
};
struct bmm {
    static constexpr char const* c_str() { return "bmm"; }
};
} // namespace op

namespace detail {
/// [..., M, K] x [..., K, N] -> [..., M, N]; equal leading extents.
constexpr inferred infer_matmul(layer_row const&, operands const& in) {
    shape const &a = in[0], &b = in[1];
    if (a.rank < 2 || a.rank != b.rank) {
        return fails(fault::rank_mismatch, a.rank, b.rank);
    }
    for (int i = 0; i + 2 < a.rank; ++i) {
        if (a.dim[i] != b.dim[i]) {
            return fails(fault::shape_mismatch, a.dim[i], b.dim[i]);
        }
    }
    if (a.last() != b.dim[b.rank - 2]) {
        return fails(fault::shape_mismatch, a.last(), b.dim[b.rank - 2]);
    }
    shape out = a;
    out.dim[out.rank - 1] = b.last();
    return gives(out);
}
constexpr counts count_matmul(layer_row const&, operands const& in, shape const& out) {
    counts c{};
    c.macs = out.elements() * in[0].last();
    c.computations = c.macs;
    c.backward = 2 * c.macs;
    c.fan_in = in[0].last();
    return c;
}

template <class Op>
struct matrix_product : plain_layer {
    using op_type = Op;

    static constexpr layer_row row() {
        layer_row r{};
        r.op = op_id<Op>;
        r.op_name = Op::c_str();
        r.class_name = Op::c_str();
        r.mase_type = "builtin_func";
        r.kind = fx_kind::call_function;
        r.arity = 2;
        r.infer = infer_matmul;
        r.count = count_matmul;
        r.arithmetic = arithmetic_kind::mac;
        r.quantizable = true;
        r.has_weight = true;
        r.second_is_weight = true;
        return r;
    }
};

template <class A>
constexpr void forward_matmul(operands const& in, shape const& out, reads<A> const& v,
                              typename A::y* y) {
    int const m = in[0].dim[in[0].rank - 2], k = in[0].last(), n = in[1].last();
    std::int64_t const batches = out.elements() / m / n;
    for (std::int64_t at = 0; at < batches * m * n; ++at) {
        std::int64_t const row = at / n, batch = row / m, column = at % n;
        typename A::accumulator acc{};
        for (int i = 0; i < k; ++i) {
            acc.multiply(v.weight[(batch * k + i) * n + column], v.x[row * k + i]);
        }
        y[at] = A::store(acc);
    }
}
} // namespace detail

/// y = x0 x1.   x0: [..., M, K] in data_in, x1: [..., K, N] in the weight role, y: [..., M, N].
/// Cost: M * N * K MACs per leading index.   Source: MASE quantized_funcs/matmul (x, y: data_in,
/// weight).
struct matmul : detail::matrix_product<op::matmul> {};
/// The same per sample of a batch (the leading batch axis is not written).   Source: torch.bmm.
struct bmm : detail::matrix_product<op::bmm> {};

template <class A>
constexpr void forward(op::matmul, A, layer_row const&, operands const& in, shape const& out,
                       reads<A> const& v, typename A::y* y) {
    detail::forward_matmul<A>(in, out, v, y);
}
template <class A>
constexpr void forward(op::bmm, A, layer_row const&, operands const& in, shape const& out,
                       reads<A> const& v, typename A::y* y) {
    detail::forward_matmul<A>(in, out, v, y);
}

} // namespace widthwise
