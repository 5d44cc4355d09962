// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>

#include <widthwise/graph/network.hpp>
#include <widthwise/hls/banks.hpp>

namespace widthwise {
namespace hls {

/// An option names Node, and the network has no node of that name.
template <class Node, bool Found>
struct option_for_unknown_node {
    static_assert(Found, "widthwise: read option_for_unknown_node<node>");
};

namespace detail {
struct option_row {
    char const* node; ///< null: every node that has no option of its own
    bool reuse;       ///< a reuse factor, else multipliers
    int value;
};
struct every_node {
    static constexpr char const* c_str() { return nullptr; }
};
} // namespace detail

/// Every multiplier of a node is used Factor times at each of its positions: hls4ml's reuse factor.
template <int Factor>
struct reuse {
    static_assert(Factor > 0, "widthwise: a reuse factor is positive");
    using node = detail::every_node;
    static constexpr detail::option_row row() { return detail::option_row{nullptr, true, Factor}; }
};
/// The same for the node called Node.
template <class Node, int Factor>
struct reuse_of {
    static_assert(Factor > 0, "widthwise: a reuse factor is positive");
    using node = Node;
    static constexpr detail::option_row row() {
        return detail::option_row{Node::c_str(), true, Factor};
    }
};
/// A node has Count multipliers (adders, comparators where it does not multiply).
template <int Count>
struct parallel {
    static_assert(Count > 0, "widthwise: parallel takes a positive number of multipliers");
    using node = detail::every_node;
    static constexpr detail::option_row row() { return detail::option_row{nullptr, false, Count}; }
};
template <class Node, int Count>
struct parallel_of {
    static_assert(Count > 0, "widthwise: parallel takes a positive number of multipliers");
    using node = Node;
    static constexpr detail::option_row row() {
        return detail::option_row{Node::c_str(), false, Count};
    }
};

/// How the work of a network is spread over hardware; what it computes does not depend on it. A
/// node's own option wins, then the last one for all; without any a node has 4 multipliers.
///   options<reuse<16>, parallel_of<fc1, 64>>
template <class... Option>
struct options {};

namespace detail {
template <class Options>
struct option_table;
template <class... Option>
struct option_table<options<Option...>> {
    static constexpr std::size_t size = sizeof...(Option);
    static constexpr option_row rows[sizeof...(Option) + 1] = {Option::row()...,
                                                               option_row{nullptr, false, 4}};

    template <class Net>
    static constexpr std::size_t check() {
        std::size_t const each[] = {
            0, sizeof(option_for_unknown_node<typename Option::node,
                                              (Option::row().node == nullptr ||
                                               find_node<Net>(Option::row().node) >= 0)>)...};
        return each[0];
    }
};
template <class... Option>
constexpr option_row option_table<options<Option...>>::rows[sizeof...(Option) + 1];
} // namespace detail

/// The reuse factor of node i: how often each multiplier works at one position.
template <class Net, class Options = options<>>
constexpr int reuse_factor(std::size_t i) {
    using table = detail::option_table<Options>;
    static_assert(table::template check<Net>() == 0, "");
    node_row const& node = rows_of<Net>()[i];
    detail::option_row chosen = table::rows[table::size];
    bool own = false;
    for (std::size_t k = 0; k < table::size; ++k) {
        detail::option_row const& row = table::rows[k];
        bool const names_it = row.node != nullptr && same_text(row.node, node.name);
        if (names_it || (row.node == nullptr && !own)) {
            chosen = row;
            own = own || names_it;
        }
    }
    if (chosen.reuse) {
        return chosen.value;
    }
    layer_row const& layer = *node.layer;
    counts const count = layer.count(layer, facts_of<Net>().inputs(i), facts_of<Net>().out[i]);
    detail::position_work const work =
        detail::work_of(layer, count, facts_of<Net>().inputs(i), facts_of<Net>().out[i]);
    std::int64_t const turns = work.sums * work.fan_in;
    std::int64_t const factor = ceil_div(turns, static_cast<std::int64_t>(chosen.value));
    return static_cast<int>(factor < 1 ? 1 : factor);
}
/// One reuse factor per node, as estimate takes them.
template <std::size_t N>
struct reuse_list {
    int value[N];
};
template <class Net, class Options = options<>>
constexpr reuse_list<nodes_of<Net>::size> reuse_factors() {
    reuse_list<nodes_of<Net>::size> all{};
    for (std::size_t i = 0; i < nodes_of<Net>::size; ++i) {
        all.value[i] = reuse_factor<Net, Options>(i);
    }
    return all;
}
/// How node i is built: lanes sums of terms products each work in one cycle.
template <class Net, class Options = options<>>
constexpr folding folding_of(std::size_t i) {
    return detail::folding_at<Net>(i, reuse_factor<Net, Options>(i));
}
namespace detail {
/// The factors one by one, where few are asked for.
template <class Net, class Options>
struct each_factor {
    constexpr int operator[](std::size_t i) const { return reuse_factor<Net, Options>(i); }
};
} // namespace detail
/// Cyclic banks of node i's tensor.
template <class Net, class Options = options<>>
constexpr int banks_of(std::size_t i) {
    return tensor_banks<Net>(i, detail::each_factor<Net, Options>{});
}

} // namespace hls
} // namespace widthwise
