// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/layers/arithmetic.hpp>
#include <widthwise/layers/formats.hpp>
#include <widthwise/layers/row.hpp>

namespace widthwise {

namespace op {
struct flatten {
    static constexpr char const* c_str() { return "flatten"; }
};
struct view {
    static constexpr char const* c_str() { return "view"; }
};
struct identity {
    static constexpr char const* c_str() { return "identity"; }
};
struct dropout {
    static constexpr char const* c_str() { return "dropout"; }
};
} // namespace op

/// y = x: drop_identity drops it.
constexpr bool is_identity(layer_row const& layer) {
    return layer.op == op_id<op::identity> || layer.op == op_id<op::dropout>;
}
/// Values pass in their order, and unchanged but for casts.
constexpr bool keeps_values(layer_row const& layer) {
    return layer.op == op_id<op::flatten> || layer.op == op_id<op::view> || is_identity(layer);
}

namespace detail {
constexpr counts count_nothing(layer_row const&, operands const&, shape const&) { return counts{}; }
constexpr inferred infer_flatten(layer_row const&, operands const& in) {
    return gives(extents(static_cast<int>(in[0].elements())));
}
constexpr inferred infer_same(layer_row const&, operands const& in) { return gives(in[0]); }
constexpr inferred infer_view(layer_row const& r, operands const& in) {
    shape s{};
    s.rank = r.attr[0];
    int hole = -1;
    for (int i = 0; i < s.rank; ++i) {
        hole = r.attr[1 + i] < 0 ? i : hole;
        s.dim[i] = r.attr[1 + i] < 0 ? 1 : r.attr[1 + i];
    }
    if (hole >= 0) {
        s.dim[hole] = static_cast<int>(in[0].elements() / s.elements());
    }
    return s.elements() == in[0].elements()
               ? gives(s)
               : fails(fault::size_mismatch, static_cast<int>(in[0].elements()),
                       static_cast<int>(s.elements()));
}

/// A layer that only moves values: y = x, its format kept.
template <class Op>
struct moves : plain_layer {
    using op_type = Op;
    static constexpr layer_row describe(char const* class_name, char const* mase_type, fx_kind kind,
                                        inferred (*infer)(layer_row const&, operands const&)) {
        layer_row r{};
        r.op = op_id<Op>;
        r.op_name = Op::c_str();
        r.class_name = class_name;
        r.mase_type = mase_type;
        r.kind = kind;
        r.infer = infer;
        r.count = count_nothing;
        return r;
    }
};

template <class A>
constexpr void forward_move(operands const& in, reads<A> const& v, typename A::y* y) {
    for (std::int64_t i = 0; i < in[0].elements(); ++i) {
        y[i] = A::store_input(v.x[i]);
    }
}
} // namespace detail

/// y = x as one axis.   x: any shape, y: [elements].   Source: torch.flatten(x, 1).
struct flatten : detail::moves<op::flatten> {
    static constexpr layer_row row() {
        return describe("flatten", "implicit_func", fx_kind::call_function, detail::infer_flatten);
    }
};

/// y = x with the extents [Extent...]; one of them may be -1: what is left.   Source: torch's view.
template <int... Extent>
struct view : detail::moves<op::view> {
    static constexpr layer_row row() {
        layer_row r = describe("view", "implicit_func", fx_kind::call_method, detail::infer_view);
        int const list[] = {Extent..., 0};
        r.attr[0] = static_cast<int>(sizeof...(Extent));
        for (int i = 0; i < r.attr[0]; ++i) {
            r.attr[1 + i] = list[i];
        }
        return r;
    }
    static constexpr bool valid() {
        int const list[] = {Extent..., 1};
        int holes = 0, bad = 0;
        for (int e : list) {
            holes += e == -1 ? 1 : 0;
            bad += e == 0 || e < -1 ? 1 : 0;
        }
        return holes <= 1 && bad == 0 && sizeof...(Extent) >= 1 && sizeof...(Extent) <= 4;
    }
    static_assert(valid(),
                  "widthwise: view<...> takes 1 to 4 positive extents, one of them may be -1");
};

/// y = x.   Source: torch.nn.Identity.
struct identity : detail::moves<op::identity> {
    static constexpr layer_row row() {
        return describe("Identity", "module", fx_kind::call_module, detail::infer_same);
    }
};

/// y = x when the network is run; in training each element is zeroed with probability
/// Percent / 100 and the others are scaled up.   Source: torch.nn.Dropout.
template <int Percent = 50>
struct dropout : detail::moves<op::dropout> {
    static_assert(Percent >= 0 && Percent < 100, "widthwise: dropout<Percent> takes 0 to 99");
    static constexpr layer_row row() {
        layer_row r = describe("Dropout", "module", fx_kind::call_module, detail::infer_same);
        r.attr[0] = Percent;
        return r;
    }
};

template <class A>
constexpr void forward(op::flatten, A, layer_row const&, operands const& in, shape const&,
                       reads<A> const& v, typename A::y* y) {
    detail::forward_move<A>(in, v, y);
}
template <class A>
constexpr void forward(op::view, A, layer_row const&, operands const& in, shape const&,
                       reads<A> const& v, typename A::y* y) {
    detail::forward_move<A>(in, v, y);
}
template <class A>
constexpr void forward(op::identity, A, layer_row const&, operands const& in, shape const&,
                       reads<A> const& v, typename A::y* y) {
    detail::forward_move<A>(in, v, y);
}
template <class A>
constexpr void forward(op::dropout, A, layer_row const&, operands const& in, shape const&,
                       reads<A> const& v, typename A::y* y) {
    detail::forward_move<A>(in, v, y);
}

} // namespace widthwise
