// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <widthwise/formats/convert_tensor.hpp>
#include <widthwise/graph/parameters.hpp>
#include <widthwise/verify/inputs.hpp>

namespace widthwise {
namespace verify {

namespace detail {
/// The result of node I. A base of its own, so that values are found by number.
template <class Net, std::size_t I, bool Raw>
struct node_value {
    static constexpr bool input = verify::detail::is_input(rows_of<Net>()[I]);
    using format = typename value_format<Net, I, Raw, input>::type;
    static constexpr std::size_t size() {
        return static_cast<std::size_t>(facts_of<Net>().out[I].elements());
    }
    value_t<format> data[size()];
};
template <class Net, bool Raw, class Index>
struct node_values;
template <class Net, bool Raw, std::size_t... I>
struct node_values<Net, Raw, std::index_sequence<I...>> : node_value<Net, I, Raw>... {
    constexpr node_values() : node_value<Net, I, Raw>{}... {}
};

template <class Net, bool Raw>
using values_of = node_values<Net, Raw, std::make_index_sequence<nodes_of<Net>::size>>;
template <class Net, std::size_t I, bool Raw>
constexpr value_t<typename node_value<Net, I, Raw>::format>* data_of(values_of<Net, Raw>& values) {
    return static_cast<node_value<Net, I, Raw>&>(values).data;
}

/// The arithmetic of a node that moves raw integers of one format.
template <class Format>
struct moving {
    using x_format = Format;
    using x = value_t<Format>;
    using w = x;
    using b = x;
    using y = x;
    static constexpr y store_input(x v) { return v; }
};
template <class Net, std::size_t I, bool Moves>
struct step_arithmetic {
    using type = arithmetic_of<Net, I>;
};
template <class Net, std::size_t I>
struct step_arithmetic<Net, I, true> {
    using type = moving<held_format_of<Net, I>>;
};

/// An operand in the format To: the values themselves, or a cast copy of them.
template <class To, class From, std::size_t N, bool Same>
struct operand_values {
    value_t<To> data[N];
    constexpr operand_values(value_t<From> const* x, shape const& s) : data{} {
        float floats[is_tensor_format<To>::value ? N : 1] = {};
        convert_tensor<To, From>(x, data, s.dim, s.rank, floats);
    }
    constexpr value_t<To> const* get() const { return data; }
};
template <class To, class From, std::size_t N>
struct operand_values<To, From, N, true> {
    value_t<To> const* data;
    constexpr operand_values(value_t<From> const* x, shape const&) : data(x) {}
    constexpr value_t<To> const* get() const { return data; }
};
template <class Net, std::size_t I, std::size_t K>
constexpr std::size_t source_of() {
    return static_cast<std::size_t>(
        facts_of<Net>().edge[static_cast<std::size_t>(facts_of<Net>().first[I]) + K]);
}
template <class Net, std::size_t I, std::size_t K, bool Raw, class To,
          class Source = node_value<Net, source_of<Net, I, K>(), Raw>>
struct operand_of : operand_values<To, typename Source::format, Source::size(),
                                   std::is_same<To, typename Source::format>::value> {
    constexpr explicit operand_of(Source const& source)
        : operand_values<To, typename Source::format, Source::size(),
                         std::is_same<To, typename Source::format>::value>(
              source.data, facts_of<Net>().out[source_of<Net, I, K>()]) {}
};
} // namespace detail

} // namespace verify
} // namespace widthwise
