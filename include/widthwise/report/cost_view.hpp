// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include <widthwise/cost/memory.hpp>
#include <widthwise/report/class_name.hpp>

namespace widthwise::report {

/// The cost of one node: MASE's five columns, and bit operations by four models.
struct cost_row {
    std::string name, type;
    flop_row flops{};
    double naive = 0, qonnx = 0, baskin = 0, ebops = 0;
};
/// The cost of a network for one batch, its type left behind. Inputs and outputs cost nothing and
/// have no row.
struct cost_view {
    std::vector<cost_row> nodes;
    cost_row total{"total", ""};
    memory_bits bits{};
    bitwidth width{};
    average_bits precision{};
};

template <class Net>
cost_view costs_of(batch b) {
    auto const naive_bits = bitops<Net, naive>(b), qonnx_bits = bitops<Net, qonnx>(b);
    auto const baskin_bits = bitops<Net, baskin>(b), ebops_bits = bitops<Net, ebops>(b);
    cost_view view{};
    for (std::size_t i = 0; i < size_of<Net>(); ++i) {
        layer_row const& layer = *rows_of<Net>()[i].layer;
        if (layer.kind != fx_kind::placeholder && layer.kind != fx_kind::output) {
            view.nodes.push_back({rows_of<Net>()[i].name, class_name(layer), node_flops<Net>(i, b),
                                  naive_bits.node[i], qonnx_bits.node[i], baskin_bits.node[i],
                                  ebops_bits.node[i]});
        }
    }
    view.total = {
        "total",         "", flops<Net>(b), naive_bits.total, qonnx_bits.total, baskin_bits.total,
        ebops_bits.total};
    view.bits = memory<Net>(b);
    view.width = average_bitwidth<Net>();
    view.precision = calculate_avg_bits<Net>();
    return view;
}

} // namespace widthwise::report
