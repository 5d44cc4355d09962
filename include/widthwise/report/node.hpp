// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <widthwise/report/hardware_param.hpp>
#include <widthwise/report/pformat.hpp>
#include <widthwise/report/save.hpp>
#include <widthwise/report/table.hpp>

namespace widthwise::report {

namespace detail {
inline std::vector<py> node_cells(node_view const& node) {
    return {node.name, fx_name(node.layer->kind), node.layer->mase_type, node.layer->op_name};
}
} // namespace detail

/// Node name, Fx Node op, Mase type, Mase op, and the metadata that `which` lists: all, common,
/// hardware, software. Error: any other word, named.
inline table meta_param_table(std::vector<node_view> const& nodes, batch b,
                              std::vector<std::string> const& which) {
    struct part {
        std::string_view word, header;
        py::dict (*param)(node_view const&, batch);
    };
    constexpr part parts[] = {{"common", "Common Param", common_param},
                              {"hardware", "Hardware Param", hardware_param},
                              {"software", "Software Param", software_param}};
    for (std::string const& word : which) {
        if (word != "all" && std::ranges::find(parts, word, &part::word) == std::end(parts)) {
            throw error("which = '" + word + "': must be all, common, hardware or software");
        }
    }
    table out{{"Node name", "Fx Node op", "Mase type", "Mase op"}, {}};
    for (node_view const& node : nodes) {
        out.rows.push_back(detail::node_cells(node));
    }
    for (part const& p : parts) {
        bool const wanted = std::ranges::any_of(
            which, [&p](std::string const& word) { return word == "all" || word == p.word; });
        if (wanted) {
            out.headers.emplace_back(p.header);
            for (std::size_t i = 0; i < nodes.size(); ++i) {
                out.rows[i].emplace_back(pformat(p.param(nodes[i], b)));
            }
        }
    }
    return out;
}

/// Value type: what data_in_0 is cast to, "NA" where there is none.
inline table node_type_table(std::vector<node_view> const& nodes) {
    table out{{"Node name", "Fx Node op", "Mase type", "Mase op", "Value type"}, {}};
    for (node_view const& node : nodes) {
        auto row = detail::node_cells(node);
        row.emplace_back(node.is_end() ? "NA" : operand_format(node, 0).name);
        out.rows.push_back(std::move(row));
    }
    return out;
}

inline table hardware_type_table(std::vector<node_view> const& nodes) {
    table out{{"Node name", "Fx Node op", "Type", "Tool Chain", "Device ID"}, {}};
    for (node_view const& node : nodes) {
        out.rows.push_back(
            {node.name, fx_name(node.layer->kind), result_format(node).name, toolchain(node), -1});
    }
    return out;
}

/// x:\nin:\nout:\ndata_out_0 = [8, 16]\n\n...: shapes of tensors, whole entries of parameters.
inline std::string node_shape_text(std::vector<node_view> const& nodes, batch b) {
    auto const shape_of_entry = [](py const& entry) { // its first key
        return repr(entry.as<py::dict>()->front().second);
    };
    std::string out;
    for (node_view const& node : nodes) {
        out += node.name + ":\nin:\n";
        for (auto const& [name, entry] : common_args(node, b)) {
            bool const tensor = str(name).starts_with("data_in");
            out += str(name) + " = " + (tensor ? shape_of_entry(entry) : repr(entry)) + "\n";
        }
        out += "out:\n";
        for (auto const& [name, entry] : common_results(node, b)) {
            out += str(name) + " = " + shape_of_entry(entry) + "\n";
        }
        out += "\n";
    }
    return out;
}

/// The grid table; saved too where save_path is not empty.
/// Source: MASE's report_node_meta_param_analysis_pass.
template <class Net>
std::string report_node_meta_param(batch b, std::vector<std::string> const& which = {"all"},
                                   std::filesystem::path const& save_path = {}) {
    std::string text = to_text(meta_param_table(view_of<Net>(), b, which), style::grid);
    if (!save_path.empty()) {
        save(save_path, text);
    }
    return text;
}
/// Source: MASE's report_node_type_analysis_pass.
template <class Net>
std::string report_node_type() {
    return to_text(node_type_table(view_of<Net>()), style::simple);
}
/// Source: MASE's report_node_shape_analysis_pass.
template <class Net>
std::string report_node_shape(batch b) {
    return node_shape_text(view_of<Net>(), b);
}
/// Source: MASE's report_node_hardware_type_analysis_pass.
template <class Net>
std::string report_node_hardware_type() {
    return to_text(hardware_type_table(view_of<Net>()), style::simple);
}

} // namespace widthwise::report
