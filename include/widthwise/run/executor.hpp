// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <widthwise/run/error.hpp>
#include <widthwise/run/step.hpp>

namespace widthwise {

/// Runs any network, float or quantized, sample by sample by the layers' scalar forwards: the
/// specification that faster engines are compared with. Input and output are float32; between the
/// nodes values stay in the formats of the type.
template <class Net>
class executor {
public:
    static constexpr std::size_t node_count = nodes_of<Net>::size;

    explicit executor(parameters<Net> const& p)
        : parameters_(std::make_unique<parameters<Net>>(p)), workspace_(make_workspace()) {}

    /// Room for one sample's nodes.
    static workspace make_workspace() { return workspace(bytes(), largest()); }

    /// Elements of one input sample (all inputs, one after the other), and of one output sample
    /// (all heads, likewise).
    static constexpr std::size_t input_size() { return widthwise::input_size<Net>(); }
    static constexpr std::size_t output_size() { return widthwise::output_size<Net>(); }

    /// y[n, output_size] = net(x[n, input_size]). Throws error when the spans do not fit.
    void run(std::span<float const> x, std::span<float> y) {
        run(x, y, [](std::size_t) {});
    }
    /// The same; observe(sample) is called while node values of that sample can be read.
    template <class Observe>
    void run(std::span<float const> x, std::span<float> y, Observe&& observe) {
        std::size_t const samples = x.size() / input_size();
        if (x.size() % input_size() != 0 || y.size() != samples * output_size()) {
            throw error("executor", "input and output",
                        "spans of " + std::to_string(x.size()) + " and " +
                            std::to_string(y.size()) + " elements do not hold whole samples of " +
                            std::to_string(input_size()) + " -> " + std::to_string(output_size()));
        }
        for (std::size_t s = 0; s < samples; ++s) {
            step(x.subspan(s * input_size(), input_size()));
            write_output(y.subspan(s * output_size(), output_size()));
            observe(s);
        }
    }

    /// The values of node i for the last sample, as floats, and as raw integers (empty for a node
    /// whose values are floats).
    std::vector<float> values(std::size_t i) {
        edge_format const& edge = edge_formats_of<Net>().out[i];
        if (edge.kind == format_kind::float32) {
            float const* from = workspace_.template node<float>(i);
            return std::vector<float>(from, from + elements(i));
        }
        std::vector<float> result;
        for (std::int64_t v : raw(i)) {
            wide const value = edge.sign ? wide(v) : wide(static_cast<std::uint64_t>(v));
            result.push_back(decode_row(value, detail::edge_frac(edge)));
        }
        return result;
    }
    std::vector<std::int64_t> raw(std::size_t i) {
        edge_format const& edge = edge_formats_of<Net>().out[i];
        return edge.kind == format_kind::float32
                   ? std::vector<std::int64_t>{}
                   : detail::read_raw(workspace_.template node<std::byte>(i), elements(i), edge);
    }
    std::vector<float> values(char const* name) { return values(index_of(name)); }
    std::vector<std::int64_t> raw(char const* name) { return raw(index_of(name)); }

    static std::size_t index_of(char const* name) {
        int const i = find_node<Net>(name);
        if (i < 0) {
            throw error("executor", name, "the network has no node of that name");
        }
        return static_cast<std::size_t>(i);
    }

private:
    using indices = std::make_index_sequence<node_count>;
    template <std::size_t I>
    using element = value_t<edge_format_of<Net, I>>;

    static std::vector<std::size_t> bytes() {
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return std::vector<std::size_t>{
                sizeof(element<I>) *
                static_cast<std::size_t>(facts_of<Net>().out[I].elements())...};
        }
        (indices{});
    }
    static std::size_t largest() {
        std::int64_t most = 0;
        for (std::size_t i = 0; i < node_count; ++i) {
            most = std::max(most, facts_of<Net>().out[i].elements());
        }
        return static_cast<std::size_t>(most);
    }

    void step(std::span<float const> x) {
        using run_type = void (*)(parameters<Net> const&, workspace&);
        static constexpr auto steps = []<std::size_t... I>(std::index_sequence<I...>) {
            return std::array<run_type, node_count>{&detail::run_node<Net, I>...};
        }
        (indices{});
        for (std::size_t i = 0; i < node_count; ++i) {
            if (rows_of<Net>()[i].layer->kind == fx_kind::placeholder) {
                // Several inputs take their parts of the sample in order.
                std::size_t const n = static_cast<std::size_t>(facts_of<Net>().out[i].elements());
                std::copy_n(x.data(), n, workspace_.template node<float>(i));
                x = x.subspan(n);
            }
            steps[i](*parameters_, workspace_);
        }
    }
    void write_output(std::span<float> y) {
        auto const heads = facts_of<Net>().inputs(node_count - 1);
        std::size_t at = 0;
        for (int k = 0; k < heads.count; ++k) {
            for (float v : values(static_cast<std::size_t>(heads.edge[k]))) {
                y[at++] = v;
            }
        }
    }

    static std::size_t elements(std::size_t i) {
        return static_cast<std::size_t>(facts_of<Net>().out[i].elements());
    }

    std::unique_ptr<parameters<Net>> parameters_;
    workspace workspace_;
};

} // namespace widthwise
