// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/passes/plan.hpp>

namespace widthwise {

namespace detail {
template <std::size_t N>
struct layer_list {
    layer_row const* value[N];
};
template <class... Emitted>
constexpr layer_list<sizeof...(Emitted)> layers_of(type_list<Emitted...> const*) {
    return {{&layer_table<typename Emitted::layer>::row...}};
}

template <std::size_t N, std::size_t E>
constexpr std::size_t planned_edges(plan<N, E> const& p, facts<N, E> const& f) {
    int edges = 0;
    for (std::size_t j = 0; j < p.size; ++j) {
        edges += f.first[p.source[j] + 1] - f.first[p.source[j]];
    }
    return static_cast<std::size_t>(edges);
}

template <std::size_t N, std::size_t E>
struct resolved_rows {
    node_row rows[N];
    facts<N, E> resolved;
};
/// The rows and the facts of the output nodes: the source's names, the rewritten layers, the edges
/// renumbered instead of resolved by name again (so the rows name no inputs). Where a layer or an
/// edge changed, the shape is inferred anew: a pass keeps every shape that is left, and one that
/// does not is caught here.
template <std::size_t Size, std::size_t Edges, std::size_t N, std::size_t E>
constexpr resolved_rows<Size, Edges> apply_plan(plan<N, E> const& p, facts<N, E> const& f,
                                                node_row const* source,
                                                layer_list<Size> const& layers) {
    resolved_rows<Size, Edges> made{};
    facts<Size, Edges>& g = made.resolved;
    int number[N] = {};
    int edges = 0;
    for (std::size_t j = 0; j < Size; ++j) {
        int const s = p.source[j];
        number[s] = static_cast<int>(j);
        for (int e = f.first[s]; e < f.first[s + 1]; ++e) {
            g.edge[edges++] = number[p.edge[e]];
        }
        g.first[j + 1] = edges;
        g.out[j] = f.out[s];
        layer_row const& layer = *layers.value[j];
        made.rows[j].name = source[s].name;
        made.rows[j].layer = &layer;
        made.rows[j].arity = p.rewired[s] ? f.first[s + 1] - f.first[s] : source[s].arity;
        if (p.rewired[s] || p.rule[s] >= 0) {
            if (layer.roles.twice || layer.activation_roles.twice) {
                g.bad = problem{fault::duplicate_role, static_cast<int>(j), 0, 0, 0};
                return made;
            }
            inferred const again = layer.infer(layer, g.inputs(j));
            if (again.bad != fault::none || again.out != f.out[s]) {
                bool const inner = again.bad != fault::none;
                g.bad = problem{inner ? again.bad : fault::size_mismatch, static_cast<int>(j),
                                inner ? again.produced : static_cast<int>(again.out.elements()),
                                inner ? again.consumed : static_cast<int>(f.out[s].elements()), 0};
                return made;
            }
        }
    }
    return made;
}
} // namespace detail

} // namespace widthwise
