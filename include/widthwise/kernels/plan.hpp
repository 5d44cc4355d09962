// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/graph/network.hpp>
#include <widthwise/kernels/classify.hpp>

namespace widthwise::kernels {

/// One kernel of an engine: it starts at a node, gives the edge of `head` (a later node when what
/// follows is done in registers), and stores it as operand of `reader`, when that is its only one.
struct node_work {
    work kind = work::none;
    int head = 0;
    int reader = -1;
    bool to_output = false;
};
template <std::size_t N>
struct network_plan {
    node_work of[N] = {};
    int readers[N] = {};
};

namespace detail {
template <class Net>
constexpr edge_format first_edge(std::size_t i) {
    operands const in = facts_of<Net>().inputs(i);
    return in.count > 0 ? edge_formats_of<Net>().out[in.edge[0]] : edge_format{};
}
template <class Net>
constexpr work work_of(std::size_t i) {
    return classify(*rows_of<Net>()[i].layer, formats_of<Net>(i), first_edge<Net>(i));
}
} // namespace detail

/// Everything between the sum of node i and what is stored by its kernel.
template <class Net>
constexpr chain chain_of(node_work const& w, std::size_t i) {
    chain c;
    detail::append_start(c, *rows_of<Net>()[i].layer, formats_of<Net>(i));
    std::size_t at = i;
    while (at != static_cast<std::size_t>(w.head)) { // absorbed nodes follow one another
        std::size_t next = at + 1;
        while (facts_of<Net>().inputs(next).count != 1 ||
               facts_of<Net>().inputs(next).edge[0] != static_cast<int>(at)) {
            ++next;
        }
        at = next;
        detail::append_unary(c, *rows_of<Net>()[at].layer, formats_of<Net>(at));
    }
    if (w.reader >= 0) {
        c.cast_to(formats_of<Net>(static_cast<std::size_t>(w.reader)).x);
    }
    return c;
}
template <class Net>
constexpr lowered lowered_by_type(node_work const& w, std::size_t i) {
    edge_format const edge = detail::first_edge<Net>(i);
    return lower(chain_of<Net>(w, i),
                 detail::reach_by_type(*rows_of<Net>()[i].layer, formats_of<Net>(i), edge));
}

namespace detail {
/// The only reader of node i, or -1.
template <std::size_t N, class Facts>
constexpr int only_reader(network_plan<N> const& p, Facts const& f, std::size_t i) {
    if (p.readers[i] != 1) {
        return -1;
    }
    for (std::size_t r = i + 1; r < N; ++r) {
        operands const in = f.inputs(r);
        for (int k = 0; k < in.count; ++k) {
            if (in.edge[k] == static_cast<int>(i)) {
                return static_cast<int>(r);
            }
        }
    }
    return -1;
}

template <class Net>
constexpr auto make_plan() {
    constexpr std::size_t n = nodes_of<Net>::size;
    network_plan<n> p{};
    auto const& facts = facts_of<Net>();
    for (std::size_t i = 0; i < n; ++i) {
        p.of[i] = node_work{};
        operands const in = facts.inputs(i);
        for (int k = 0; k < in.count; ++k) {
            ++p.readers[in.edge[k]];
        }
    }
    bool absorbed[n] = {};
    for (std::size_t i = 0; i < n; ++i) {
        node_work& w = p.of[i];
        w.head = static_cast<int>(i);
        if (absorbed[i]) {
            continue;
        }
        w.kind = work_of<Net>(i);
        if (w.kind == work::output) {
            continue;
        }
        bool const floats = w.kind == work::gemm_float || w.kind == work::input;
        bool const chained = w.kind == work::gemm || w.kind == work::cells;
        for (int r = only_reader(p, facts, i); r >= 0;
             r = only_reader(p, facts, static_cast<std::size_t>(w.head))) {
            std::size_t const next = static_cast<std::size_t>(r);
            layer_row const& l = *rows_of<Net>()[next].layer;
            work const kind = work_of<Net>(next);
            if (kind == work::output) {
                w.to_output = true;
                break;
            }
            if (kind == work::gemm && (chained || w.kind == work::input)) {
                node_work longer = w;
                longer.reader = r;
                if (w.kind == work::input || lowered_by_type<Net>(longer, i).possible) {
                    w = longer;
                }
                break;
            }
            bool const floats_on = floats && is_unary(l) && all_float(formats_of<Net>(next));
            bool const casts_on = chained && kind == work::cells;
            if (!floats_on && !casts_on) {
                break;
            }
            node_work longer = w;
            longer.head = r;
            if ((casts_on && !lowered_by_type<Net>(longer, i).possible) ||
                w.kind == work::input) {
                break;
            }
            w = longer;
            absorbed[next] = true;
        }
    }
    return p;
}
} // namespace detail

/// The plan of a network, a constant.
template <class Net>
inline constexpr auto plan_of = detail::make_plan<Net>();

} // namespace widthwise::kernels
