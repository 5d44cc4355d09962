// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <utility>

#include <widthwise/hls/edge_streams.hpp>
#include <widthwise/hls/forward.hpp>

namespace widthwise {
namespace hls {

namespace detail {
/// Operand K of node I, one sample: what a process keeps of a stream.
template <class Net, std::size_t I, std::size_t K, class Carrier>
struct operand_memory {
    static constexpr std::size_t source = origin_of<Net, I, K>::value;
    cell<Carrier, edge_of_node<Net, source>> data[facts_of<Net>().out[source].elements()];

    template <class Fifo>
    int receive(Fifo& fifo) {
        constexpr int n = static_cast<int>(facts_of<Net>().out[source].elements());
        WIDTHWISE_HLS_LABEL(receive)
        WIDTHWISE_HLS_BEFORE_PIPELINE(1)
        for (int i = 0; i < n; ++i) {
            WIDTHWISE_HLS_PIPELINE(1)
            data[i] = fifo.read();
        }
        return 0;
    }
};
template <class Cell, std::size_t N, class... Fifo>
void send(Cell const (&y)[N], Fifo&... fifo) {
    WIDTHWISE_HLS_LABEL(send)
    WIDTHWISE_HLS_BEFORE_PIPELINE(1)
    for (int i = 0; i < static_cast<int>(N); ++i) {
        WIDTHWISE_HLS_PIPELINE(1)
        int const each[] = {0, (fifo.write(y[i]), 0)...};
        static_cast<void>(each);
    }
}

/// One node beside the others: receives a sample of each operand, computes, sends it to its
/// readers.
template <class Net, std::size_t I, class Carrier, class Options, node_kind Kind>
struct process;
template <class Net, std::size_t I, class Carrier, class Options>
struct process<Net, I, Carrier, Options, node_kind::computes_one> {
    using op_type = typename type_at<nodes_of<Net>, I>::layer::op_type;
    template <class Parameters, class In, class... Out>
    static void run(Parameters const& p, In& in, Out&... out) {
        operand_memory<Net, I, 0, Carrier> x;
        x.receive(in);
        memory<Net, I, Carrier, node_kind::computes_one> y;
        engine<op_type>::template run<context<Net, I, Carrier, Options>>(x.data, p, y.data);
        detail::send(y.data, out...);
    }
};
template <class Net, std::size_t I, class Carrier, class Options>
struct process<Net, I, Carrier, Options, node_kind::computes_two> {
    using op_type = typename type_at<nodes_of<Net>, I>::layer::op_type;
    template <class Parameters, class In0, class In1, class... Out>
    static void run(Parameters const&, In0& in0, In1& in1, Out&... out) {
        operand_memory<Net, I, 0, Carrier> x0;
        operand_memory<Net, I, 1, Carrier> x1;
        x0.receive(in0);
        x1.receive(in1);
        memory<Net, I, Carrier, node_kind::computes_two> y;
        engine<op_type>::template run<context<Net, I, Carrier, Options>>(x0.data, x1.data, y.data);
        detail::send(y.data, out...);
    }
};

/// Reads input I of the network from its port.
template <class Net, std::size_t I, class Carrier>
struct input_process {
    template <class Port, class... Out>
    static void run(Port& port, Out&... out) {
        using value = number<Carrier, edge_of_node<Net, I>>;
        constexpr int n = static_cast<int>(facts_of<Net>().out[I].elements());
        WIDTHWISE_HLS_LABEL(read_port)
        WIDTHWISE_HLS_BEFORE_PIPELINE(1)
        for (int i = 0; i < n; ++i) {
            WIDTHWISE_HLS_PIPELINE(1)
            auto const v = Carrier::keep(Carrier::template load<value>(port.read()));
            int const each[] = {0, (out.write(v), 0)...};
            static_cast<void>(each);
        }
    }
};
/// Writes head K of the network to its port.
template <class Net, std::size_t K, class Carrier>
struct head_process {
    static constexpr std::size_t from = origin_of<Net, nodes_of<Net>::size - 1, K>::value;
    template <class In, class Port>
    static int run(In& in, Port& port) {
        using value = number<Carrier, edge_of_node<Net, from>>;
        constexpr int n = static_cast<int>(facts_of<Net>().out[from].elements());
        WIDTHWISE_HLS_LABEL(write_port)
        WIDTHWISE_HLS_BEFORE_PIPELINE(1)
        for (int i = 0; i < n; ++i) {
            WIDTHWISE_HLS_PIPELINE(1)
            port.write(
                Carrier::template raw<output_cell<Net>>(Carrier::template load<value>(in.read())));
        }
        return 0;
    }
};
} // namespace detail

} // namespace hls
} // namespace widthwise
