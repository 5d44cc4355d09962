// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <type_traits>
#include <utility>

#include <widthwise/hls/process.hpp>

namespace widthwise {
namespace hls {

namespace detail {
/// Input I from the port to the FIFOs of its readers; nothing of another node.
template <class Net, std::size_t I, class Carrier, bool Input>
struct read_input {
    template <class Port, class... Fifo>
    static void run(Port&, Fifo&...) {}
};
template <class Net, std::size_t I, class Carrier>
struct read_input<Net, I, Carrier, true> {
    template <class Port, class... Fifo>
    static void run(Port& port, Fifo&... fifo) {
        WIDTHWISE_HLS_INLINE
        with(port, std::make_index_sequence<reader_count<Net>(I)>{}, fifo...);
    }

private:
    template <class Port, std::size_t... Out, class... Fifo>
    static void with(Port& port, std::index_sequence<Out...>, Fifo&... fifo) {
        WIDTHWISE_HLS_INLINE
        using value = number<Carrier, edge_of_node<Net, I>>;
        constexpr std::size_t first = first_reader<Net>(I);
        constexpr int n = static_cast<int>(facts_of<Net>().out[I].elements());
        WIDTHWISE_HLS_BEFORE_PIPELINE(1)
        WIDTHWISE_HLS_LABEL(read_port)
        for (int i = 0; i < n; ++i) {
            WIDTHWISE_HLS_PIPELINE(1)
            auto const v = Carrier::keep(Carrier::template load<value>(port.read()));
            int const each[] = {0, (pick<first + Out>(fifo...).write(v), 0)...};
            static_cast<void>(each);
        }
    }
};
template <class Net, class Carrier, std::size_t... I, class Port, class... Fifo>
void read_inputs(Port& port, std::index_sequence<I...>, Fifo&... fifo) {
    WIDTHWISE_HLS_INLINE
    int const each[] = {
        (read_input < Net, I, Carrier,
         rows_of<Net>()[I].layer->arity == 0 &&
             rows_of<Net>()[I].layer->kind != fx_kind::output > ::run(port, fifo...),
         0)...};
    static_cast<void>(each);
}

/// Head K to the port.
template <class Net, std::size_t K, class Carrier, class Port, class Fifo>
void write_result(Port& port, Fifo& fifo) {
    WIDTHWISE_HLS_INLINE
    constexpr std::size_t from = origin_of<Net, nodes_of<Net>::size - 1, K>::value;
    using value = number<Carrier, edge_of_node<Net, from>>;
    constexpr int n = static_cast<int>(facts_of<Net>().out[from].elements());
    WIDTHWISE_HLS_BEFORE_PIPELINE(1)
    WIDTHWISE_HLS_LABEL(write_port)
    for (int i = 0; i < n; ++i) {
        WIDTHWISE_HLS_PIPELINE(1)
        port.write(port_result<Net, Carrier, std::decay_t<decltype(port.read())>>::from(
            Carrier::template load<value>(fifo.read())));
    }
}
template <class Net, class Carrier, std::size_t... K, class Port, class... Fifo>
void write_results(Port& port, std::index_sequence<K...>, Fifo&... fifo) {
    WIDTHWISE_HLS_INLINE
    int const each[] = {(write_result<Net, K, Carrier>(port, fifo), 0)...};
    static_cast<void>(each);
}
} // namespace detail

/// Reads all inputs, one after another, from the one port, to the FIFOs of their readers: those of
/// the first input, of the second, and so on. A port has one reader.
WIDTHWISE_HLS_BEFORE_PROCESS
template <class Net, class Carrier = native, class Port, class... Fifo>
void process_inputs(Port& x, Fifo&... fifo) {
    detail::read_inputs<Net, Carrier>(x, std::make_index_sequence<nodes_of<Net>::size>{}, fifo...);
}
/// Writes all heads, one after another, to the one port, whose read() tells what it holds.
WIDTHWISE_HLS_BEFORE_PROCESS
template <class Net, class Carrier = native, class Port, class... Fifo>
void process_outputs(Port& y, Fifo&... fifo) {
    detail::write_results<Net, Carrier>(y, std::make_index_sequence<sizeof...(Fifo)>{}, fifo...);
}
/// In place of process_outputs: writes the index of the only head's largest value, the first of
/// equals.
WIDTHWISE_HLS_BEFORE_PROCESS
template <class Net, class Carrier = native, class Port, class Fifo>
void process_argmax(Port& y, Fifo& fifo) {
    constexpr std::size_t from = detail::origin_of<Net, nodes_of<Net>::size - 1, 0>::value;
    using value = number<Carrier, edge_of_node<Net, from>>;
    constexpr int n = static_cast<int>(facts_of<Net>().out[from].elements());
    value largest = Carrier::template load<value>(fifo.read());
    int best = 0;
    WIDTHWISE_HLS_BEFORE_PIPELINE(1)
    WIDTHWISE_HLS_LABEL(largest_result)
    for (int i = 1; i < n; ++i) {
        WIDTHWISE_HLS_PIPELINE(1)
        value const v = Carrier::template load<value>(fifo.read());
        if (v > largest) {
            largest = v;
            best = i;
        }
    }
    y.write(best);
}

} // namespace hls
} // namespace widthwise
