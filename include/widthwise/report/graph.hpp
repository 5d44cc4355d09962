// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include <widthwise/report/fx_text.hpp>
#include <widthwise/report/module_repr.hpp>
#include <widthwise/report/save.hpp>

namespace widthwise::report {

/// {'placeholder': 1, 'get_attr': 0, ...}: how many nodes there are of each kind of torch.fx.
inline py::dict kind_counts(std::vector<node_view> const& nodes) {
    py::dict counts;
    for (int k = 0; k < 6; ++k) {
        auto const kind = static_cast<fx_kind>(k);
        auto const is_kind = [kind](node_view const& n) { return n.layer->kind == kind; };
        counts.emplace_back(fx_name(kind), std::ranges::count_if(nodes, is_kind));
    }
    return counts;
}

inline std::string graph_text(std::vector<node_view> const& nodes) {
    py::list modules;
    for (node_view const& node : nodes) {
        if (node.layer->kind == fx_kind::call_module) {
            modules.emplace_back(py::name{module_repr(*node.layer)});
        }
    }
    return fx_text(nodes) + "\nNetwork overview:\n" + repr(kind_counts(nodes)) +
           "\nLayer types:\n" + repr(modules);
}

/// The graph, the counts of the six kinds of nodes, the modules.
/// Source: MASE's report_graph_analysis_pass, byte for byte.
template <class Net>
std::string report_graph() {
    return graph_text(view_of<Net>());
}
/// The same text, saved too.
template <class Net>
std::string report_graph(std::filesystem::path const& file_name) {
    std::string text = report_graph<Net>();
    save(file_name, text);
    return text;
}

} // namespace widthwise::report
