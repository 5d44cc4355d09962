// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/layers/reshape.hpp>
#include <widthwise/passes/emit.hpp>

namespace widthwise {

/// identity and dropout nodes go; their readers read what they read. y is unchanged.
struct drop_identity : keep_layers {
    template <std::size_t N, std::size_t E>
    static constexpr plan<N, E> make(node_row const* rows, facts<N, E> const& f) {
        plan<N, E> p = keep_all(f);
        for (std::size_t i = 0; i < N; ++i) {
            p.live[i] = !is_identity(*rows[i].layer);
        }
        close_gaps(p, f);
        return p;
    }
};

/// The network without identity and dropout nodes. Dropping a node renames nothing.
template <class Net>
using drop_identity_t = apply_t<Net, drop_identity>;

} // namespace widthwise
