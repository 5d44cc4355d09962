// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <widthwise/report/class_name.hpp>
#include <widthwise/report/csv.hpp>
#include <widthwise/report/node_view.hpp>
#include <widthwise/report/save.hpp>
#include <widthwise/report/table.hpp>

namespace widthwise::report {

/// What a quantization changed: one row per node, and per type counts of them.
struct quantization_summary {
    table compare;
    table histogram;
    /// "Quantized graph histogram:" and the histogram, as MASE logs them.
    std::string text() const {
        return "Quantized graph histogram:\n" + to_text(histogram, style::orgtbl);
    }
};

namespace detail {
/// A module's class, a function's name, else the target: x, output, view.
inline std::string type_text(node_view const& node) {
    bool const end = node.layer->kind == fx_kind::placeholder;
    return end ? node.name : class_name(*node.layer);
}
} // namespace detail

/// Nodes are paired by name; one that a pass dropped has no new name and counts as changed.
inline table compare_nodes(std::vector<node_view> const& original,
                           std::vector<node_view> const& quantized) {
    table out{{"Ori name", "New name", "MASE_TYPE", "Mase_OP", "Original type", "Quantized type",
               "Changed"},
              {}};
    for (node_view const& ori : original) {
        auto const found = std::ranges::find(quantized, ori.name, &node_view::name);
        bool const dropped = found == quantized.end();
        layer_row const& layer = dropped ? *ori.layer : *found->layer;
        std::string const before = detail::type_text(ori);
        std::string const after = dropped ? "" : detail::type_text(*found);
        out.rows.push_back({ori.name, dropped ? "" : found->name, layer.mase_type, layer.op_name,
                            before, after, before != after});
    }
    return out;
}

/// The rows of compare_nodes by original type, types in ASCII order.
inline table count_types(table const& compare) {
    struct counted {
        std::string op{};
        int total = 0, changed = 0;
    };
    std::map<std::string, counted> types;
    for (auto const& row : compare.rows) {
        counted& type = types[str(row[4])];
        type.op = type.total == 0 ? str(row[3]) : type.op;
        ++type.total;
        type.changed += *row[6].as<bool>() ? 1 : 0;
    }
    table out{{"Original type", "OP", "Total", "Changed", "Unchanged"}, {}};
    for (auto const& [type, n] : types) {
        out.rows.push_back({type, n.op, n.total, n.changed, n.total - n.changed});
    }
    return out;
}

/// Writes quantize_table.csv and quantize_histogram.csv into save_dir unless it is empty.
inline quantization_summary summarize(std::vector<node_view> const& original,
                                      std::vector<node_view> const& quantized,
                                      std::filesystem::path const& save_dir) {
    table compare = compare_nodes(original, quantized);
    table histogram = count_types(compare);
    if (!save_dir.empty()) {
        save(save_dir / "quantize_table.csv", to_csv(compare, true));
        save(save_dir / "quantize_histogram.csv", to_csv(histogram, false));
    }
    return {std::move(compare), std::move(histogram)};
}

/// The two tables, and the two files where save_dir is not empty.
/// Changed: the type of the node differs, so quantizing anew with other widths changes nothing.
/// Source: MASE's summarize_quantization_analysis_pass, the files as pandas writes them.
template <class Original, class Quantized>
quantization_summary summarize_quantization(std::filesystem::path const& save_dir = {}) {
    return summarize(view_of<Original>(), view_of<Quantized>(), save_dir);
}

} // namespace widthwise::report
