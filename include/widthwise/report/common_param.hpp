// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include <widthwise/cost/flops.hpp>
#include <widthwise/report/fx_text.hpp>
#include <widthwise/report/precision.hpp>

namespace widthwise::report {

/// [8, 16]: a sample's shape behind the batch.
inline py::list shape_list(shape const& sample, batch b) {
    py::list out{b.size};
    for (int axis = 0; axis < sample.rank; ++axis) {
        out.emplace_back(sample[axis]);
    }
    return out;
}
inline py::list shape_list(shape const& parameter) {
    py::list out = shape_list(parameter, batch{0});
    out.erase(out.begin());
    return out;
}

/// What operand k is cast to, as written; the second of matmul takes the weight role.
inline format_row operand_format(node_view const& node, std::size_t k) {
    role_rows const& roles = node.layer->roles;
    return as_written(node.layer->second_is_weight && k == 1 ? roles.weight : roles.data_in);
}
/// What the node's result is cast to, as written.
inline format_row result_format(node_view const& node) {
    role_rows const& own = node.layer->roles;
    role_rows const& behind = node.layer->activation_roles;
    bool const fused = node.layer->activation != 0 && !is_exact(behind.data_out);
    return as_written(fused ? behind.data_out : own.data_out);
}

namespace detail {
inline py::dict tensor_entry(shape const& sample, batch b, format_row const& format) {
    return {{"shape", shape_list(sample, b)},
            {"torch_dtype", py::name{"torch.float32"}},
            {"type", format.name},
            {"precision", precision(format)}};
}
} // namespace detail

/// {'data_in_0': {...}, 'weight': {...}, 'bias': {...}}: formats as written, float elsewhere.
inline py::dict common_args(node_view const& node, batch b) {
    py::dict args;
    if (node.is_end()) {
        return args;
    }
    for (std::size_t k = 0; k < node.in.size(); ++k) {
        args.emplace_back("data_in_" + std::to_string(k),
                          detail::tensor_entry(node.in[k], b, operand_format(node, k)));
    }
    for (parameter_view const& p : node.parameters) {
        if (!p.is_buffer()) {
            args.emplace_back(p.name, py::dict{{"type", p.format.name},
                                               {"precision", precision(p.format)},
                                               {"shape", shape_list(p.extent)},
                                               {"from", py{}}});
        }
    }
    for (auto const& extra : extra_arguments(node)) {
        args.push_back(extra);
    }
    return args;
}

/// {'data_out_0': {...}}; an output has one per head.
inline py::dict common_results(node_view const& node, batch b) {
    bool const is_output = node.layer->kind == fx_kind::output;
    py::dict results;
    for (std::size_t k = 0; k < (is_output ? node.in.size() : 1); ++k) {
        results.emplace_back(
            "data_out_" + std::to_string(k),
            detail::tensor_entry(is_output ? node.in[k] : node.out, b, result_format(node)));
    }
    return results;
}

/// The 'common' metadata of a node. Source: MASE's add_common_metadata; its quantize pass changes
/// args only, so data_out_0 stays float unless data_out is written.
inline py::dict common_param(node_view const& node, batch b) {
    return {{"mase_type", node.layer->mase_type},
            {"mase_op", node.layer->op_name},
            {"args", common_args(node, b)},
            {"results", common_results(node, b)}};
}

/// The 'software' metadata: a place for statistics per tensor, parameters and buffers too.
inline py::dict software_param(node_view const& node, batch b) {
    py::dict const empty{{"stat", py::dict{}}};
    py::dict args, results;
    for (auto const& [name, entry] : common_args(node, b)) {
        if (entry.as<py::dict>() != nullptr) {
            args.emplace_back(name, empty);
        }
    }
    bool counted = false;
    for (parameter_view const& p : node.parameters) {
        if (p.is_buffer()) {
            args.emplace_back(p.name, empty);
            counted = true;
        }
    }
    if (counted) {
        args.emplace_back("num_batches_tracked", empty);
    }
    for (auto const& [name, entry] : common_results(node, b)) {
        results.emplace_back(name, empty);
    }
    return {{"args", args}, {"results", results}};
}

} // namespace widthwise::report
