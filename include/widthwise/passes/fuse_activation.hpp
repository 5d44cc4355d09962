// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/layers/relu.hpp>
#include <widthwise/passes/emit.hpp>

namespace widthwise {

namespace detail {
constexpr bool stores_elements(std::uint32_t kind) {
    return kind == format_kind::fixed || kind == format_kind::float32 || kind == format_kind::exact;
}

template <class Nodes, int Rule, class Layer>
struct fuse_with {
    using type = fused<Layer, typename type_at<Nodes, static_cast<std::size_t>(Rule)>::layer>;
};
template <class Nodes, class Layer>
struct fuse_with<Nodes, -1, Layer> {
    using type = Layer;
};
} // namespace detail

/// A relu that alone reads a node with arithmetic of its own becomes part of that node; its readers
/// read the fused node, which keeps the first node's name. rule[i]: the relu fused into node i.
struct fuse_activation {
    template <std::size_t N, std::size_t E>
    static constexpr plan<N, E> make(node_row const* rows, facts<N, E> const& f) {
        plan<N, E> p = keep_all(f);
        readers<N, E> const used = count_readers(f);
        for (std::size_t i = 0; i < N; ++i) {
            if (rows[i].layer->op != op_id<op::relu>) {
                continue;
            }
            int const source = f.edge[f.first[i]];
            layer_row const& layer = *rows[source].layer;
            bool const computes = has_sum(layer) || layer.arithmetic == arithmetic_kind::real;
            // A format of whole tensors cannot be applied to one element as it leaves the
            // accumulator.
            bool const elementwise = detail::stores_elements(rows[i].layer->roles.data_in.kind) &&
                                     detail::stores_elements(rows[i].layer->roles.data_out.kind) &&
                                     detail::stores_elements(layer.roles.data_out.kind);
            if (computes && elementwise && used.count[source] == 1 && layer.activation == 0 &&
                rows[i].layer->activation == 0) {
                p.live[i] = false;
                p.rule[source] = static_cast<int>(i);
            }
        }
        close_gaps(p, f);
        return p;
    }

    template <class Nodes, int Rule, class Layer>
    using layer = typename detail::fuse_with<Nodes, Rule, Layer>::type;
};

/// The network with every linear + relu (conv, add, ... likewise) as one fused<Layer, relu> node:
/// y = relu(cast(acc)). The function is the same, bit for bit.
template <class Net>
using fuse_activation_t = apply_t<Net, fuse_activation>;

} // namespace widthwise
