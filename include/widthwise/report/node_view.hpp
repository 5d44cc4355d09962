// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <widthwise/graph/network.hpp>

namespace widthwise::report {

/// A parameter (or BatchNorm's buffer) of a node: its name, shape, and the format it is stored in.
struct parameter_view {
    std::string name;
    shape extent;
    format_row format;
    /// running_mean, running_var: kept in the state dict, but not trained.
    bool is_buffer() const { return name.starts_with("running_"); }
};

/// One node of a network as every report reads it, its type left behind.
struct node_view {
    std::string name;
    layer_row const* layer = nullptr;
    std::vector<int> from{}; ///< numbers of the nodes it reads
    std::vector<shape> in{}; ///< their shapes
    shape out{};
    node_formats formats{}; ///< resolved: what really flows and is computed in
    std::vector<parameter_view> parameters{};

    bool is_end() const {
        return layer->kind == fx_kind::placeholder || layer->kind == fx_kind::output;
    }
};

/// A role as the user wrote it; float where nothing is written, as MASE's metadata has it.
inline format_row as_written(format_row const& role) {
    return is_exact(role) ? format_row{} : role;
}

namespace detail {

/// Names and shapes only: the layer's own parameters are instantiated in float.
template <class Item>
void collect_parameters(node_view& node) {
    auto const values =
        std::make_unique_for_overwrite<typename Item::template parameters<f32, f32>>();
    auto const add = [&node](char const* name, auto const& tensor, auto) {
        role_rows const& roles = node.layer->roles;
        std::string const role = name;
        node.parameters.push_back({role, tensor.extent(),
                                   role == "weight" ? as_written(roles.weight)
                                   : role == "bias" ? as_written(roles.bias)
                                                    : format_row{}});
    };
    values->each(*values, add);
}

/// The tables of a network, its type left behind.
struct network_tables {
    node_row const* rows;
    std::size_t size;
    int const* first;
    int const* edge;
    shape const* out;
    node_formats (*formats)(std::size_t);
    void (*const* collect)(node_view&);
};

template <class Nodes>
struct parameter_collectors;
template <class... Node>
struct parameter_collectors<type_list<Node...>> {
    static constexpr void (*value[])(node_view&) = {&collect_parameters<typename Node::layer>...};
};

inline std::vector<node_view> view_of(network_tables const& net) {
    std::vector<node_view> nodes;
    for (std::size_t i = 0; i < net.size; ++i) {
        node_view node{net.rows[i].name, net.rows[i].layer};
        for (int e = net.first[i]; e < net.first[i + 1]; ++e) {
            node.from.push_back(net.edge[e]);
            node.in.push_back(net.out[net.edge[e]]);
        }
        node.out = net.out[i];
        node.formats = net.formats(i);
        net.collect[i](node);
        nodes.push_back(std::move(node));
    }
    return nodes;
}

} // namespace detail

/// The nodes of a network in order.
template <class Net>
std::vector<node_view> view_of() {
    auto const& facts = facts_of<Net>();
    return detail::view_of({rows_of<Net>(), size_of<Net>(), facts.first, facts.edge, facts.out,
                            &formats_of<Net>, detail::parameter_collectors<nodes_of<Net>>::value});
}

} // namespace widthwise::report
