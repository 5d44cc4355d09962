// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <string>

#include <widthwise/hls/port_process.hpp>
#include <widthwise/io/hls_project.hpp>

namespace widthwise::hls {

namespace detail {
inline std::string fifo_name(std::size_t edge) { return "fifo" + std::to_string(edge); }

/// ", fifo3" for each FIFO that node i reads, then for each that it writes.
template <class Net>
std::string read_fifos(std::size_t i) {
    std::string text;
    for (std::size_t k = 0; k < operand_count<Net>(i); ++k) {
        text += ", " + fifo_name(read_edge<Net>(i, k));
    }
    return text;
}
template <class Net>
std::string written_fifos(std::size_t i) {
    std::string text;
    for (std::size_t k = 0; k < reader_count<Net>(i); ++k) {
        text += ", " + fifo_name(edge_table<Net>::written(i, static_cast<int>(k)));
    }
    return text;
}

/// The FIFOs of a dataflow region, a local variable each: shift registers up to 1024 bits, else
/// block memory.
template <class Net>
std::string fifo_lines(project const& p) {
    std::string text;
    for (std::size_t e = 0; e < tables_of<Net>::edges; ++e) {
        if (!is_fifo<Net>(e)) {
            continue;
        }
        int const width = edge_row<Net>(edge_table<Net>::value.writer[e]).width;
        std::string const name = fifo_name(e), depth = std::to_string(edge_depth<Net>(e));
        text += "    WIDTHWISE_HLS_CHANNEL widthwise::hls::tool_streams::stream<\n"
                "        widthwise::hls::edge_cell<" +
                p.network + ", " + std::to_string(e) + ", " + p.carrier + ">, " + depth + "> " +
                name + ";\n    WIDTHWISE_HLS_STREAM_DEPTH(" + name + ", " + depth +
                ")\n    WIDTHWISE_HLS_BIND_STORAGE(" + name + ", fifo, " +
                (edge_depth<Net>(e) * width > 1024 ? "bram" : "srl") + ")\n";
    }
    return text;
}

/// The same depths as Catapult's directives: an ac_channel has none of its own.
template <class Net>
std::string fifo_directives(project const& p) {
    std::string text;
    for (std::size_t e = 0; e < tables_of<Net>::edges && p.top_form == form::streams; ++e) {
        if (is_fifo<Net>(e)) {
            text += "directive set /" + p.top + "/" + fifo_name(e) + ":cns -FIFO_DEPTH " +
                    std::to_string(edge_depth<Net>(e)) + "\n";
        }
    }
    return text;
}

/// A dataflow region in the form that tools know: local FIFOs, then void calls on them.
template <class Net>
std::string region_lines(project const& p, std::string const& options) {
    constexpr std::size_t n = nodes_of<Net>::size;
    std::string inputs, nodes;
    for (std::size_t i = 0; i + 1 < n; ++i) {
        layer_row const& layer = *rows_of<Net>()[i].layer;
        std::string const fifos = read_fifos<Net>(i) + written_fifos<Net>(i);
        if (layer.arity == 0) {
            inputs += fifos;
        } else if (!is_alias(layer)) {
            std::string const node = "<" + p.network + ", " + std::to_string(i);
            std::string const how = p.carrier + ", " + options + ">(";
            nodes += p.weights_as_arguments
                         ? "    widthwise::hls::process_node_with" + node + ", " + how +
                               "widthwise::get<" + std::to_string(i) + ">(weights)" + fifos
                         : "    widthwise::hls::process_node" + node + ", weights, " + how +
                               fifos.substr(2);
            nodes += "); // " + std::string(rows_of<Net>()[i].name) + "\n";
        }
    }
    std::string const of_net = "<" + p.network + ", " + p.carrier + ">(";
    return "    WIDTHWISE_HLS_DATAFLOW\n" + fifo_lines<Net>(p) +
           "    widthwise::hls::process_inputs" + of_net + "x" + inputs + ");\n" + nodes +
           "    widthwise::hls::process_" + (p.argmax ? "argmax" : "outputs") + of_net + "y" +
           read_fifos<Net>(n - 1) + ");\n";
}
} // namespace detail

} // namespace widthwise::hls
