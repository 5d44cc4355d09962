// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>

#include <widthwise/run/engine_core.hpp>

namespace widthwise::detail {

inline void engine_core::add_cells(std::size_t node, kernels::cells_step s) {
    bool const floats = is_float(s.from_format), to_float = s.to.kind == cell::f32;
    if (floats && to_float && s.after.count == 0) {
        prepare(s, isa::tier::scalar, net_.input_size, net_.output_size);
        if (!cast_behind_reorder(node, s, true, "copy")) {
            add(node, &kernels::run_copy, std::move(s), "copy");
        }
        return;
    }
    prepare(s, tier_, net_.input_size, net_.output_size);
    char const* const name = s.kernel == nullptr ? (floats ? "encode, portable" : "cast, portable")
                             : floats            ? "encode"
                             : to_float          ? "decode"
                                                 : "cast";
    if (!cast_behind_reorder(node, s, false, name)) {
        add(node, &kernels::run_cells, std::move(s), name);
    }
}

/// The name of such a step that changes the order too.
inline char const* reordered_name(char const* name) {
    constexpr char const* names[][2] = {{"copy", "copy, reorder"},
                                        {"encode", "encode, reorder"},
                                        {"decode", "reorder, decode"},
                                        {"cast", "cast, reorder"},
                                        {"encode, portable", "encode, reorder, portable"},
                                        {"cast, portable", "cast, reorder, portable"}};
    for (auto const& n : names) {
        if (std::string_view(n[0]) == name) {
            return n[1];
        }
    }
    return "reorder";
}

inline void engine_core::reorder(std::size_t i, int k, slot const& from, slot const& to) {
    kernels::reorder_step r =
        kernels::make_reorder(from, net_.order[net_.edge_of(i, k)], to, order_read_by(i, k));
    if (k == 0 && kernels::detail::has_border(net_.work[i].kind)) {
        kernels::conv_shape const c =
            kernels::conv_shape_of(net_.layer(i), net_.inputs(i)[0], net_.out[i]);
        if (c.win.kernel[0] == 1 && c.win.padding[0] == 0) {
            skip_lines(r, c.width, c.win.stride[0]);
        }
    }
    kernels::step const* const last = ways_.steps.empty() ? nullptr : &ways_.steps.back();
    if (r.how == kernels::reorder_step::way::to_pixels && last != nullptr &&
        (last->run == &kernels::run_cells || last->run == &kernels::run_copy)) {
        auto const& s = *static_cast<kernels::cells_step const*>(last->data.get());
        // Another node may read the edge as it was.
        bool const alone = from.at == staging_of(i, k).at || net_.readers[net_.edge_of(i, k)] == 1;
        bool const is_source = alone && !s.to_output && s.to.at == from.at && s.lines == 1 &&
                               !s.part && s.elements() == from.elements;
        if (is_source) {
            auto data = std::make_shared<kernels::cast_image_step const>(
                make_cast_image(s, last->run == &kernels::run_copy, r));
            ways_.steps.back() = kernels::step{&kernels::run_cast_image, std::move(data),
                                               last->node, reordered_name(last->kernel)};
            return;
        }
    }
    add(i, &kernels::run_reorder, std::move(r), "reorder");
}

inline bool engine_core::cast_behind_reorder(std::size_t node, kernels::cells_step const& s,
                                             bool moves, char const* name) {
    if (ways_.steps.empty() || ways_.steps.back().run != &kernels::run_reorder) {
        return false;
    }
    auto const& r = *static_cast<kernels::reorder_step const*>(ways_.steps.back().data.get());
    bool const is_reader = !s.from_input && s.from.at == r.to.at && s.lines == 1 && !s.part &&
                           s.elements() == r.to.elements &&
                           r.how == kernels::reorder_step::way::from_pixels;
    if (!is_reader) {
        return false;
    }
    kernels::cells_step direct = s;
    direct.from = r.from;
    direct.in_sample = static_cast<std::ptrdiff_t>(r.from.stride);
    auto data = std::make_shared<kernels::cast_image_step const>(make_cast_image(direct, moves, r));
    ways_.steps.back() = kernels::step{&kernels::run_cast_image, std::move(data),
                                       static_cast<int>(node), reordered_name(name)};
    return true;
}

inline void engine_core::cast_operand(std::size_t edge, std::size_t i, slot const& to) {
    kernels::cells_step s;
    s.from = plain_[edge];
    s.from_format = as_row(net_.format[edge]);
    s.encode = net_.source[i].x;
    if (!is_float(s.from_format)) {
        s.after.cast_to(net_.source[i].x);
    }
    s.to = to;
    add_cells(i, std::move(s));
}

inline void engine_core::fill_operand(std::size_t i) {
    std::size_t const e = net_.edge_of(i, 0);
    slot const& to = is_reordered(i, 0) ? staging_of(i, 0) : operand_[i];
    if (plain_[e].stride != 0) {
        cast_operand(e, i, to);
    }
    if (is_reordered(i, 0)) {
        reorder(i, 0, to, operand_[i]);
    }
}

inline void engine_core::write_to_output(kernels::cells_step& s, std::size_t i) {
    if (writes_output(i)) {
        std::size_t const head = static_cast<std::size_t>(net_.work[i].head);
        s.to_output = true;
        s.y_at = output_column(head);
        s.to = slot{cell::f32, 0, net_.elements(head), 0, 0};
    }
}

inline void engine_core::decode(std::size_t i, std::size_t edge, operands const& heads, int k) {
    kernels::cells_step s;
    s.from = read_plain(i, k);
    s.from_format = as_row(net_.format[edge]);
    s.to = slot{cell::f32, 0, net_.elements(edge), 0, 0};
    s.to_output = true;
    for (int before = 0; before < k; ++before) {
        s.y_at += net_.elements(static_cast<std::size_t>(heads.edge[before]));
    }
    add_cells(i, std::move(s));
}

inline void engine_core::make_input(std::size_t i) {
    kernels::node_work const& w = net_.work[i];
    kernels::cells_step s;
    s.from.kind = cell::f32;
    s.from_input = true;
    s.x_at = input_column(i);
    s.encode = w.reader >= 0 ? net_.source[static_cast<std::size_t>(w.reader)].x : format_row{};
    s.to = w.reader >= 0 ? operand_of(static_cast<std::size_t>(w.reader)) : plain_[i];
    write_to_output(s, i);
    for (std::size_t r = i + 1; r < net_.size; ++r) {
        if (net_.inputs(r).count > 0 && net_.edge_of(r, 0) == i && reads_input(r)) {
            return;
        }
    }
    add_cells(i, std::move(s));
}

inline void engine_core::make_cells(std::size_t i) {
    kernels::node_work const& w = net_.work[i];
    std::size_t const head = static_cast<std::size_t>(w.head);
    operands const in = net_.inputs(i);
    kernels::cells_step s;
    s.from = plain_[static_cast<std::size_t>(in.edge[0])];
    s.from_format = as_row(net_.format[in.edge[0]]);
    s.encode = net_.source[i].x;
    s.after = net_.source[i].after;
    s.to = w.reader >= 0 ? operand_[static_cast<std::size_t>(w.reader)] : plain_[head];
    write_to_output(s, i);
    add_cells(i, std::move(s));
}

inline void engine_core::make_specification(std::size_t i) {
    operands const in = net_.inputs(i);
    specification_step s;
    s.parameters = net_.parameters;
    s.run_node = net_.source[i].run_node;
    for (int k = 0; k < in.count; ++k) {
        std::size_t const e = static_cast<std::size_t>(in.edge[k]);
        s.in.push_back({read_plain(i, k), net_.format[e], e});
    }
    s.out = {plain_[i], net_.format[i], i};
    add(i, &run_specification, std::move(s), "specification");
}

inline void engine_core::make_output(std::size_t i) {
    operands const in = net_.inputs(i);
    for (int k = 0; k < in.count; ++k) {
        std::size_t const e = static_cast<std::size_t>(in.edge[k]);
        if (plain_[e].stride != 0) {
            decode(i, e, in, k);
        }
    }
}

} // namespace widthwise::detail
