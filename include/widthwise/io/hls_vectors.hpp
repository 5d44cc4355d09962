// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <widthwise/hls/forward.hpp>
#include <widthwise/run/executor.hpp>

namespace widthwise::hls {

namespace detail {
/// Raw inputs of the top function, and what the executor gives for them.
struct vectors {
    std::vector<std::int64_t> given;
    std::vector<std::int64_t> expected;
};

/// A float that Format encodes as raw: its value, for the 0 of binary's {0, 1} any below 0.
template <class Format>
float float_of_raw(value_t<Format> raw) {
    for (float const x : {static_cast<float>(widthwise::real_of<Format>(raw)), -1.0f}) {
        if (Format::encode(static_cast<double>(x)) == raw) {
            return x;
        }
    }
    throw error("emit_project", "samples",
                "raw " + std::to_string(raw) + " has no float on the input's grid");
}

template <class Net>
void run_sample(executor<Net>& net, std::span<float const> sample, vectors& v) {
    using in = input_format<Net>;
    std::vector<float> x(input_size<Net>()), ignored(output_size<Net>());
    for (std::size_t i = 0; i < x.size(); ++i) {
        input_cell<Net> const raw = in::encode(static_cast<double>(sample[i]));
        x[i] = float_of_raw<in>(raw);
        v.given.push_back(static_cast<std::int64_t>(raw));
    }
    net.run(x, ignored);
    constexpr int heads = static_cast<int>(facts_of<Net>().inputs(size_of<Net>() - 1).count);
    for (int k = 0; k < heads; ++k) {
        for (std::int64_t const y : net.raw(static_cast<std::size_t>(head_node<Net>(k)))) {
            v.expected.push_back(y);
        }
    }
}

/// The index of the largest of each sample's results, numbers of Cell, the first of equals, in
/// place of them.
template <class Cell>
void keep_argmax(vectors& v, std::size_t results) {
    std::vector<std::int64_t> indices;
    for (std::size_t at = 0; at < v.expected.size(); at += results) {
        auto const first = v.expected.begin() + static_cast<std::ptrdiff_t>(at);
        indices.push_back(std::max_element(first, first + static_cast<std::ptrdiff_t>(results),
                                           [](std::int64_t a, std::int64_t b) {
                                               return static_cast<Cell>(a) < static_cast<Cell>(b);
                                           }) -
                          first);
    }
    v.expected = indices;
}

/// The top function itself, on every vector, its numbers those of the compiler: it cannot be built
/// when Net is not synthesizable.
template <class Net, class Options>
void check_forward(parameters<Net> const& weights, vectors const& v) {
    struct ports {
        input_cell<Net> x[input_size<Net>()];
        output_cell<Net> y[output_size<Net>()];
    };
    auto const port = std::make_unique<ports>();
    for (std::size_t n = 0; n < v.given.size() / input_size<Net>(); ++n) {
        for (std::size_t i = 0; i < input_size<Net>(); ++i) {
            port->x[i] = static_cast<input_cell<Net>>(v.given[n * input_size<Net>() + i]);
        }
        hls::forward<Net, native, Options>(weights, port->x, port->y);
        for (std::size_t o = 0; o < output_size<Net>(); ++o) {
            if (static_cast<std::int64_t>(port->y[o]) != v.expected[n * output_size<Net>() + o]) {
                throw error("emit_project: forward differs from the executor, vector " +
                            std::to_string(n) + ", output " + std::to_string(o));
            }
        }
    }
}
} // namespace detail

} // namespace widthwise::hls
