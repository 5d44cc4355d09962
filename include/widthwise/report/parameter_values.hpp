// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <widthwise/graph/parameters.hpp>
#include <widthwise/layers/batch_norm.hpp>

namespace widthwise::report {

/// The values of one parameter tensor, its types left behind.
struct parameter_values {
    std::string node;
    std::string name;
    shape extent;
    format_row format;
    std::vector<double> values{};
};

namespace detail {

/// A role's format by the name the user gave it (integer), else as it is stored.
inline format_row stored_format(role_rows const& roles, std::string const& name,
                                format_row const& stored) {
    format_row const& role = name == "bias" ? roles.bias : roles.weight;
    return is_exact(role) || is_float(stored) ? stored : role;
}

template <class Parameters>
void collect_values(std::vector<parameter_values>& all, node_row const& node,
                    Parameters const& from) {
    from.each(from, [&](std::string const& name, auto const& tensor, auto format) {
        using format_type = decltype(format);
        parameter_values out{node.name, name, tensor.extent(),
                             stored_format(node.layer->roles, name, format_type::row())};
        for (auto const value : tensor) {
            if constexpr (is_integer_format<format_type>::value) {
                out.values.push_back(real_of<format_type>(value));
            } else {
                out.values.push_back(static_cast<double>(value));
            }
        }
        all.push_back(std::move(out));
    });
}
template <class Net, std::size_t I>
void collect_node(std::vector<parameter_values>& all, parameters<Net> const& from) {
    collect_values(all, rows_of<Net>()[I], widthwise::get<I>(from));
}
template <class Net, std::size_t... I>
void collect_nodes(std::vector<parameter_values>& all, parameters<Net> const& from,
                   std::index_sequence<I...>) {
    using collector = void (*)(std::vector<parameter_values>&, parameters<Net> const&);
    for (collector const collect : {collector{&collect_node<Net, I>}...}) {
        collect(all, from);
    }
}

} // namespace detail

/// Every parameter tensor of a network, in the order of its nodes.
template <class Net>
std::vector<parameter_values> values_of(parameters<Net> const& from) {
    std::vector<parameter_values> all;
    detail::collect_nodes(all, from, std::make_index_sequence<nodes_of<Net>::size>{});
    return all;
}

/// The tensor node.name, or null.
inline parameter_values const* find_values(std::vector<parameter_values> const& in,
                                           std::string const& node, std::string const& name) {
    for (auto const& p : in) {
        if (p.node == node && p.name == name) {
            return &p;
        }
    }
    return nullptr;
}

/// A float BatchNorm as the scale (weight) and shift (bias) that it becomes when it is quantized.
inline std::vector<double> folded_values(std::vector<parameter_values> const& in,
                                         std::string const& node, std::string const& name) {
    auto const* const weight = find_values(in, node, "weight");
    auto const* const bias = find_values(in, node, "bias");
    auto const* const mean = find_values(in, node, "running_mean");
    auto const* const variance = find_values(in, node, "running_var");
    std::vector<double> out;
    for (std::size_t c = 0; c < weight->values.size(); ++c) {
        scale_shift const f = fold(weight->values[c], bias->values[c], mean->values[c],
                                   variance->values[c], batch_norm_eps);
        out.push_back(name == "weight" ? f.scale : f.shift);
    }
    return out;
}

} // namespace widthwise::report
