// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include <widthwise/hls/measures.hpp>
#include <widthwise/io/hls_checks.hpp>
#include <widthwise/io/hls_folder.hpp>
#include <widthwise/io/hls_ports.hpp>
#include <widthwise/io/hls_project.hpp>
#include <widthwise/io/hls_scripts.hpp>
#include <widthwise/io/hls_sources.hpp>
#include <widthwise/io/hls_vectors.hpp>
#include <widthwise/io/weight_header.hpp>
#include <widthwise/run/executor.hpp>

namespace widthwise::hls {

namespace detail {
template <class Net, class Options>
std::string estimate_table(form built) {
    auto const all = estimate<Net, Options>(built);
    std::string text = "node\tmultipliers\tadder_bits\tdsps\tluts\trom_bits\ttensor_bits\toperand_"
                       "bits\tfifo_bits\t"
                       "bram_bits\tbrams\tebops\tcycles\tinitiation_interval\tdepth\tlatency\n";
    auto const line = [&](char const* name, resources const& r) {
        text += name;
        for (std::int64_t const n :
             {r.multipliers, r.adder_bits, r.dsps, r.luts, r.rom_bits, r.tensor_bits,
              r.operand_bits, r.fifo_bits, r.bram_bits, r.brams, static_cast<std::int64_t>(r.ebops),
              r.cycles, r.initiation_interval, r.depth, r.latency}) {
            text += '\t' + std::to_string(n);
        }
        text += '\n';
    };
    for (std::size_t i = 0; i < size_of<Net>(); ++i) {
        line(rows_of<Net>()[i].name, all.node[i]);
    }
    line("total", all.total);
    return text;
}

/// A tool's own number classes are not even read where native integers are asked for, nor its
/// streams where there are none.
inline constexpr char const* without_libraries =
    "#define WIDTHWISE_HLS_WITHOUT_AP\n#define WIDTHWISE_HLS_WITHOUT_AC\n";
inline constexpr char const* without_streams = "#define WIDTHWISE_HLS_OWN_STREAMS\n";

/// What the README adds of a form that is not the plain one.
inline std::string more_text(project const& p) {
    std::string text;
    if (p.top_form == form::streams) {
        text += "\n\nThe ports are streams, read and written in this order; layers are processes "
                "with FIFOs between\nthem. Streams are the tool's where <hls_stream.h> or "
                "<ac_channel.h> is found.";
    }
    if (p.weights_as_arguments) {
        text += "\n\nThe first argument are the weights: weights.hpp is the bench's.";
    }
    return text;
}

template <class Net, class Options>
word_list words_of(project const& p, std::size_t samples) {
    constexpr edge_format in = edge_of(input_format<Net>::row());
    constexpr edge_format out = edge_of(output_format<Net>::row());
    std::string clock = std::to_string(p.clock); // 5.000000
    clock.erase(clock.find_last_not_of('0') + 1);
    clock.erase(clock.find_last_not_of('.') + 1);
    std::string const options = p.options.empty() ? "widthwise::hls::options<>" : p.options;
    std::string const outputs = std::to_string(p.argmax ? 1 : output_size<Net>());
    std::string const input = integer_name<input_cell<Net>>();
    std::string const output = integer_name<output_cell<Net>>();
    std::string const raw_output = p.argmax ? "std::int32_t" : output;
    port_texts const port =
        port_texts_of(p, input, output, std::to_string(input_size<Net>()), outputs);
    bool const huge = raw_output == "std::uint64_t"; // beyond long long
    std::string const scores =
        p.carrier.ends_with("native")
            ? output
            : "widthwise::hls::output_port<" + p.network + ", " + p.carrier + ">";
    std::string const left_out =
        std::string(p.carrier.ends_with("native") ? without_libraries : "") +
        (p.top_form == form::arrays ? without_streams : "");
    return {{"network", p.network},
            {"top", p.top},
            {"part", p.part},
            {"clock", clock},
            {"options", options},
            {"carrier", p.carrier},
            {"carrier_switch", left_out},
            {"inputs", std::to_string(input_size<Net>())},
            {"outputs", outputs},
            {"raw_input", input},
            {"raw_output", raw_output},
            {"port_includes", port.includes},
            {"before", port.before},
            {"arguments", port.arguments},
            {"interfaces", port.interfaces},
            {"catapult_fifos", fifo_directives<Net>(p)},
            {"body", body_of<Net>(p, options, scores)},
            {"top_weights", p.weights_as_arguments ? "" : "#include \"weights.hpp\"\n"},
            {"bench_weights", p.weights_as_arguments ? "#include \"weights.hpp\"\n" : ""},
            {"declared", port.declared},
            {"given_one", port.given},
            {"sizes", port.sizes},
            {"call", port.call},
            {"got", port.got},
            {"widest", huge ? "unsigned long long" : "long long"},
            {"printed", huge ? "%llu" : "%lld"},
            {"result",
             p.argmax ? "index of the largest of " + std::to_string(output_size<Net>()) + " results"
                      : "raw values"},
            {"more", more_text(p)},
            {"input_format", described(in)},
            {"output_format", described(out)},
            {"nodes", std::to_string(size_of<Net>())},
            {"parameters", std::to_string(parameter_count<Net>())},
            {"multipliers", std::to_string(estimate<Net, Options>().total.multipliers)},
            {"vectors", std::to_string(samples)}};
}
} // namespace detail

/// Writes a folder that any HLS tool can start from, and any C++14 compiler can run: top function,
/// network, weights, golden vectors, bench, scripts, the library's synthesizable headers, an
/// estimate. README.md in it says what each file is. No path in it is absolute.
///   samples: [vectors, inputs], float; each is cast to the input's format, then run.
/// Errors: a folder that exists, names that are none, a header that cannot be copied, samples that
/// are not whole; nothing is left half-written. A network that cannot be synthesized, or whose
/// forward is not the executor's, makes no project.
template <class Net, class Options = options<>>
void emit_project(std::filesystem::path const& folder, project const& p,
                  parameters<Net> const& weights, std::span<float const> samples) {
    std::string const header = detail::checked_header(p);
    constexpr std::size_t inputs = input_size<Net>();
    if (samples.empty() || samples.size() % inputs != 0) {
        throw error("emit_project", "samples",
                    std::to_string(samples.size()) + " elements are not whole samples of " +
                        std::to_string(inputs));
    }
    detail::vectors v;
    auto const net = std::make_unique<executor<Net>>(weights);
    for (std::size_t at = 0; at < samples.size(); at += inputs) {
        detail::run_sample<Net>(*net, samples.subspan(at, inputs), v);
    }
    detail::check_forward<Net, Options>(weights, v);
    if (p.argmax) {
        if (facts_of<Net>().inputs(size_of<Net>() - 1).count != 1) {
            throw error("emit_project", "project.argmax", "is of one head: the network has more");
        }
        detail::keep_argmax<output_cell<Net>>(v, output_size<Net>());
    }

    detail::word_list words = detail::words_of<Net, Options>(p, samples.size() / inputs);
    words.emplace_back("given", detail::braced<input_cell<Net>>(v.given, inputs));
    words.emplace_back("expected",
                       p.argmax ? detail::braced<std::int32_t>(v.expected, 1)
                                : detail::braced<output_cell<Net>>(v.expected, output_size<Net>()));
    detail::files all = detail::tier_of(p.library);
    for (auto const& [name, text] : detail::templates) {
        all.emplace_back(name, detail::fill(text, words));
    }
    all.emplace_back("network.hpp", header);
    all.emplace_back("weights.hpp", io::weight_header<Net>(
                                        weights, {.network = p.network, .include = "network.hpp"}));
    all.emplace_back("estimate.tsv", detail::estimate_table<Net, Options>(p.top_form));
    detail::write_project(folder, all);
}

} // namespace widthwise::hls
