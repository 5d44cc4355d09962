// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <utility>

#include <widthwise/hls/fifos.hpp>
#include <widthwise/hls/forward.hpp>

namespace widthwise {
namespace hls {

namespace detail {
/// Operand K of node I, one sample: what a process keeps of a stream.
template <class Net, std::size_t I, std::size_t K, class Carrier, class Options>
struct operand_memory {
    static constexpr std::size_t source = origin_of<Net, I, K>::value;
    WIDTHWISE_HLS_BEFORE_BANKS((banks_at<Net, Options, source>::value))
    cell<Carrier, edge_of_node<Net, source>> data[facts_of<Net>().out[source].elements()];

    template <class Fifo>
    void receive(Fifo& fifo) {
        WIDTHWISE_HLS_INLINE
        constexpr int n = static_cast<int>(facts_of<Net>().out[source].elements());
        WIDTHWISE_HLS_BEFORE_PIPELINE(1)
        WIDTHWISE_HLS_LABEL(receive)
        for (int i = 0; i < n; ++i) {
            WIDTHWISE_HLS_PIPELINE(1)
            data[i] = fifo.read();
        }
    }
};
/// A sample to the FIFOs of all readers: the last of those that a process was given.
template <std::size_t First, class Cell, std::size_t N, std::size_t... Out, class... Fifo>
void send(Cell const (&y)[N], std::index_sequence<Out...>, Fifo&... fifo) {
    WIDTHWISE_HLS_INLINE
    WIDTHWISE_HLS_BEFORE_PIPELINE(1)
    WIDTHWISE_HLS_LABEL(send)
    for (int i = 0; i < static_cast<int>(N); ++i) {
        WIDTHWISE_HLS_PIPELINE(1)
        int const each[] = {0, (pick<First + Out>(fifo...).write(y[i]), 0)...};
        static_cast<void>(each);
    }
}

/// One node beside the others: receives a sample of each operand, computes, sends it to its
/// readers.
template <class Net, std::size_t I, class Carrier, class Options,
          node_kind Kind = kind_of_node<Net, I>()>
struct process;
template <class Net, std::size_t I, class Carrier, class Options>
struct process<Net, I, Carrier, Options, node_kind::computes_one> {
    using op_type = typename type_at<nodes_of<Net>, I>::layer::op_type;
    template <class Own, class In, class... Out>
    static void run(Own const& p, In& in, Out&... out) {
        WIDTHWISE_HLS_INLINE
        operand_memory<Net, I, 0, Carrier, Options> x;
        x.receive(in);
        memory<Net, I, Carrier, Options, node_kind::computes_one> y;
        engine<op_type>::template run<context<Net, I, Carrier, Options>>(x.data, p, y.data);
        send<0>(y.data, std::make_index_sequence<sizeof...(Out)>{}, out...);
    }
};
template <class Net, std::size_t I, class Carrier, class Options>
struct process<Net, I, Carrier, Options, node_kind::computes_two> {
    using op_type = typename type_at<nodes_of<Net>, I>::layer::op_type;
    template <class Own, class In0, class In1, class... Out>
    static void run(Own const&, In0& in0, In1& in1, Out&... out) {
        WIDTHWISE_HLS_INLINE
        operand_memory<Net, I, 0, Carrier, Options> x0;
        operand_memory<Net, I, 1, Carrier, Options> x1;
        x0.receive(in0);
        x1.receive(in1);
        memory<Net, I, Carrier, Options, node_kind::computes_two> y;
        engine<op_type>::template run<context<Net, I, Carrier, Options>>(x0.data, x1.data, y.data);
        send<0>(y.data, std::make_index_sequence<sizeof...(Out)>{}, out...);
    }
};
template <class Net, std::size_t I, class Carrier, class Options>
struct process<Net, I, Carrier, Options, node_kind::gathers> {
    using op_type = typename type_at<nodes_of<Net>, I>::layer::op_type;
    template <class Own, class... Fifo>
    static void run(Own const&, Fifo&... fifo) {
        WIDTHWISE_HLS_INLINE
        constexpr std::size_t operands = operand_count<Net>(I);
        memory<Net, I, Carrier, Options, node_kind::gathers> y;
        gather(y, std::make_index_sequence<operands>{}, fifo...);
        send<operands>(y.data, std::make_index_sequence<sizeof...(Fifo) - operands>{}, fifo...);
    }

private:
    template <class Memory, std::size_t... K, class... Fifo>
    static void gather(Memory& y, std::index_sequence<K...>, Fifo&... fifo) {
        WIDTHWISE_HLS_INLINE
        int const each[] = {(take<K>(pick<K>(fifo...), y), 0)...};
        static_cast<void>(each);
    }
    template <std::size_t K, class In, class Memory>
    static void take(In& in, Memory& y) {
        WIDTHWISE_HLS_INLINE
        operand_memory<Net, I, K, Carrier, Options> x;
        x.receive(in);
        engine<op_type>::template run<context<Net, I, Carrier, Options>, K>(x.data, y.data);
    }
};

template <class Net, std::size_t I, std::size_t Given>
struct fifos_of : fifo_count_mismatch<typename type_at<nodes_of<Net>, I>::name, Given,
                                      operand_count<Net>(I) + reader_count<Net>(I)> {};
} // namespace detail

/// The process of node I: the FIFOs of its operands, then one FIFO for each of its readers. Params
/// has the constant parameters<Net> value. A node that only renames its tensor has no process.
WIDTHWISE_HLS_BEFORE_PROCESS
template <class Net, std::size_t I, class Params, class Carrier = native, class Options = options<>,
          class... Fifo>
void process_node(Fifo&... fifo) {
    static_assert(sizeof(detail::fifos_of<Net, I, sizeof...(Fifo)>) != 0, "");
    detail::process<Net, I, Carrier, Options>::run(widthwise::get<I>(Params::value), fifo...);
}
/// The same with the node's own parameters as an argument.
WIDTHWISE_HLS_BEFORE_PROCESS
template <class Net, std::size_t I, class Carrier = native, class Options = options<>, class Own,
          class... Fifo>
void process_node_with(Own const& parameters, Fifo&... fifo) {
    static_assert(sizeof(detail::fifos_of<Net, I, sizeof...(Fifo)>) != 0, "");
    detail::process<Net, I, Carrier, Options>::run(parameters, fifo...);
}

} // namespace hls
} // namespace widthwise
