// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include <widthwise/formats/row.hpp>

namespace widthwise {

/// What flows along an edge: enough to know its values, small enough to keep for every node.
struct edge_format {
    std::uint32_t kind = format_kind::float32;
    int width = 32;
    int frac = 0;
    bool sign = true;
};
constexpr edge_format edge_of(format_row const& row) {
    return edge_format{row.kind, row.width, row.frac, row.sign};
}
constexpr format_row as_row(edge_format const& e) {
    format_row row{};
    if (e.kind != row.kind) {
        row.kind = e.kind;
        row.name = "fixed";
        row.width = e.width;
        row.frac = e.frac;
        row.sign = e.sign;
    }
    return row;
}

} // namespace widthwise
