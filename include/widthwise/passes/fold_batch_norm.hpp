// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/layers/batch_norm.hpp>
#include <widthwise/layers/conv.hpp>
#include <widthwise/passes/emit.hpp>

namespace widthwise {

namespace detail {
/// The folded layer has a bias, whether it had one or not.
template <bool Folded, class Layer>
struct fold_into {
    using type = typename Layer::with_bias;
};
template <class Layer>
struct fold_into<false, Layer> {
    using type = Layer;
};
} // namespace detail

/// A float BatchNorm that alone reads a float linear or conv goes into that layer's weight and
/// bias: W' = scale W, b' = scale b + shift, scale = weight / sqrt(running_var + eps), shift = bias
/// - running_mean * scale. rule[i]: the BatchNorm folded into node i. Source:
/// torch.nn.utils.fuse_conv_bn_eval, MASE's conv_bn_fusion.
struct fold_batch_norm {
    template <std::size_t N, std::size_t E>
    static constexpr plan<N, E> make(node_row const* rows, facts<N, E> const& f) {
        plan<N, E> p = keep_all(f);
        readers<N, E> const used = count_readers(f);
        for (std::size_t i = 0; i < N; ++i) {
            layer_row const& norm = *rows[i].layer;
            bool const is_norm = is_batch_norm(norm);
            if (!is_norm || norm.quantized || norm.activation != 0) {
                continue;
            }
            int const source = f.edge[f.first[i]];
            layer_row const& layer = *rows[source].layer;
            // A linear over [positions, features] normalises features, BatchNorm1d positions.
            bool const same_axis = layer.op != op_id<op::linear> || f.out[source].rank == 1;
            bool const linear = layer.op == op_id<op::linear> || is_conv(layer);
            if (linear && same_axis && !layer.quantized && layer.activation == 0 &&
                used.count[source] == 1) {
                p.live[i] = false;
                p.rule[source] = static_cast<int>(i);
            }
        }
        close_gaps(p, f);
        return p;
    }

    template <class Nodes, int Rule, class Layer>
    using layer = typename detail::fold_into<(Rule >= 0), Layer>::type;
};

/// The network with its BatchNorms folded into the linear and conv layers before them.
/// transfer computes the folded parameters from the unfolded ones.
template <class Net>
using fold_batch_norm_t = apply_t<Net, fold_batch_norm>;

} // namespace widthwise
