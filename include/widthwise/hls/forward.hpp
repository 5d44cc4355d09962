// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <type_traits>
#include <utility>

#include <widthwise/graph/parameters.hpp>
#include <widthwise/hls/batch_norm.hpp>
#include <widthwise/hls/conv.hpp>
#include <widthwise/hls/elementwise.hpp>
#include <widthwise/hls/linear.hpp>
#include <widthwise/hls/matmul.hpp>
#include <widthwise/hls/pool.hpp>
#include <widthwise/hls/ports.hpp>

namespace widthwise {
namespace hls {

namespace detail {
enum class node_kind { nothing, loads, computes_one, computes_two, gathers };

template <class Op, class = void>
struct takes_each_input : std::false_type {};
template <class Op>
struct takes_each_input<Op, std::enable_if_t<Op::per_input>> : std::true_type {};

template <class Net, std::size_t I>
constexpr node_kind kind_of_node() {
    using op_type = typename type_at<nodes_of<Net>, I>::layer::op_type;
    layer_row const& layer = *rows_of<Net>()[I].layer;
    return layer.kind == fx_kind::output || is_alias(layer) ? node_kind::nothing
           : layer.arity == 0
               ? (port_table<Net>::value.inputs > 1 ? node_kind::loads : node_kind::nothing)
           : takes_each_input<op_type>::value ? node_kind::gathers
           : layer.arity == 2                 ? node_kind::computes_two
                                              : node_kind::computes_one;
}

/// What a node keeps for its readers: one sample.
template <class Net, std::size_t I, class Carrier, node_kind Kind>
struct memory {
    cell<Carrier, edge_of_node<Net, I>> data[facts_of<Net>().out[I].elements()];
};
template <class Net, std::size_t I, class Carrier>
struct memory<Net, I, Carrier, node_kind::nothing> {};

template <class Net, class Carrier, class Index>
struct memories;
template <class Net, class Carrier, std::size_t... I>
struct memories<Net, Carrier, std::index_sequence<I...>>
    : memory<Net, I, Carrier, kind_of_node<Net, I>()>... {};
template <class Net, class Carrier>
using memories_of = memories<Net, Carrier, std::make_index_sequence<nodes_of<Net>::size>>;

/// The tensor of node J, the network's own input where it is the only one.
template <class Net, std::size_t J, class Carrier, node_kind Kind = kind_of_node<Net, J>()>
struct tensor_of {
    template <class X, class Memories>
    static auto& of(X const&, Memories& all) {
        return static_cast<memory<Net, J, Carrier, Kind>&>(all).data;
    }
};
template <class Net, std::size_t J, class Carrier>
struct tensor_of<Net, J, Carrier, node_kind::nothing> {
    template <class X, class Memories>
    static X const& of(X const& x, Memories&) {
        return x;
    }
};
template <class Net, std::size_t I, std::size_t K, class Carrier>
using operand_of = tensor_of<Net, origin_of<Net, I, K>::value, Carrier>;

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
        auto& y = tensor_of<Net, I, Carrier>::of(x, all);
        constexpr int n = static_cast<int>(facts_of<Net>().out[I].elements());
        WIDTHWISE_HLS_LABEL(load)
        WIDTHWISE_HLS_BEFORE_PIPELINE(1)
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
            operand_of<Net, I, 0, Carrier>::of(x, all), widthwise::get<I>(p),
            tensor_of<Net, I, Carrier>::of(x, all));
        return 0;
    }
};
template <class Net, std::size_t I, class Carrier, class Options>
struct node_step<Net, I, Carrier, Options, node_kind::computes_two> {
    template <class X, class Memories>
    static int run(parameters<Net> const&, X const& x, Memories& all) {
        using op_type = typename type_at<nodes_of<Net>, I>::layer::op_type;
        engine<op_type>::template run<context<Net, I, Carrier, Options>>(
            operand_of<Net, I, 0, Carrier>::of(x, all), operand_of<Net, I, 1, Carrier>::of(x, all),
            tensor_of<Net, I, Carrier>::of(x, all));
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
        int const each[] = {(
            engine<op_type>::template run<context<Net, I, Carrier, Options>, K>(
                operand_of<Net, I, K, Carrier>::of(x, all), tensor_of<Net, I, Carrier>::of(x, all)),
            0)...};
        static_cast<void>(each);
    }
};

/// Head K of the output, to its place in y.
template <class Net, std::size_t K, class Carrier>
struct write_head {
    static constexpr std::size_t output = nodes_of<Net>::size - 1;
    template <class X, class Memories, class Y, std::size_t N>
    static int run(X const& x, Memories& all, Y (&y)[N]) {
        constexpr std::size_t from = origin_of<Net, output, K>::value;
        using value = number<Carrier, edge_of_node<Net, from>>;
        auto const& head = tensor_of<Net, from, Carrier>::of(x, all);
        constexpr int n = static_cast<int>(facts_of<Net>().out[from].elements());
        constexpr int offset = head_offset<Net>(K);
        WIDTHWISE_HLS_LABEL(store)
        WIDTHWISE_HLS_BEFORE_PIPELINE(1)
        for (int i = 0; i < n; ++i) {
            WIDTHWISE_HLS_PIPELINE(1)
            y[offset + i] = Carrier::template raw<Y>(Carrier::template load<value>(head[i]));
        }
        return 0;
    }
};

template <class Net, class Carrier, class Options>
struct network_steps {
    template <std::size_t... I, std::size_t... K, class X, class Y>
    static void run(parameters<Net> const& p, X const& x, Y& y, std::index_sequence<I...>,
                    std::index_sequence<K...>) {
        memories_of<Net, Carrier> all;
        int const nodes[] = {node_step<Net, I, Carrier, Options>::run(p, x, all)...};
        int const heads[] = {write_head<Net, K, Carrier>::run(x, all, y)...};
        static_cast<void>(nodes);
        static_cast<void>(heads);
    }
};
} // namespace detail

/// y = Net(x), one sample, in hardware: plain arrays of raw values, weights as arguments.
///   x: raw values in input_format<Net>, the data_in of the first node that casts the input (all
///      inputs one after another); y: raw values in output_format<Net>.
/// Equals the layers' scalar forward bit for bit, whatever Carrier and Options are.
/// Source: layers/*; loops and reuse as hls4ml's and FINN's layers have them.
template <class Net, class Carrier = native, class Options = options<>>
void forward(parameters<Net> const& p, input_cell<Net> const (&x)[input_size<Net>()],
             output_cell<Net> (&y)[output_size<Net>()]) {
    static_assert(sizeof(check_synthesizable<Net>) != 0, "");
    constexpr std::size_t nodes = nodes_of<Net>::size;
    detail::network_steps<Net, Carrier, Options>::run(
        p, x, y, std::make_index_sequence<nodes>{},
        std::make_index_sequence<static_cast<std::size_t>(facts_of<Net>().first[nodes] -
                                                          facts_of<Net>().first[nodes - 1])>{});
}

/// The same with constant weights (ROM): Params has a static constexpr parameters<Net> value.
template <class Net, class Params, class Carrier = native, class Options = options<>>
void forward(input_cell<Net> const (&x)[input_size<Net>()],
             output_cell<Net> (&y)[output_size<Net>()]) {
    hls::forward<Net, Carrier, Options>(Params::value, x, y);
}

} // namespace hls
} // namespace widthwise
