// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <widthwise/io/prefix.hpp>
#include <widthwise/report/class_name.hpp>
#include <widthwise/report/node_view.hpp>
#include <widthwise/report/py.hpp>

namespace widthwise::report {

/// What a function or method gets besides its tensors: {'dim': 1} of torch.cat, ...
inline py::dict extra_arguments(node_view const& node) {
    if (node.layer->op == hash_name("concat")) {
        return {{"dim", node.layer->attr[0] + 1}}; // the batch is torch's axis 0
    }
    if (node.layer->op == hash_name("flatten")) {
        return {{"start_dim", 1}};
    }
    if (node.layer->op == hash_name("view")) {
        py::list extents{-1};
        for (int axis = 0; axis < node.out.rank; ++axis) {
            extents.emplace_back(node.out[axis]);
        }
        return {{"shape", extents}};
    }
    return {};
}

namespace detail {

/// The function a node calls, qualified as torch.fx prints it; a quantized one by its own name.
inline std::string function_target(layer_row const& layer) {
    std::string const name = class_name(layer);
    std::string_view const own = layer.class_name;
    bool const arithmetic = own == "add" || own == "sub" || own == "mul";
    bool const torch = own == "matmul" || own == "bmm" || own == "cat" || own == "flatten";
    return name != own ? name : (arithmetic ? "operator." : torch ? "torch." : "") + name;
}

inline std::string fx_target(node_view const& node) {
    return node.layer->kind == fx_kind::call_module     ? io::state_dict_prefix(node.name)
           : node.layer->kind == fx_kind::call_function ? function_target(*node.layer)
           : node.layer->kind == fx_kind::placeholder   ? node.name
                                                        : node.layer->class_name;
}

/// (%a, %b), (%a,), ([%a, %b], 1): the tensors, then the other arguments.
inline std::string fx_arguments(std::vector<node_view> const& nodes, node_view const& node) {
    std::string text;
    for (int const from : node.from) {
        text += (text.empty() ? "%" : ", %") + nodes[static_cast<std::size_t>(from)].name;
    }
    std::size_t count = node.from.size();
    if (node.layer->op == hash_name("concat")) { // a list of tensors is one argument
        text = "[" + text + "]";
        count = 1;
    }
    for (auto const& [key, value] : extra_arguments(node)) {
        auto const* const list = value.as<py::list>();
        for (py const& item : list != nullptr ? *list : py::list{value}) {
            text += ", " + repr(item);
            ++count;
        }
    }
    return "(" + text + (count == 1 ? ",)" : ")");
}

inline std::string fx_return(std::vector<node_view> const& nodes, node_view const& node) {
    std::string text;
    for (int const from : node.from) {
        text += (text.empty() ? "" : ", ") + nodes[static_cast<std::size_t>(from)].name;
    }
    return "    return " + (node.from.size() == 1 ? text : "(" + text + ")");
}

} // namespace detail

/// str(graph) of torch.fx 1.13, one line per node; users counts nodes, not edges.
inline std::string fx_text(std::vector<node_view> const& nodes) {
    std::vector<int> users(nodes.size());
    for (auto const& node : nodes) {
        for (int const from : std::set<int>(node.from.begin(), node.from.end())) {
            ++users[static_cast<std::size_t>(from)];
        }
    }
    std::string out = "graph():";
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        node_view const& node = nodes[i];
        out += "\n";
        if (node.layer->kind == fx_kind::output) {
            out += detail::fx_return(nodes, node);
            continue;
        }
        out += "    %" + node.name + " : [#users=" + std::to_string(users[i]) +
               "] = " + fx_name(node.layer->kind) + "[target=" + detail::fx_target(node) + "]";
        if (node.layer->kind != fx_kind::placeholder) {
            out += "(args = " + detail::fx_arguments(nodes, node) + ", kwargs = {})";
        }
    }
    return out;
}

} // namespace widthwise::report
