// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <utility>

#include <widthwise.hpp>

/// Weights of a network as a constant, from a small generator: every bit pattern of each format.
namespace hardware {

struct fill_raw {
    std::uint32_t state;

    template <class Tensor, class Format>
    constexpr void operator()(char const*, Tensor& values, Format) {
        constexpr int width = Format::row().width;
        for (auto& v : values) {
            state = state * 1664525u + 1013904223u;
            std::int32_t const pattern = static_cast<std::int32_t>(state >> (32 - width));
            std::int32_t const half = Format::row().sign ? std::int32_t{1} << (width - 1) : 0;
            v = static_cast<widthwise::value_t<Format>>(pattern - half);
        }
    }
};

template <class Own>
constexpr int fill_node(Own& own, std::uint32_t seed) {
    fill_raw fill{seed};
    Own::each(own, fill);
    return 0;
}
template <class Net, std::size_t... I>
constexpr widthwise::parameters<Net> filled(std::index_sequence<I...>) {
    widthwise::parameters<Net> p{};
    int const each[] = {fill_node(widthwise::get<I>(p), static_cast<std::uint32_t>(I) + 1)...};
    static_cast<void>(each);
    return p;
}

template <class Net>
struct weights_of {
    static constexpr widthwise::parameters<Net> value =
        filled<Net>(std::make_index_sequence<widthwise::nodes_of<Net>::size>{});
};
template <class Net>
constexpr widthwise::parameters<Net> weights_of<Net>::value;

} // namespace hardware
