// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include <widthwise/kernels/pack_floats.hpp>
#include <widthwise/kernels/pack_steps.hpp>
#include <widthwise/run/engine_core.hpp>
#include <widthwise/run/engine_slots.hpp>

namespace widthwise::detail {

inline void engine_core::make_float(std::size_t i) {
    node_source const& s = net_.source[i];
    kernels::gemm_step g;
    g.m.inputs = net_.layer(i).attr[0];
    g.m.outputs = net_.layer(i).attr[1];
    g.from = read_plain(i, 0);
    g.from_input = reads_input(i);
    if (g.from_input) {
        g.from.stride = net_.input_size * sizeof(float);
        g.x_at = input_column(net_.edge_of(i, 0));
    }
    g.to = result_of(i);
    place(g, i);
    kernels::tier_shape shape = kernels::shape_of(tier_);
    if (s.choice.s16 == nullptr) {
        shape.lanes = 1;
    }
    shape.pair_output = nullptr; // floats are stored in order
    std::vector<float> weight = s.weight;
    columns_in_order(weight, g.m.outputs, order_read_by(i, 0));
    kernels::pack_floats(g, weight, s.bias, shape.lanes);
    g.kernel = s.choice.s16 != nullptr ? s.choice.s16
               : s.relu                ? &kernels::portable::gemm_f32<true>
                                       : &kernels::portable::gemm_f32<false>;
    add_step(i, &kernels::run_gemm, std::move(g),
             s.choice.s16 != nullptr ? "gemm f32" : "gemm f32, portable");
}

inline void engine_core::place(kernels::gemm_step& g, std::size_t i) {
    kernels::node_work const& w = net_.work[i];
    std::size_t const head = static_cast<std::size_t>(w.head);
    std::size_t const size = kernels::bytes_of(g.to.kind);
    g.rows = rows_of_sample(i, g.m.inputs);
    g.to_output = writes_output(i);
    g.y_at = g.to_output ? output_column(head) : 0;
    std::ptrdiff_t const in_row = static_cast<std::ptrdiff_t>(static_cast<std::size_t>(g.m.inputs) *
                                                              kernels::bytes_of(g.from.kind));
    std::ptrdiff_t const out_row =
        static_cast<std::ptrdiff_t>(static_cast<std::size_t>(g.m.outputs) * size);
    g.sample_bytes = static_cast<std::ptrdiff_t>(g.to_output ? net_.output_size * 4 : g.to.stride);
    g.task.row_bytes = g.rows == 1 ? static_cast<std::ptrdiff_t>(g.from.stride) : in_row;
    g.task.out_bytes = g.rows == 1 ? g.sample_bytes : out_row;
    g.task.outputs = g.m.outputs;
    g.task.writable =
        g.rows == 1 && !g.to_output ? static_cast<int>(g.to.stride / size) : g.m.outputs;
}

inline void engine_core::make_gemm(std::size_t i) {
    kernels::gemm_step& g = gemm_[i];
    g.from = operand_[i];
    g.to = result_of(i);
    place(g, i);
    add_gemm(i, std::move(g), gemm_names);
}

inline void engine_core::add_gemm(std::size_t i, kernels::gemm_step g, product_names const& names) {
    pack(g, net_.source[i].choice, kernels::shape_of(tier_), net_.source[i].folded);
    bool const exact = g.kernel != nullptr;
    if (!exact) {
        pack_steps(g, net_.source[i].choice, kernels::shape_of(tier_), net_.source[i].folded);
        pack_wide(g, net_.source[i].choice, kernels::shape_of(tier_));
    }
    bool const packed = g.kernel != nullptr;
    if (exact || (packed && needs_steps(g.m))) {
        note_chained(i, g);
    }
    int const least = kernels::tile_calls::rows;
    bool const batched = g.rows == 1 && g.lines == 1; // samples are its rows
    if (g.task.tile_groups != 0 && (batched || g.rows >= least)) {
        tiles_from_ = std::min<std::size_t>(tiles_from_, batched ? least : 1);
    }
    char const* const name = !packed                          ? names.portable
                             : !exact                         ? kernels::name_of(g)
                             : g.planes == 1                  ? "gemm, 1 bit by 1 bit"
                             : g.planes == 2                  ? "gemm, ternary in two planes"
                             : g.packed_bits != 0             ? "gemm u8, packed weights"
                             : g.in == cell::s16              ? names.s16
                             : g.task.tile_groups != 0        ? names.tiles
                             : g.proof == kernels::depth::all ? names.u8_all
                                                              : names.u8_each;
    add_step(i, packed ? &kernels::run_gemm : &kernels::portable::multiply, std::move(g), name);
}

} // namespace widthwise::detail
