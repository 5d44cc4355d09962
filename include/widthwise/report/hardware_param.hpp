// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include <widthwise/report/common_param.hpp>

namespace widthwise::report {

namespace detail {

struct internal_module {
    std::uint32_t op;
    char const* name;
    py::list files;
};
/// MASE's RTL modules, with the files each needs.
inline std::vector<internal_module> const& internal_modules() {
    static std::vector<internal_module> const modules{
        {hash_name("linear"),
         "fixed_linear",
         {"cast/fixed_cast.sv", "fixed_arith/fixed_dot_product.sv",
          "fixed_arith/fixed_vector_mult.sv", "fixed_arith/register_slice.sv",
          "fixed_arith/fixed_accumulator.sv", "fixed_arith/fixed_adder_tree.sv",
          "fixed_arith/fixed_adder_tree_layer.sv", "fixed_arith/fixed_mult.sv", "common/join2.sv",
          "linear/fixed_linear.sv"}},
        {hash_name("relu"), "fixed_relu", {"activations/fixed_relu.sv"}}};
    return modules;
}

/// NAME_PRECISION_i, NAME_TENSOR_SIZE_DIM_i, NAME_PARALLELISM_DIM_i, three axes.
inline void add_verilog(py::dict& to, std::string name, py::list const& extents,
                        format_row const& format) {
    for (char& c : name) {
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    py::list const values = precision(format);
    for (std::size_t i = 0; i < values.size(); ++i) {
        to.emplace_back(name + "_PRECISION_" + std::to_string(i), values[i]);
    }
    for (std::size_t axis = 0; axis < 3; ++axis) {
        py const extent = axis < extents.size() ? extents[axis] : py(1);
        to.emplace_back(name + "_TENSOR_SIZE_DIM_" + std::to_string(axis), extent);
        to.emplace_back(name + "_PARALLELISM_DIM_" + std::to_string(axis), extent);
    }
}

/// Widths as they are computed in: unlike the common metadata, resolved along the edges.
inline py::dict verilog_param(node_view const& node, batch b) {
    py::dict out;
    for (std::size_t k = 0; !node.is_end() && k < node.in.size(); ++k) {
        bool const weight = node.layer->second_is_weight && k == 1;
        add_verilog(out, "data_in_" + std::to_string(k), shape_list(node.in[k], b),
                    weight ? node.formats.weight : node.formats.x);
    }
    for (parameter_view const& p : node.parameters) {
        if (!p.is_buffer()) {
            add_verilog(out, p.name, shape_list(p.extent), p.format);
        }
    }
    add_verilog(out, "data_out_0", shape_list(node.out, b), node.formats.out);
    return out;
}

} // namespace detail

/// "INTERNAL" where MASE has an RTL module for the op, else "HLS".
inline char const* toolchain(node_view const& node) {
    for (auto const& module : detail::internal_modules()) {
        if (module.op == node.layer->op) {
            return "INTERNAL";
        }
    }
    return "HLS";
}

/// The 'hardware' metadata of a node. Source: MASE's add_hardware_metadata.
inline py::dict hardware_param(node_view const& node, batch b) {
    py::dict interface;
    for (parameter_view const& p : node.parameters) {
        if (!p.is_buffer()) {
            interface.emplace_back(p.name, py::dict{{"storage", "BRAM"}, {"transpose", false}});
        }
    }
    py name, files;
    for (auto const& module : detail::internal_modules()) {
        if (module.op == node.layer->op) {
            name = module.name;
            files = module.files;
        }
    }
    return {{"is_implicit", false},
            {"interface", interface},
            {"toolchain", toolchain(node)},
            {"module", name},
            {"device_id", -1},
            {"dependence_files", files},
            {"verilog_param", detail::verilog_param(node, b)}};
}

} // namespace widthwise::report
