// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/layers/reshape.hpp>

namespace widthwise {

namespace op {
struct concat {
    static constexpr char const* c_str() { return "concat"; }
    static constexpr bool per_input = true; ///< forward is called once for each input
};
} // namespace op

/// y = the inputs one after the other along Axis (0: features or channels); other extents equal.
/// Integer inputs of different formats are first brought, without loss, to one that holds them all.
/// Source: torch.cat(dim = Axis + 1).
template <int Axis = 0>
struct concat : plain_layer {
    static_assert(Axis >= 0 && Axis < 4, "widthwise: concat<Axis> takes 0 to 3");
    using op_type = op::concat;

    static constexpr layer_row row() {
        layer_row r{};
        r.op = op_id<op::concat>;
        r.op_name = "concat";
        r.class_name = "cat";
        r.mase_type = "implicit_func";
        r.kind = fx_kind::call_function;
        r.attr[0] = Axis;
        r.arity = -1;
        r.infer = infer;
        r.count = detail::count_nothing;
        return r;
    }
    static constexpr inferred infer(layer_row const& r, operands const& in) {
        int const axis = r.attr[0];
        shape out = in[0];
        if (axis >= out.rank) {
            return fails(fault::rank_mismatch, out.rank, axis + 1);
        }
        for (int k = 1; k < in.count; ++k) {
            if (in[k].rank != out.rank) {
                return fails(fault::rank_mismatch, in[k].rank, out.rank);
            }
            for (int i = 0; i < out.rank; ++i) {
                if (i != axis && in[k].dim[i] != out.dim[i]) {
                    return fails(fault::shape_mismatch, in[k].dim[i], out.dim[i]);
                }
            }
            out.dim[axis] += in[k].dim[axis];
        }
        return gives(out);
    }
};

/// Writes input k of the result.
template <class A>
constexpr void forward_part(op::concat, A, layer_row const& r, operands const& in, int k,
                            shape const& out, typename A::x const* x, typename A::y* y) {
    int const axis = r.attr[0];
    std::int64_t inner = 1, offset = 0;
    for (int i = axis + 1; i < out.rank; ++i) {
        inner *= out.dim[i];
    }
    for (int i = 0; i < k; ++i) {
        offset += in[i].dim[axis] * inner;
    }
    std::int64_t const mine = in[k].dim[axis] * inner, all = out.dim[axis] * inner;
    for (std::int64_t i = 0; i < in[k].elements(); ++i) {
        y[i / mine * all + offset + i % mine] = A::store_input(x[i]);
    }
}

} // namespace widthwise
