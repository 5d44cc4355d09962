// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <utility>
#include <vector>

#include <widthwise/kernels/channelwise.hpp>
#include <widthwise/kernels/elementwise.hpp>
#include <widthwise/kernels/normalize.hpp>
#include <widthwise/kernels/pack_floats.hpp>
#include <widthwise/kernels/pool.hpp>
#include <widthwise/run/engine_cells.hpp>
#include <widthwise/run/engine_core.hpp>
#include <widthwise/run/engine_gemm.hpp>
#include <widthwise/run/engine_slots.hpp>

namespace widthwise::detail {

/// One matrix product per group of channels.
inline void engine_core::make_conv(std::size_t i) {
    node_source const& s = net_.source[i];
    kernels::gemm_step const& whole = gemm_[i];
    kernels::conv_shape const c =
        kernels::conv_shape_of(net_.layer(i), net_.inputs(i)[0], net_.out[i]);
    int const outputs = whole.m.outputs / c.groups, inputs = whole.m.inputs;
    kernels::tier_shape shape = kernels::shape_of(tier_);
    for (int group = 0; group < c.groups; ++group) {
        auto const part = [&](auto const& all, int each) {
            using vector = std::remove_cvref_t<decltype(all)>;
            if (all.empty()) {
                return vector{};
            }
            auto const first = all.begin() + group * each;
            return vector(first, first + each);
        };
        kernels::gemm_step g = whole;
        g.m.outputs = outputs;
        g.m.weight = part(whole.m.weight, outputs * inputs);
        g.m.bias = part(whole.m.bias, outputs);
        g.from = operand_[i];
        g.to = result_of(i);
        place_conv(g, c, whole.m.outputs, group * (c.channels / c.groups));
        g.to.at += static_cast<std::size_t>(group * outputs) * kernels::bytes_of(g.to.kind);
        if (net_.work[i].kind == work::conv) {
            add_gemm(i, std::move(g), conv_names);
            continue;
        }
        bool const vectors = s.choice.s16 != nullptr;
        shape.pair_output = nullptr; // floats are stored in order
        kernels::pack_floats(g, part(s.weight, outputs * inputs), part(s.bias, outputs),
                             vectors ? shape.lanes : 1);
        g.kernel = vectors  ? s.choice.s16
                   : s.relu ? &kernels::portable::gemm_f32<true>
                            : &kernels::portable::gemm_f32<false>;
        add_step(i, &kernels::run_gemm, std::move(g), vectors ? "conv f32" : "conv f32, portable");
    }
}

inline void engine_core::make_channelwise(std::size_t i) {
    node_source const& s = net_.source[i];
    kernels::gemm_step g = std::move(gemm_[i]);
    kernels::conv_shape c = kernels::conv_shape_of(net_.layer(i), net_.inputs(i)[0], net_.out[i]);
    c.by_taps = true;
    g.from = operand_[i];
    g.to = result_of(i);
    g.output_bytes = static_cast<std::ptrdiff_t>(kernels::bytes_of(g.in));
    place_conv(g, c, g.m.outputs, 0);
    if (net_.work[i].kind == work::channelwise_float) {
        pack_channelwise_floats(g, s.weight, s.bias, s.relu, tier_);
        bool const vectors = kernels::shape_of(tier_).lanes != 0;
        add_step(i, &kernels::run_gemm, std::move(g),
                 vectors ? "channelwise f32" : "channelwise f32, portable");
        return;
    }
    pack_channelwise(g, tier_);
    bool const packed = g.kernel != nullptr;
    add_step(i, packed ? &kernels::run_gemm : &kernels::portable::multiply, std::move(g),
             packed ? "channelwise" : "channelwise, portable");
}

inline void engine_core::make_pool(std::size_t i) {
    node_source const& s = net_.source[i];
    layer_row const& l = net_.layer(i);
    shape const& in = net_.inputs(i)[0];
    kernels::pool_step p;
    p.mean = kernels::detail::is_mean(l);
    p.relu = s.relu;
    p.x = s.x;
    p.after = s.after;
    bool const integers = net_.work[i].kind == work::pool;
    p.from = integers ? operand_[i] : read_plain(i, 0);
    p.to = result_of(i);
    p.windows = kernels::windows_of(l, in, net_.out[i]);
    if (integers && p.mean) {
        p.lane = s.lane;
    }
    prepare(p, in, net_.out[i], tier_);
    char const* const name = !integers             ? "pool f32"
                             : p.kernel == nullptr ? "pool, portable"
                                                   : "pool";
    auto data = std::make_shared<kernels::pool_step>(std::move(p));
    data->task.windows = data->windows.data();
    ways_.steps.push_back(
        kernels::step{&kernels::run_pool, std::move(data), static_cast<int>(i), name});
}

inline void engine_core::make_elementwise(std::size_t i) {
    node_source const& s = net_.source[i];
    kernels::elementwise_step e;
    e.how = kernels::combining_of(net_.layer(i));
    e.a_format = as_row(net_.format[net_.edge_of(i, 0)]);
    e.b_format = as_row(net_.format[net_.edge_of(i, 1)]);
    e.x = s.x;
    e.after = s.after;
    e.relu = s.relu;
    e.a = read_plain(i, 0);
    e.b = read_plain(i, 1);
    e.to = result_of(i);
    bool const floats = net_.work[i].kind == work::elementwise_float;
    prepare(e, tier_);
    char const* const name = floats                ? "elementwise f32"
                             : e.kernel == nullptr ? "elementwise, portable"
                                                   : "elementwise";
    add(i, &kernels::run_elementwise, std::move(e), name);
}

inline void engine_core::make_normalize(std::size_t i) {
    node_source const& s = net_.source[i];
    kernels::normalize_step n;
    n.relu = s.relu;
    n.x = s.x;
    n.from = read_plain(i, 0);
    n.from_input = reads_input(i);
    if (n.from_input) {
        n.from.stride = net_.input_size * sizeof(float);
        n.x_at = input_column(net_.edge_of(i, 0));
    }
    n.to = result_of(i);
    n.to_output = writes_output(i);
    n.to.stride = n.to_output ? net_.output_size * sizeof(float) : n.to.stride;
    n.y_at = n.to_output ? output_column(static_cast<std::size_t>(net_.work[i].head)) : 0;
    for (std::size_t c = 0; c < s.mean.size(); ++c) {
        n.mean.push_back(static_cast<double>(s.mean[c]));
        n.deviation.push_back(math::sqrt(static_cast<double>(s.variance[c]) + net_.layer(i).eps));
        n.weight.push_back(static_cast<double>(s.weight[c]));
        n.bias.push_back(static_cast<double>(s.bias[c]));
    }
    if (is_float(n.x) && stays_float_[i]) {
        prepare_floats(n, tier_);
    }
    bool const floats = n.kernel != nullptr;
    char const* const name = net_.work[i].kind != work::normalize ? (n.relu ? "relu f32" : "copy")
                             : floats                             ? "normalize f32"
                                                                  : "normalize f64";
    add(i, floats ? &kernels::run_normalize_floats : &kernels::run_normalize, std::move(n), name);
}

} // namespace widthwise::detail
