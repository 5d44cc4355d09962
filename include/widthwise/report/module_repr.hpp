// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>

#include <widthwise/layers/window.hpp>
#include <widthwise/report/class_name.hpp>
#include <widthwise/report/py.hpp>

namespace widthwise::report {

namespace detail {

/// Python's text of one or two numbers: (3, 3); (3,) along one axis; 3 where torch got one number.
inline std::string pair_text(int const* values, bool one_axis, bool short_form) {
    std::string const last = std::to_string(values[1]);
    if (short_form && (one_axis || values[0] == values[1])) {
        return last;
    }
    return one_axis ? "(" + last + ",)" : "(" + std::to_string(values[0]) + ", " + last + ")";
}

inline std::string linear_arguments(layer_row const& r) {
    return "in_features=" + std::to_string(r.attr[0]) +
           ", out_features=" + std::to_string(r.attr[1]) +
           ", bias=" + (r.has_bias ? "True" : "False");
}
inline std::string batch_norm_arguments(layer_row const& r) {
    return std::to_string(r.attr[0]) + ", eps=" + repr(py(r.eps)) +
           ", momentum=0.1, affine=True, track_running_stats=True";
}
inline std::string conv_arguments(layer_row const& r) {
    bool const line = r.op == hash_name("conv1d");
    window const w = window_of(r);
    auto const text = [line](int const* values) { return pair_text(values, line, false); };
    std::string out = std::to_string(r.attr[0]) + ", " + std::to_string(r.attr[1]) +
                      ", kernel_size=" + text(w.kernel) + ", stride=" + text(w.stride);
    if (w.padding[0] != 0 || w.padding[1] != 0) {
        out += ", padding=" + text(w.padding);
    }
    if (w.dilation[0] != 1 || w.dilation[1] != 1) {
        out += ", dilation=" + text(w.dilation);
    }
    out += r.attr[10] != 1 ? ", groups=" + std::to_string(r.attr[10]) : "";
    return out + (r.has_bias ? "" : ", bias=False");
}
inline std::string pool_arguments(layer_row const& r) {
    bool const line = r.attr[0] == 2, average = r.arithmetic == arithmetic_kind::average;
    window const w = window_of(r);
    auto const text = [&](int const* v) { return pair_text(v, line, !(line && average)); };
    return "kernel_size=" + text(w.kernel) + ", stride=" + text(w.stride) +
           ", padding=" + text(w.padding) + (average ? "" : ", dilation=1, ceil_mode=False");
}
inline std::string adaptive_arguments(layer_row const& r) {
    return "output_size=" + pair_text(r.attr, false, true);
}
inline std::string dropout_arguments(layer_row const& r) {
    return "p=" + repr(py(r.attr[0] / 100.0)) + ", inplace=False";
}

/// What stands between the brackets; a layer that is not listed has nothing there.
struct repr_row {
    std::uint32_t op;
    std::string (*arguments)(layer_row const&);
};
constexpr repr_row repr_rows[] = {
    {hash_name("linear"), linear_arguments},
    {hash_name("batch_norm1d"), batch_norm_arguments},
    {hash_name("batch_norm2d"), batch_norm_arguments},
    {hash_name("conv1d"), conv_arguments},
    {hash_name("conv2d"), conv_arguments},
    {hash_name("max_pool1d"), pool_arguments},
    {hash_name("max_pool2d"), pool_arguments},
    {hash_name("avg_pool1d"), pool_arguments},
    {hash_name("avg_pool2d"), pool_arguments},
    {hash_name("adaptive_avg_pool2d"), adaptive_arguments},
    {hash_name("dropout"), dropout_arguments},
    {hash_name("softmax"), [](layer_row const&) -> std::string { return "dim=-1"; }},
    {hash_name("relu"), [](layer_row const&) -> std::string { return "inplace=True"; }},
};

} // namespace detail

/// str(module): Linear(in_features=16, out_features=5, bias=True). ReLU is printed in place, as
/// MASE's networks make it (nn.ReLU(16)). Source: extra_repr of torch 1.13's modules.
inline std::string module_repr(layer_row const& layer) {
    for (auto const& row : detail::repr_rows) {
        if (row.op == layer.op) {
            return class_name(layer) + "(" + row.arguments(layer) + ")";
        }
    }
    return class_name(layer) + "()";
}

} // namespace widthwise::report
