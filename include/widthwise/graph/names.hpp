// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/core/config.hpp>
#include <widthwise/core/hash.hpp>

namespace widthwise {

/// The names of a chain's nodes, as torch.fx gives them to a Sequential called seq_blocks:
/// x, seq_blocks<0>, seq_blocks<1>, ..., output. c_str() is "seq_blocks_7".
struct x_name {
    static constexpr char const* c_str() { return "x"; }
};
struct output_name {
    static constexpr char const* c_str() { return "output"; }
};

namespace detail {
struct short_text {
    char text[24];
};
constexpr short_text seq_blocks_text(int index) {
    short_text t{};
    char const* prefix = "seq_blocks_";
    int n = 0;
    for (; prefix[n] != '\0'; ++n) {
        t.text[n] = prefix[n];
    }
    int digits = 1;
    for (int v = index; v >= 10; v /= 10) {
        ++digits;
    }
    for (int d = digits - 1, v = index; d >= 0; --d, v /= 10) {
        t.text[n + d] = static_cast<char>('0' + v % 10);
    }
    return t;
}
template <int Index>
struct seq_blocks_storage {
    static constexpr short_text value = seq_blocks_text(Index);
};
template <int Index>
constexpr short_text seq_blocks_storage<Index>::value;
} // namespace detail

template <int Index>
struct seq_blocks {
    static constexpr char const* c_str() { return detail::seq_blocks_storage<Index>::value.text; }
};

/// A list of names as one constant array.
template <class... Name>
struct name_list {
    static constexpr char const* value[sizeof...(Name) + 1] = {Name::c_str()..., nullptr};
};
template <class... Name>
constexpr char const* name_list<Name...>::value[sizeof...(Name) + 1];

} // namespace widthwise
