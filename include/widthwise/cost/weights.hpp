// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <utility>

#include <widthwise/core/wide.hpp>
#include <widthwise/cost/bitops.hpp>
#include <widthwise/graph/parameters.hpp>

namespace widthwise {

namespace detail {
/// Bits of a raw value from its highest to its lowest set bit, and a sign bit; 0 has none.
constexpr int own_bits(std::int64_t raw, bool sign) {
    std::uint64_t const u = static_cast<std::uint64_t>(raw);
    std::uint64_t const size = raw < 0 ? 0 - u : u;
    return raw == 0 ? 0 : bit_length(size) - bit_length((size & (0 - size)) >> 1) + (sign ? 1 : 0);
}
template <class Format>
constexpr int own_bits_of(value_t<Format> v, std::true_type) {
    return own_bits(static_cast<std::int64_t>(v), Format::row().sign);
}
template <class Format>
constexpr int own_bits_of(value_t<Format> v, std::false_type) {
    return v == 0 ? 0 : Format::row().width;
}

/// Counts the values of one node's parameters; a visitor for each().
struct value_counter {
    std::int64_t weights = 0, nonzero_weights = 0, all = 0, nonzero = 0, bits = 0;

    template <class Tensor, class Format>
    constexpr void operator()(char const* name, Tensor const& values, Format) {
        bool const is_weight = same_text(name, "weight");
        for (auto const v : values) {
            bool const used = v != 0;
            all += 1;
            nonzero += used ? 1 : 0;
            weights += is_weight ? 1 : 0;
            nonzero_weights += is_weight && used ? 1 : 0;
            bits += is_weight
                        ? own_bits_of<Format>(
                              v, std::integral_constant<bool, is_integer_format<Format>::value>{})
                        : 0;
        }
    }
    constexpr parameter_density density() const {
        return weights == 0 ? parameter_density{}
                            : parameter_density{share(nonzero_weights, weights),
                                                share(nonzero, all), share(bits, weights)};
    }

private:
    static constexpr double share(std::int64_t part, std::int64_t of) {
        return static_cast<double>(part) / static_cast<double>(of);
    }
};

template <class Own>
constexpr parameter_density density_of_node(Own const& own) {
    value_counter count{};
    Own::each(own, count);
    return count.density();
}
} // namespace detail

/// For every node how many of its weights are not zero, and how many bits they really use.
template <std::size_t N>
struct density_table {
    parameter_density node[N];
};

namespace detail {
template <class Net, std::size_t... I>
constexpr density_table<sizeof...(I)> densities(parameters<Net> const& p,
                                                std::index_sequence<I...>) {
    return {{density_of_node(widthwise::get<I>(p))...}};
}
} // namespace detail

template <class Net>
constexpr density_table<nodes_of<Net>::size> density(parameters<Net> const& p) {
    return detail::densities(p, std::make_index_sequence<nodes_of<Net>::size>{});
}

/// Model's cost of every node for actual parameters: qonnx counts only the MACs of non-zero
/// weights, baskin the alive fraction, ebops each weight's own bits.
template <class Net, class Model>
constexpr node_costs<nodes_of<Net>::size> bitops(batch b, parameters<Net> const& p) {
    return bitops<Net, Model>(b, density(p).node);
}

} // namespace widthwise
