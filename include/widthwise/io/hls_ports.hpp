// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include <widthwise/hls/ports.hpp>
#include <widthwise/io/hls_region.hpp>

namespace widthwise::hls {

namespace detail {
/// The top function's ports, and how its bench speaks to them, as text.
struct port_texts {
    std::string input, output; ///< what x and y hold
    std::string arguments;     ///< of the top function
    std::string includes, before, interfaces;
    std::string declared, given, call, got; ///< of the bench
    std::string sizes;                      ///< what Bambu's simulation is told
};

inline port_texts port_texts_of(project const& p, std::string const& raw_input,
                                std::string const& raw_output, std::string const& inputs,
                                std::string const& outputs) {
    bool const exact = !p.carrier.ends_with("native"), streams = p.top_form == form::streams;
    std::string const of_net = "<" + p.network + ", " + p.carrier + ">";
    port_texts t;
    t.input = exact ? "widthwise::hls::input_port" + of_net : raw_input;
    t.output = p.argmax ? "std::int32_t"
               : exact  ? "widthwise::hls::output_port" + of_net
                        : raw_output;
    std::string const x =
        streams ? "widthwise::hls::tool_streams::stream<" + t.input + ", inputs>" : t.input;
    std::string const y =
        streams ? "widthwise::hls::tool_streams::stream<" + t.output + ", outputs>" : t.output;
    std::string const in =
        streams ? "widthwise::hls::tool_streams::stream<" + t.input + ", " + inputs + ">& x"
                : t.input + " const (&x)[" + inputs + "]";
    std::string const out =
        streams ? "widthwise::hls::tool_streams::stream<" + t.output + ", " + outputs + ">& y"
                : t.output + " (&y)[" + outputs + "]";
    std::string const given =
        p.weights_as_arguments ? "widthwise::parameters<" + p.network + "> const& weights, " : "";
    t.arguments = given + in + ", " + out;
    if (exact || streams || p.weights_as_arguments) {
        t.includes = "\n#include <widthwise/hls.hpp>\n\n#include \"network.hpp\"\n";
    }
    if (streams) {
        t.before = "WIDTHWISE_HLS_BEFORE_INTERFACE(fifo, x)\n"
                   "WIDTHWISE_HLS_BEFORE_INTERFACE(fifo, y)\n";
    }
    std::string const mode = streams ? "axis" : "ap_memory";
    t.interfaces = "    WIDTHWISE_HLS_INTERFACE(" + mode + ", x)\n    WIDTHWISE_HLS_INTERFACE(" +
                   mode + ", y)\n";
    t.interfaces += p.weights_as_arguments ? "    WIDTHWISE_HLS_DISAGGREGATE(weights)\n" : "";

    t.declared = streams ? x + " x;\n        " + y + " y;"
                         : x + " x[inputs];\n        " + y + " y[outputs] = {};";
    std::string const value =
        exact ? "widthwise::hls::port_of_raw" + of_net + "(given[v][i])" : "given[v][i]";
    t.given = streams ? "x.write(" + value + ");" : "x[i] = " + value + ";";
    std::string const result = streams ? "y.read()" : "y[o]";
    t.got =
        exact && !p.argmax ? "widthwise::hls::raw_of_port" + of_net + "(" + result + ")" : result;
    t.call = std::string(p.weights_as_arguments ? "weights::value, " : "") + "x, y";
    int argument = 0;
    for (char const* name : {"weights::value", "x", "y"}) {
        if (streams || (argument == 0 && name[0] == 'w' && !p.weights_as_arguments)) {
            continue;
        }
        t.sizes +=
            "        m_param_alloc(" + std::to_string(argument++) + ", sizeof(" + name + "));\n";
    }
    return t;
}

/// What the top function does.
template <class Net>
std::string body_of(project const& p, std::string const& options, std::string const& score) {
    if (p.top_form == form::streams) {
        return region_lines<Net>(p, options);
    }
    std::string const how =
        p.weights_as_arguments
            ? "<" + p.network + ", " + p.carrier + ", " + options + ">(weights, "
            : "<" + p.network + ", weights, " + p.carrier + ", " + options + ">(";
    if (!p.argmax) {
        return "    widthwise::hls::forward" + how + "x, y);\n";
    }
    return "    " + score + " scores[" + std::to_string(output_size<Net>()) +
           "];\n    widthwise::hls::forward" + how +
           "x, scores);\n    y[0] = widthwise::hls::argmax(scores);\n";
}
} // namespace detail

} // namespace widthwise::hls
