// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>

#include <widthwise/graph/node.hpp>

namespace widthwise {

/// The first thing wrong with a network: what, at which node, two numbers, and a second node where
/// the fault names one.
struct problem {
    fault what = fault::none;
    int node = 0;
    int produced = 0;
    int consumed = 0;
    int other = 0;
};

/// A network resolved: edge[first[i] .. first[i + 1]) are the nodes that node i reads (CSR), out[i]
/// its output shape. One loop makes it.
template <std::size_t N, std::size_t E>
struct facts {
    int first[N + 1] = {};
    int edge[E == 0 ? 1 : E] = {};
    shape out[N] = {};
    problem bad{};

    constexpr operands inputs(std::size_t i) const {
        return operands{out, edge + first[i], first[i + 1] - first[i]};
    }
};

namespace detail {
constexpr std::size_t count_edges(node_row const* rows, std::size_t n) {
    std::size_t edges = 0;
    for (std::size_t i = 0; i < n; ++i) {
        edges += rows[i].arity > 0 ? static_cast<std::size_t>(rows[i].arity)
                                   : (rows[i].layer->arity == 0 ? 0u : 1u);
    }
    return edges;
}

constexpr std::size_t table_size(std::size_t n) {
    std::size_t size = 4;
    while (size < 2 * n) {
        size *= 2;
    }
    return size;
}

/// Names to node numbers, open addressing over a power of two at least twice the nodes.
template <std::size_t Size>
struct name_index {
    int slot[Size] = {}; // node + 1, 0: free
    std::uint32_t hash[Size] = {};

    /// The node with that name, or -1.
    constexpr int find(node_row const* rows, char const* name, std::uint32_t key) const {
        for (std::size_t at = key & (Size - 1); slot[at] != 0; at = (at + 1) & (Size - 1)) {
            if (hash[at] == key && same_text(rows[slot[at] - 1].name, name)) {
                return slot[at] - 1;
            }
        }
        return -1;
    }
    constexpr void insert(std::uint32_t key, int node) {
        std::size_t at = key & (Size - 1);
        while (slot[at] != 0) {
            at = (at + 1) & (Size - 1);
        }
        slot[at] = node + 1;
        hash[at] = key;
    }
};

constexpr problem find_forward(node_row const* rows, std::size_t n, std::size_t node, int edge) {
    for (std::size_t later = node; later < n; ++later) {
        if (same_text(rows[later].name, rows[node].from(edge))) {
            return problem{fault::forward_reference, static_cast<int>(node), edge, 0,
                           static_cast<int>(later)};
        }
    }
    return problem{fault::unknown_input, static_cast<int>(node), edge, 0, 0};
}

/// Names to edges, then shapes, in one pass; stops at the first problem.
template <std::size_t N, std::size_t E>
constexpr facts<N, E> resolve(node_row const* rows) {
    facts<N, E> f{};
    name_index<table_size(N)> index{};
    int edges = 0;
    for (std::size_t i = 0; i < N; ++i) {
        node_row const& row = rows[i];
        layer_row const& layer = *row.layer;
        int const self = static_cast<int>(i);
        std::uint32_t const key = hash_name(row.name);
        int const twin = index.find(rows, row.name, key);
        if (twin >= 0) {
            f.bad = problem{fault::duplicate_name, self, twin, self, twin};
            return f;
        }
        if (i == 0 && layer.arity != 0) {
            f.bad = problem{fault::no_input, self, 0, 0, 0};
            return f;
        }
        for (int k = 0; k < row.arity; ++k) {
            char const* const name = row.from(k);
            int const source = index.find(rows, name, hash_name(name));
            if (source < 0) {
                f.bad = find_forward(rows, N, i, k);
                return f;
            }
            f.edge[edges++] = source;
        }
        if (row.arity == 0 && layer.arity != 0) {
            f.edge[edges++] = self - 1;
        }
        f.first[i + 1] = edges;
        int const given = edges - f.first[i];
        if (layer.arity >= 0 && given != layer.arity) {
            f.bad = problem{fault::arity_mismatch, self, given, layer.arity, 0};
            return f;
        }
        if (layer.roles.twice || layer.activation_roles.twice) {
            f.bad = problem{fault::duplicate_role, self, 0, 0, 0};
            return f;
        }
        inferred const result = layer.infer(layer, f.inputs(i));
        if (result.bad != fault::none) {
            f.bad = problem{result.bad, self, result.produced, result.consumed, 0};
            return f;
        }
        f.out[i] = result.out;
        index.insert(key, self);
    }
    return f;
}
} // namespace detail

} // namespace widthwise
