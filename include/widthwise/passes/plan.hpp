// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/graph/network.hpp>

namespace widthwise {

/// What a pass decides, in the coordinates of its source network: which nodes live, which rule each
/// one takes, what each edge reads now. A pass is a constexpr function from rows to a plan, and can
/// be tested with rows written by hand; emit turns the plan back into a type.
template <std::size_t N, std::size_t E>
struct plan {
    bool live[N] = {};
    bool rewired[N] = {}; ///< an edge of the node reads another node than before
    int rule[N] = {};     ///< what to do with the layer; negative: nothing
    int edge[E == 0 ? 1 : E] = {};
    int source[N] = {}; ///< output node -> source node
    std::size_t size = 0;
};

/// The plan that changes nothing.
template <std::size_t N, std::size_t E>
constexpr plan<N, E> keep_all(facts<N, E> const& f) {
    plan<N, E> p{};
    for (std::size_t i = 0; i < N; ++i) {
        p.live[i] = true;
        p.rule[i] = -1;
        p.source[i] = static_cast<int>(i);
    }
    for (std::size_t e = 0; e < E; ++e) {
        p.edge[e] = f.edge[e];
    }
    p.size = N;
    return p;
}

/// Makes every reader of a dropped node read what that node read (its first input), and numbers the
/// nodes that are left.
template <std::size_t N, std::size_t E>
constexpr void close_gaps(plan<N, E>& p, facts<N, E> const& f) {
    p.size = 0;
    for (std::size_t i = 0; i < N; ++i) {
        for (int e = f.first[i]; e < f.first[i + 1]; ++e) {
            int const read = p.edge[e]; // an earlier node: what it reads is live already
            int const source = p.live[read] ? read : p.edge[f.first[read]];
            p.rewired[i] = p.rewired[i] || source != f.edge[e];
            p.edge[e] = source;
        }
        if (p.live[i]) {
            p.source[p.size++] = static_cast<int>(i);
        }
    }
}

/// How many edges read each node.
template <std::size_t N, std::size_t E>
struct readers {
    int count[N] = {};
};
template <std::size_t N, std::size_t E>
constexpr readers<N, E> count_readers(facts<N, E> const& f) {
    readers<N, E> r{};
    for (int e = 0; e < f.first[N]; ++e) {
        ++r.count[f.edge[e]];
    }
    return r;
}

} // namespace widthwise
