// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include <widthwise/run/step.hpp>

namespace golden {

/// Elements of one sample: all inputs, one behind the other.
template <class Net>
std::size_t sample_size() {
    std::int64_t n = 0;
    for (std::size_t i = 0; i < widthwise::size_of<Net>(); ++i) {
        bool const reads = widthwise::rows_of<Net>()[i].layer->arity == 0;
        n += reads ? widthwise::facts_of<Net>().out[i].elements() : 0;
    }
    return static_cast<std::size_t>(n);
}

/// The last node's values (before the output) for each sample of x, node by node and nothing else:
/// compiles in a fraction of the executor's time, for tests of many small networks.
template <class Net>
std::vector<float> run(widthwise::parameters<Net> const& p, std::vector<float> const& x) {
    namespace ww = widthwise;
    auto const& facts = ww::facts_of<Net>();
    constexpr std::size_t nodes = ww::nodes_of<Net>::size;
    std::vector<std::size_t> bytes;
    std::size_t most = 0;
    for (ww::shape const& s : facts.out) {
        bytes.push_back(8 * static_cast<std::size_t>(s.elements()));
        most = std::max(most, static_cast<std::size_t>(s.elements()));
    }
    ww::workspace memory(bytes, most);
    std::vector<float> y;
    for (auto at = x.begin(); at != x.end();) {
        for (std::size_t i = 0; i < nodes; ++i) {
            if (ww::rows_of<Net>()[i].layer->arity == 0) {
                auto const end = at + facts.out[i].elements();
                std::copy(at, end, memory.node<float>(i));
                at = end;
            }
        }
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            int const each[] = {(ww::detail::run_node<Net, I>(p, memory), 0)...};
            static_cast<void>(each);
        }
        (std::make_index_sequence<nodes>{});
        using format = ww::edge_format_of<Net, nodes - 2>;
        auto const* from = memory.node<ww::value_t<format>>(nodes - 2);
        for (std::int64_t i = 0; i < facts.out[nodes - 2].elements(); ++i) {
            y.push_back(ww::convert<ww::f32, format>(from[i]));
        }
    }
    return y;
}

} // namespace golden
