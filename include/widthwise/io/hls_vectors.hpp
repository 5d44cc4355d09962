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

template <class Net>
void run_sample(executor<Net>& net, std::span<float const> sample, vectors& v) {
    using in = input_format<Net>;
    std::vector<float> x(input_size<Net>()), ignored(output_size<Net>());
    for (std::size_t i = 0; i < x.size(); ++i) {
        input_cell<Net> const raw = in::encode(static_cast<double>(sample[i]));
        x[i] = static_cast<float>(widthwise::real_of<in>(raw));
        if (in::encode(static_cast<double>(x[i])) != raw) {
            throw error("emit_project", "samples",
                        std::to_string(sample[i]) + " has no float on the input's grid");
        }
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

/// The index of the largest of each sample's results, the first of equals, in place of them.
inline void keep_argmax(vectors& v, std::size_t results) {
    std::vector<std::int64_t> indices;
    for (std::size_t at = 0; at < v.expected.size(); at += results) {
        auto const first = v.expected.begin() + static_cast<std::ptrdiff_t>(at);
        indices.push_back(std::max_element(first, first + static_cast<std::ptrdiff_t>(results)) -
                          first);
    }
    v.expected = indices;
}

/// The top function itself, on the last vector: it cannot be built when Net is not synthesizable.
template <class Net, class Options>
void check_forward(parameters<Net> const& weights, vectors const& v) {
    struct ports {
        input_cell<Net> x[input_size<Net>()];
        output_cell<Net> y[output_size<Net>()];
    };
    auto const port = std::make_unique<ports>();
    std::size_t const x = v.given.size() - input_size<Net>();
    std::size_t const y = v.expected.size() - output_size<Net>();
    for (std::size_t i = 0; i < input_size<Net>(); ++i) {
        port->x[i] = static_cast<input_cell<Net>>(v.given[x + i]);
    }
    hls::forward<Net, native, Options>(weights, port->x, port->y);
    for (std::size_t o = 0; o < output_size<Net>(); ++o) {
        if (static_cast<std::int64_t>(port->y[o]) != v.expected[y + o]) {
            throw error("emit_project: forward differs from the executor, output " +
                        std::to_string(o));
        }
    }
}
} // namespace detail

} // namespace widthwise::hls
