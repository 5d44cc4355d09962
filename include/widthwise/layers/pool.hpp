// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/layers/arithmetic.hpp>
#include <widthwise/layers/formats.hpp>
#include <widthwise/layers/window.hpp>

namespace widthwise {

namespace op {
struct max_pool2d {
    static constexpr char const* c_str() { return "max_pool2d"; }
};
struct avg_pool2d {
    static constexpr char const* c_str() { return "avg_pool2d"; }
};
struct max_pool1d {
    static constexpr char const* c_str() { return "max_pool1d"; }
};
struct avg_pool1d {
    static constexpr char const* c_str() { return "avg_pool1d"; }
};
} // namespace op

constexpr bool is_max_pool(layer_row const& layer) {
    return layer.op == op_id<op::max_pool1d> || layer.op == op_id<op::max_pool2d>;
}

namespace detail {
constexpr inferred infer_pool(layer_row const& r, operands const& in) {
    for (int axis = 0; axis < 2; ++axis) {
        if (2 * r.attr[6 + axis] > r.attr[2 + axis]) { // torch: padding at most half the kernel
            return fails(fault::empty_output, r.attr[6 + axis], r.attr[2 + axis]);
        }
    }
    return infer_window(r, in, r.attr[0], in[0].dim[0]);
}
constexpr counts count_pool(layer_row const& r, operands const& in, shape const& out) {
    counts c{};
    int const taps = window_of(r).taps();
    c.computations = out.elements() * taps;
    c.backward = in[0].elements() * taps;
    bool const average = r.arithmetic == arithmetic_kind::average;
    c.compares = average ? 0 : out.elements() * (taps - 1);
    c.adds = average ? out.elements() * (taps - 1) : 0;
    c.products = average ? out.elements() : 0;
    c.fan_in = taps;
    return c;
}

template <class Op, int Rank, bool Average, class Kernel, class Stride, class Padding>
struct pool : plain_layer, sliding_window<Kernel, Stride, Padding, pair<1>> {
    using op_type = Op;

    static constexpr layer_row row() {
        layer_row r{};
        r.op = op_id<Op>;
        r.op_name = Op::c_str();
        r.class_name = Rank == 2 ? (Average ? "AvgPool1d" : "MaxPool1d")
                                 : (Average ? "AvgPool2d" : "MaxPool2d");
        r.mase_type = "module_related_func";
        r.attr[0] = Rank;
        set_window<Kernel, Stride, Padding, pair<1>>(r);
        r.infer = infer_pool;
        r.count = count_pool;
        r.arithmetic = Average ? arithmetic_kind::average : arithmetic_kind::pass;
        r.quantizable = true;
        return r;
    }
};

/// sum / n of raw values, cast<data_out> of the exact quotient: two guard bits below the last kept
/// one and a sticky bit decide every rounding mode.
template <class A>
struct averager {
    wide raw{};
    double real = 0;

    constexpr void add(typename A::x v) {
        raw = A::is_integer ? raw + raw_wide<typename A::x_format>(v) : raw;
        real += A::real(v);
    }
    constexpr typename A::y store(std::int64_t n) const { return A::store_mean(raw, real, n); }
};

template <class A, class Each>
constexpr void slide(layer_row const& r, operands const& in, shape const& result, Each& each,
                     typename A::y* y) {
    shape const s = as_image(in[0]), o = as_image(result);
    window const win = window_of(r);
    std::int64_t at = 0;
    for (int c = 0; c < o.dim[0]; ++c) {
        for (int oh = 0; oh < o.dim[1]; ++oh) {
            for (int ow = 0; ow < o.dim[2]; ++ow, ++at) {
                each.reset();
                for (int tap = 0; tap < win.taps(); ++tap) {
                    int const h = win.position(0, oh, tap / win.kernel[1]);
                    int const w = win.position(1, ow, tap % win.kernel[1]);
                    if (h >= 0 && h < s.dim[1] && w >= 0 && w < s.dim[2]) {
                        each.take((c * s.dim[1] + h) * s.dim[2] + w);
                    }
                }
                y[at] = each.result(win.taps());
            }
        }
    }
}

template <class A>
struct take_max {
    typename A::x const* x;
    typename A::x best{};
    bool any = false;
    constexpr void reset() { any = false; }
    constexpr void take(std::int64_t i) {
        bool const nan = best != best; // the first NaN wins, as in torch
        best = any && (nan || x[i] <= best) ? best : x[i];
        any = true;
    }
    constexpr typename A::y result(int) const { return A::store_input(best); }
};
template <class A>
struct take_mean {
    typename A::x const* x;
    averager<A> sum{};
    constexpr void reset() { sum = averager<A>{}; }
    constexpr void take(std::int64_t i) { sum.add(x[i]); }
    constexpr typename A::y result(int taps) const { return sum.store(taps); }
};
} // namespace detail

/// y[c, h, w] = max over the window of x[c].   x: [C, H, W]; Stride defaults to Kernel; padding is
/// never chosen.   Cost: taps per output.   Source: torch.nn.MaxPool2d.
template <class Kernel, class Stride = Kernel, class Padding = pair<0>>
struct max_pool2d : detail::pool<op::max_pool2d, 3, false, Kernel, Stride, Padding> {};
/// y[c, h, w] = mean over the window of x[c], padding counted as zeros (torch's default).
/// The result is float unless data_out is given; with integers the exact quotient is cast.
/// Source: torch.nn.AvgPool2d.
template <class Kernel, class Stride = Kernel, class Padding = pair<0>>
struct avg_pool2d : detail::pool<op::avg_pool2d, 3, true, Kernel, Stride, Padding> {};
/// The same along one axis.  x: [C, L].
template <int Kernel, int Stride = Kernel, int Padding = 0>
struct max_pool1d
    : detail::pool<op::max_pool1d, 2, false, pair<1, Kernel>, pair<1, Stride>, pair<0, Padding>> {};
template <int Kernel, int Stride = Kernel, int Padding = 0>
struct avg_pool1d
    : detail::pool<op::avg_pool1d, 2, true, pair<1, Kernel>, pair<1, Stride>, pair<0, Padding>> {};

template <class A>
constexpr void forward(op::max_pool2d, A, layer_row const& r, operands const& in, shape const& out,
                       reads<A> const& v, typename A::y* y) {
    detail::take_max<A> each{v.x};
    detail::slide<A>(r, in, out, each, y);
}
template <class A>
constexpr void forward(op::avg_pool2d, A, layer_row const& r, operands const& in, shape const& out,
                       reads<A> const& v, typename A::y* y) {
    detail::take_mean<A> each{v.x};
    detail::slide<A>(r, in, out, each, y);
}
template <class A>
constexpr void forward(op::max_pool1d, A a, layer_row const& r, operands const& in,
                       shape const& out, reads<A> const& v, typename A::y* y) {
    forward(op::max_pool2d{}, a, r, in, out, v, y);
}
template <class A>
constexpr void forward(op::avg_pool1d, A a, layer_row const& r, operands const& in,
                       shape const& out, reads<A> const& v, typename A::y* y) {
    forward(op::avg_pool2d{}, a, r, in, out, v, y);
}

} // namespace widthwise
