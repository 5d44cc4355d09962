// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <utility>

#include <widthwise/run/engine_core.hpp>

namespace widthwise::detail {

/// Each operand is cast into its part of the result: rows of the axis and all behind it, or of the
/// channels of one pixel.
inline void engine_core::make_concat(std::size_t i) {
    operands const in = net_.inputs(i);
    shape const& out = net_.out[i];
    slot const to = plain_[i];
    bool const by_pixel = net_.order[i] != 0;
    int const axis = net_.layer(i).attr[0];
    std::size_t outer = 1, before = 0;
    for (int d = by_pixel ? 1 : 0; d < (by_pixel ? out.rank : axis); ++d) {
        outer *= static_cast<std::size_t>(out.dim[d]);
    }
    std::size_t const size = kernels::bytes_of(to.kind), row = to.elements / outer;
    for (int k = 0; k < in.count; ++k) {
        std::size_t const e = net_.edge_of(i, k);
        kernels::cells_step s;
        s.from = read_plain(i, k);
        s.from_format = as_row(net_.format[e]);
        s.to = to;
        s.to.at += before * size;
        s.count = net_.elements(e);
        s.part = true;
        s.lines = static_cast<int>(outer);
        s.out_line = static_cast<std::ptrdiff_t>(row * size);
        if (!is_float(s.from_format)) {
            s.after.cast_to(net_.source[i].x);
            for (int c = 0; c < net_.source[i].after.count; ++c) {
                s.after.append(net_.source[i].after.of[c]);
            }
        }
        before += s.count / outer;
        add_cells(i, std::move(s));
    }
}

} // namespace widthwise::detail
