// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <utility>

#include <widthwise/graph/parameters.hpp>
#include <widthwise/hls/batch_norm.hpp>
#include <widthwise/hls/concat.hpp>
#include <widthwise/hls/conv.hpp>
#include <widthwise/hls/elementwise.hpp>
#include <widthwise/hls/linear.hpp>
#include <widthwise/hls/matmul.hpp>
#include <widthwise/hls/memories.hpp>
#include <widthwise/hls/port_values.hpp>
#include <widthwise/hls/adaptive_pool.hpp>
#include <widthwise/hls/pool.hpp>

namespace widthwise {
namespace hls {

namespace detail {
template <class Net, std::size_t I, class Carrier, class Options,
          node_kind Kind = kind_of_node<Net, I>()>
struct node_step {
    template <class X, class Memories>
    static int run(parameters<Net> const&, X const&, Memories&) {
        return 0;
    }
};
template <class Net, std::size_t I, class Carrier, class Options>
struct node_step<Net, I, Carrier, Options, node_kind::loads> {
    template <class X, class Memories>
    static int run(parameters<Net> const&, X const& x, Memories& all) {
        using value = number<Carrier, edge_of_node<Net, I>>;
        auto& y = tensor_of<Net, I, Carrier, Options>::of(x, all);
        constexpr int n = static_cast<int>(facts_of<Net>().out[I].elements());
        WIDTHWISE_HLS_BEFORE_PIPELINE(1)
        WIDTHWISE_HLS_LABEL(load)
        for (int i = 0; i < n; ++i) {
            WIDTHWISE_HLS_PIPELINE(1)
            y[i] = Carrier::keep(
                Carrier::template load<value>(x[port_table<Net>::value.offset[I] + i]));
        }
        return 0;
    }
};
template <class Net, std::size_t I, class Carrier, class Options>
struct node_step<Net, I, Carrier, Options, node_kind::computes_one> {
    template <class X, class Memories>
    static int run(parameters<Net> const& p, X const& x, Memories& all) {
        using op_type = typename type_at<nodes_of<Net>, I>::layer::op_type;
        engine<op_type>::template run<context<Net, I, Carrier, Options>>(
            operand_of<Net, I, 0, Carrier, Options>::of(x, all), widthwise::get<I>(p),
            tensor_of<Net, I, Carrier, Options>::of(x, all));
        return 0;
    }
};
template <class Net, std::size_t I, class Carrier, class Options>
struct node_step<Net, I, Carrier, Options, node_kind::computes_two> {
    template <class X, class Memories>
    static int run(parameters<Net> const&, X const& x, Memories& all) {
        using op_type = typename type_at<nodes_of<Net>, I>::layer::op_type;
        engine<op_type>::template run<context<Net, I, Carrier, Options>>(
            operand_of<Net, I, 0, Carrier, Options>::of(x, all),
            operand_of<Net, I, 1, Carrier, Options>::of(x, all),
            tensor_of<Net, I, Carrier, Options>::of(x, all));
        return 0;
    }
};
template <class Net, std::size_t I, class Carrier, class Options>
struct node_step<Net, I, Carrier, Options, node_kind::gathers> {
    template <class X, class Memories>
    static int run(parameters<Net> const&, X const& x, Memories& all) {
        gather(x, all,
               std::make_index_sequence<static_cast<std::size_t>(facts_of<Net>().first[I + 1] -
                                                                 facts_of<Net>().first[I])>{});
        return 0;
    }

private:
    template <class X, class Memories, std::size_t... K>
    static void gather(X const& x, Memories& all, std::index_sequence<K...>) {
        using op_type = typename type_at<nodes_of<Net>, I>::layer::op_type;
        int const each[] = {(engine<op_type>::template run<context<Net, I, Carrier, Options>, K>(
                                 operand_of<Net, I, K, Carrier, Options>::of(x, all),
                                 tensor_of<Net, I, Carrier, Options>::of(x, all)),
                             0)...};
        static_cast<void>(each);
    }
};

/// Head K of the output, to its place in y.
template <class Net, std::size_t K, class Carrier, class Options>
struct write_head {
    static constexpr std::size_t output = nodes_of<Net>::size - 1;
    template <class X, class Memories, class Y, std::size_t N>
    static int run(X const& x, Memories& all, Y (&y)[N]) {
        constexpr std::size_t from = origin_of<Net, output, K>::value;
        using value = number<Carrier, edge_of_node<Net, from>>;
        auto const& head = tensor_of<Net, from, Carrier, Options>::of(x, all);
        constexpr int n = static_cast<int>(facts_of<Net>().out[from].elements());
        constexpr int offset = head_offset<Net>(K);
        WIDTHWISE_HLS_BEFORE_PIPELINE(1)
        WIDTHWISE_HLS_LABEL(store)
        for (int i = 0; i < n; ++i) {
            WIDTHWISE_HLS_PIPELINE(1)
            y[offset + i] =
                port_result<Net, Carrier, Y>::from(Carrier::template load<value>(head[i]));
        }
        return 0;
    }
};

template <class Net, class Carrier, class Options>
struct network_steps {
    template <std::size_t... I, std::size_t... K, class X, class Y>
    static void run(parameters<Net> const& p, X const& x, Y& y, std::index_sequence<I...>,
                    std::index_sequence<K...>) {
        memories_of<Net, Carrier, Options> all;
        int const nodes[] = {node_step<Net, I, Carrier, Options>::run(p, x, all)...};
        int const heads[] = {write_head<Net, K, Carrier, Options>::run(x, all, y)...};
        static_cast<void>(nodes);
        static_cast<void>(heads);
    }
};
} // namespace detail

} // namespace hls
} // namespace widthwise
