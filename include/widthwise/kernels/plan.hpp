// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/graph/network.hpp>
#include <widthwise/kernels/lane.hpp>
#include <widthwise/kernels/lower.hpp>
#include <widthwise/kernels/order.hpp>

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
    work kind[N] = {}; ///< of every node, absorbed or not
    int order[N] =
        {}; ///< channels of an edge whose channels lie side by side, pixel by pixel; 0: C order
};

namespace detail {
template <class Net>
constexpr edge_format first_edge(std::size_t i) {
    operands const in = facts_of<Net>().inputs(i);
    return in.count > 0 ? edge_formats_of<Net>().out[in.edge[0]] : edge_format{};
}
template <class Net>
constexpr work work_of(std::size_t i) {
    operands const in = facts_of<Net>().inputs(i);
    operand_edges edges{first_edge<Net>(i), true, true};
    for (int k = 0; k < in.count; ++k) {
        edge_format const& edge = edge_formats_of<Net>().out[in.edge[k]];
        edges.all_fixed = edges.all_fixed && is_integer_kind(edge.kind) && edge.width <= 62;
        edges.all_float = edges.all_float && edge.kind == format_kind::float32;
    }
    return classify(*rows_of<Net>()[i].layer, formats_of<Net>(i), edges);
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
                 detail::reach_by_type(*rows_of<Net>()[i].layer, formats_of<Net>(i), edge,
                                       facts_of<Net>().inputs(i)[0]));
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
        layer_row const& l = *rows_of<Net>()[i].layer;
        p.of[i] = node_work{};
        p.kind[i] = work_of<Net>(i);
        p.order[i] = order_written(p.kind[i], l, facts, p.order, i);
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
        w.kind = p.kind[i];
        if (w.kind == work::output) {
            continue;
        }
        bool const chained = is_chained(w.kind);
        for (int r = only_reader(p, facts, i); r >= 0;
             r = only_reader(p, facts, static_cast<std::size_t>(w.head))) {
            std::size_t const next = static_cast<std::size_t>(r);
            layer_row const& l = *rows_of<Net>()[next].layer;
            work const kind = p.kind[next];
            if (kind == work::output) {
                w.to_output = p.order[i] == 0 && can_write_output(w.kind);
                break;
            }
            if (has_operand(kind)) {
                node_work longer = w;
                longer.reader = r;
                int const order = order_read(kind, l, facts, p.order, next, 0);
                shape const& head = facts.out[static_cast<std::size_t>(w.head)];
                bool const framed = !has_border(kind) || w.kind == work::cells ||
                                    (writes_pixels(w.kind) && head == facts.out[i]);
                bool const fits = framed && (order < 0 || order == p.order[i]);
                bool const same = is_float_work(kind) ? is_float_work(w.kind) : chained;
                if (w.kind == work::input ||
                    (same && fits && (!chained || lowered_by_type<Net>(longer, i).possible))) {
                    w = longer;
                }
                break;
            }
            bool const floats_on = is_float_work(w.kind) && kind == work::cells_float;
            bool const casts_on = chained && kind == work::cells;
            if (!floats_on && !casts_on) {
                break;
            }
            node_work longer = w;
            longer.head = r;
            if (casts_on && !lowered_by_type<Net>(longer, i).possible) {
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
