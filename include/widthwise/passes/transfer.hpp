// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <type_traits>
#include <utility>

#include <widthwise/formats/convert_tensor.hpp>
#include <widthwise/graph/parameters.hpp>
#include <widthwise/layers/batch_norm.hpp>
#include <widthwise/layers/reshape.hpp>

namespace widthwise {

/// transfer<To>(from): Node of To is not a node of From.
template <class Node, bool Found>
struct unknown_origin {
    static_assert(Found, "widthwise: read unknown_origin<node>: transfer matches nodes by name");
};
/// transfer<To>(from): Norms BatchNorms of From went into Node. Transfer after each fold.
template <class Node, int Norms>
struct folded_twice {
    static_assert(Norms <= 1, "widthwise: read folded_twice<node, norms>: transfer after each");
};

namespace detail {
/// One parameter tensor into another format; ternary stores integers and needs the room.
template <class To, class From, int... Extent>
constexpr void convert_parameter(tensor<value_t<From>, Extent...> const& from,
                                 tensor<value_t<To>, Extent...>& to) {
    using fewest = std::conditional_t<is_integer_format<From>::value && is_tensor_format<To>::value,
                                      tensor<float, Extent...>, tensor<float, 1>>;
    int const dims[] = {Extent...};
    fewest scratch{};
    convert_tensor<To, From>(from.data, to.data, dims, static_cast<int>(sizeof...(Extent)),
                             scratch.data);
}

struct nothing_folded {
    constexpr scale_shift factor(int) const { return scale_shift{1, 0}; }
    static constexpr bool active = false;
};
template <int C>
struct folded_norm {
    batch_norm_parameters<C> const& norm;
    static constexpr bool active = true;
    constexpr scale_shift factor(int c) const {
        return fold(static_cast<double>(norm.weight.data[c]),
                    static_cast<double>(norm.bias.data[c]),
                    static_cast<double>(norm.running_mean.data[c]),
                    static_cast<double>(norm.running_var.data[c]), batch_norm_eps);
    }
};

/// W' = scale W, b' = scale b + shift, in double, rounded once to float.
template <class Fold, int Out, int... In>
constexpr void fold_weights(Fold const& norm, tensor<float, Out, In...>& w, tensor<float, Out>& b) {
    int const per_output = static_cast<int>(tensor<float, Out, In...>::size()) / Out;
    for (int o = 0; o < Out; ++o) {
        scale_shift const f = norm.factor(o);
        for (int i = 0; i < per_output; ++i) {
            float& value = w.data[o * per_output + i];
            value = to_float(static_cast<double>(value) * f.scale);
        }
        b.data[o] = to_float(static_cast<double>(b.data[o]) * f.scale + f.shift);
    }
}

constexpr void move_parameters(no_parameters const&, no_parameters&, nothing_folded) {}
template <int C>
constexpr void move_parameters(batch_norm_parameters<C> const& from, batch_norm_parameters<C>& to,
                               nothing_folded) {
    to = from;
}
/// A quantized BatchNorm: scale and shift in float, then cast to weight and bias.
template <class W, class B, int C>
constexpr void move_parameters(batch_norm_parameters<C> const& from, weight_and_bias<W, B, C>& to,
                               nothing_folded) {
    tensor<float, C> scale{}, shift{};
    folded_norm<C> const norm{from};
    for (int c = 0; c < C; ++c) {
        scale_shift const f = norm.factor(c);
        scale.data[c] = to_float(f.scale);
        shift.data[c] = to_float(f.shift);
    }
    convert_parameter<W, f32>(scale, to.weight);
    convert_parameter<B, f32>(shift, to.bias);
}
template <class W, class B, class V, class A, int Out, int... In, class Fold>
constexpr void move_parameters(weight_and_bias<V, A, Out, In...> const& from,
                               weight_and_bias<W, B, Out, In...>& to, Fold const& norm) {
    if (!Fold::active) {
        convert_parameter<W, V>(from.weight, to.weight);
        convert_parameter<B, A>(from.bias, to.bias);
        return;
    }
    tensor<float, Out, In...> w{};
    tensor<float, Out> b{};
    convert_parameter<f32, V>(from.weight, w);
    convert_parameter<f32, A>(from.bias, b);
    fold_weights(norm, w, b);
    convert_parameter<W, f32>(w, to.weight);
    convert_parameter<B, f32>(b, to.bias);
}
template <class W, class V, int Out, int... In>
constexpr void move_parameters(weight_only<V, Out, In...> const& from,
                               weight_only<W, Out, In...>& to, nothing_folded) {
    convert_parameter<W, V>(from.weight, to.weight);
}
template <class W, class B, class V, int Out, int... In, class Fold>
constexpr void move_parameters(weight_only<V, Out, In...> const& from,
                               weight_and_bias<W, B, Out, In...>& to, Fold const& norm) {
    weight_and_bias<V, f32, Out, In...> biased{from.weight, {}};
    move_parameters(biased, to, norm);
}

/// Where node J of To finds its parameters in From: the node of the same name, and the BatchNorm
/// behind it that To no longer has (-1: none). norms: how many of them there are.
struct origin {
    int node = -1;
    int norm = -1;
    int norms = 0;
};
/// The node that a dropped node's value comes from, past identities, dropouts and BatchNorms.
template <class To, class From>
constexpr int kept_source(int node) {
    auto const& f = facts_of<From>();
    int source = f.edge[f.first[node]];
    for (;;) {
        layer_row const& layer = *rows_of<From>()[source].layer;
        bool const passes = is_identity(layer) || is_batch_norm(layer);
        if (!passes || find_node<To>(rows_of<From>()[source].name) >= 0) {
            return source;
        }
        source = f.edge[f.first[source]];
    }
}
template <class To, class From, std::size_t J>
constexpr origin origin_of() {
    origin o{};
    o.node = find_node<From>(rows_of<To>()[J].name);
    for (std::size_t i = 0; i < size_of<From>() && o.node >= 0; ++i) {
        if (is_batch_norm(*rows_of<From>()[i].layer) &&
            find_node<To>(rows_of<From>()[i].name) < 0 &&
            kept_source<To, From>(static_cast<int>(i)) == o.node) {
            o.norm = static_cast<int>(i);
            ++o.norms;
        }
    }
    return o;
}
template <class To, class From, std::size_t J>
struct origin_constant {
    static constexpr origin value = origin_of<To, From, J>();
};
template <class To, class From, std::size_t J>
struct check_origin {
    using name = typename type_at<nodes_of<To>, J>::name;
    using found = unknown_origin<name, (origin_constant<To, From, J>::value.node >= 0)>;
    using once = folded_twice<name, origin_constant<To, From, J>::value.norms>;
    static constexpr std::size_t value = sizeof(found) + sizeof(once);
};

template <int C>
constexpr folded_norm<C> fold_of(batch_norm_parameters<C> const& norm) {
    return folded_norm<C>{norm};
}

template <class To, class From, std::size_t J, int Norm>
struct transfer_node {
    static constexpr int apply(parameters<From> const& from, parameters<To>& to) {
        constexpr std::size_t source =
            static_cast<std::size_t>(origin_constant<To, From, J>::value.node);
        move_parameters(widthwise::get<source>(from), widthwise::get<J>(to),
                        fold_of(widthwise::get<static_cast<std::size_t>(Norm)>(from)));
        return 0;
    }
};
template <class To, class From, std::size_t J>
struct transfer_node<To, From, J, -1> {
    static constexpr int apply(parameters<From> const& from, parameters<To>& to) {
        constexpr std::size_t source =
            static_cast<std::size_t>(origin_constant<To, From, J>::value.node);
        move_parameters(widthwise::get<source>(from), widthwise::get<J>(to), nothing_folded{});
        return 0;
    }
};
template <class To, class From, std::size_t... J>
constexpr void transfer_all(parameters<From> const& from, parameters<To>& to,
                            std::index_sequence<J...>) {
    // All nodes are checked before any is moved, so that the message is the first one.
    std::size_t const checked[] = {
        std::integral_constant<std::size_t, check_origin<To, From, J>::value>::value...};
    static_cast<void>(checked);
    int const each[] = {
        transfer_node<To, From, J, origin_constant<To, From, J>::value.norm>::apply(from, to)...};
    static_cast<void>(each);
}
} // namespace detail

/// The parameters of To, a network that passes made of From: nodes are matched by name, values cast
/// to To's formats (cast<weight>(w), cast<bias>(b)), BatchNorms that To dropped are folded into the
/// layer before them.
template <class To, class From>
constexpr parameters<To> transfer(parameters<From> const& from) {
    parameters<To> to{};
    detail::transfer_all(from, to, std::make_index_sequence<nodes_of<To>::size>{});
    return to;
}

} // namespace widthwise
