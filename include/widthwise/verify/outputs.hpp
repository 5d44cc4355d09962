// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <widthwise/formats/convert.hpp>
#include <widthwise/verify/node_values.hpp>

namespace widthwise {
namespace verify {

using widthwise::output_size;

/// Is every head in an integer format? Then results are raw integers, else float32.
template <class Net>
constexpr bool has_raw_output() {
    operands const heads = facts_of<Net>().inputs(size_of<Net>() - 1);
    bool all = true;
    for (int k = 0; k < heads.count; ++k) {
        all = all && is_integer_kind(edge_formats_of<Net>().out[heads.edge[k]].kind);
    }
    return all;
}
/// The format of output element i.
template <class Net>
constexpr edge_format output_edge(std::size_t element) {
    operands const heads = facts_of<Net>().inputs(size_of<Net>() - 1);
    std::int64_t left = static_cast<std::int64_t>(element);
    int k = 0;
    for (; k + 1 < heads.count && left >= heads[k].elements(); ++k) {
        left -= heads[k].elements();
    }
    return edge_formats_of<Net>().out[heads.edge[k]];
}

/// One output sample. Unsigned 64-bit values keep their bits.
template <class Net>
struct result_of {
    using value_type = std::conditional_t<has_raw_output<Net>(), std::int64_t, float>;
    value_type value[output_size<Net>()];
};

namespace detail {
template <class Format>
constexpr void give(std::int64_t& to, value_t<Format> v) {
    to = raw_of<Format>(v);
}
template <class Format>
constexpr void give(float& to, value_t<Format> v) {
    to = convert<f32, Format>(v);
}

template <class Net, std::size_t K, bool Raw>
constexpr std::size_t gather_head(values_of<Net, Raw> const& values, result_of<Net>& result,
                                  std::size_t at) {
    using head = node_value<Net, detail::source_of<Net, size_of<Net>() - 1, K>(), Raw>;
    head const& from = values;
    for (std::size_t i = 0; i < head::size(); ++i) {
        detail::give<typename head::format>(result.value[at + i], from.data[i]);
    }
    return at + head::size();
}
template <class Net, bool Raw, std::size_t... K>
constexpr result_of<Net> gather_heads(values_of<Net, Raw> const& values,
                                      std::index_sequence<K...>) {
    result_of<Net> result{};
    std::size_t at = 0;
    std::size_t const each[] = {(at = detail::gather_head<Net, K, Raw>(values, result, at))...};
    static_cast<void>(each);
    return result;
}
template <class Net, bool Raw>
constexpr result_of<Net> gather(values_of<Net, Raw> const& values) {
    constexpr int heads = facts_of<Net>().inputs(size_of<Net>() - 1).count;
    return detail::gather_heads<Net, Raw>(
        values, std::make_index_sequence<static_cast<std::size_t>(heads)>{});
}
} // namespace detail

} // namespace verify
} // namespace widthwise
