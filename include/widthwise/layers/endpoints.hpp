// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/layers/formats.hpp>
#include <widthwise/layers/row.hpp>
#include <widthwise/tensor/shape.hpp>

namespace widthwise {

namespace op {
struct input {
    static constexpr char const* c_str() { return "placeholder"; }
};
struct output {
    static constexpr char const* c_str() { return "output"; }
};
} // namespace op

/// The network's input: one sample of shape [Extent...], float32 (torch.fx's placeholder).
template <int... Extent>
struct input : plain_layer {
    using op_type = op::input;
    static constexpr bool valid() {
        int const list[] = {Extent..., 1};
        int bad = 0;
        for (int e : list) {
            bad += e < 1 ? 1 : 0;
        }
        return bad == 0 && sizeof...(Extent) >= 1 && sizeof...(Extent) <= 4;
    }
    static_assert(valid(), "widthwise: input<Extent...> takes 1 to 4 positive extents");

    static constexpr layer_row row() {
        layer_row r{};
        r.op = op_id<op::input>;
        r.op_name = "placeholder";
        r.class_name = "placeholder";
        r.mase_type = "placeholder";
        r.kind = fx_kind::placeholder;
        r.arity = 0;
        shape const s = extents(Extent...);
        r.attr[0] = s.rank;
        for (int i = 0; i < s.rank; ++i) {
            r.attr[1 + i] = s.dim[i];
        }
        r.infer = infer;
        r.count = count;
        return r;
    }
    static constexpr inferred infer(layer_row const& r, operands const&) {
        shape s{};
        s.rank = r.attr[0];
        for (int i = 0; i < s.rank; ++i) {
            s.dim[i] = r.attr[1 + i];
        }
        return gives(s);
    }
    static constexpr counts count(layer_row const&, operands const&, shape const&) {
        return counts{};
    }
};

/// The network's result, one or more tensors; appended to a network that does not name it.
/// Several outputs (two heads): node<output_name, output, head_a, head_b>; its shape is the
/// first's.
struct output : plain_layer {
    using op_type = op::output;

    static constexpr layer_row row() {
        layer_row r{};
        r.op = op_id<op::output>;
        r.op_name = "output";
        r.class_name = "output";
        r.mase_type = "output";
        r.kind = fx_kind::output;
        r.arity = -1;
        r.infer = infer;
        r.count = count;
        return r;
    }
    static constexpr inferred infer(layer_row const&, operands const& in) { return gives(in[0]); }
    static constexpr counts count(layer_row const&, operands const&, shape const&) {
        return counts{};
    }
};

} // namespace widthwise
