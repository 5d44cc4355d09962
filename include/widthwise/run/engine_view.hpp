// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <vector>

#include <widthwise/run/engine_parts.hpp>

namespace widthwise::detail {

/// A network as an engine sees it: tables, and what each node's type has told.
struct network_view {
    std::size_t size = 0;
    node_row const* rows = nullptr;
    int const* first = nullptr;
    int const* edge = nullptr;
    shape const* out = nullptr;
    edge_format const* format = nullptr;
    kernels::node_work const* work = nullptr;
    int const* order = nullptr;   ///< of edges (kernels/plan.hpp)
    int const* readers = nullptr; ///< of edges: how many operands they are
    std::vector<node_source> source;
    void const* parameters = nullptr;
    std::size_t input_size = 0;
    std::size_t output_size = 0;

    operands inputs(std::size_t i) const {
        return operands{out, edge + first[i], first[i + 1] - first[i]};
    }
    std::size_t elements(std::size_t i) const {
        return static_cast<std::size_t>(out[i].elements());
    }
    layer_row const& layer(std::size_t i) const { return *rows[i].layer; }
    std::size_t edge_of(std::size_t i, int k) const {
        return static_cast<std::size_t>(edge[first[i] + k]);
    }
};

} // namespace widthwise::detail
