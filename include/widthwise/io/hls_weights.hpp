// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <widthwise/graph/parameters.hpp>
#include <widthwise/io/hls_scripts.hpp>
#include <widthwise/io/hls_sources.hpp>

namespace widthwise::hls {

namespace detail {
inline constexpr std::string_view weights_top = R"text(// Made by widthwise::hls::emit_project.
#pragma once
#include "network.hpp"

template <class = void>
struct weights_holder {
    static constexpr widthwise::parameters<@network@> value{@values@};
};
template <class T>
constexpr widthwise::parameters<@network@> weights_holder<T>::value;
using weights = weights_holder<>;
)text";

/// {{{1, 2}}, {{3}}}: one node's tensors; a visitor for each().
struct written_tensors {
    std::string text;
    template <class Tensor, class Format>
    void operator()(char const*, Tensor const& values, Format) {
        std::vector<std::int64_t> raw(values.begin(), values.end());
        text += (text.empty() ? "" : ", ") + braced(raw, raw.size());
    }
};
template <class Own>
std::string written(Own const& own) {
    written_tensors tensors;
    Own::each(own, tensors);
    return "\n    {" + tensors.text + "}";
}

/// The constant `weights` of a network whose parameters are integers.
template <class Net>
std::string weights_header(std::string const& network, parameters<Net> const& p) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        std::string values;
        int const each[] = {(values += (I == 0 ? "" : ",") + written(widthwise::get<I>(p)), 0)...};
        static_cast<void>(each);
        return fill(weights_top, {{"network", network}, {"values", values}});
    }
    (std::make_index_sequence<nodes_of<Net>::size>{});
}
} // namespace detail

} // namespace widthwise::hls
