// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <type_traits>

#include <widthwise/passes/emit.hpp>
#include <widthwise/verify/accumulators.hpp>

namespace widthwise {
namespace verify {

namespace detail {
/// What the accumulator of a node has to hold: two's complement, signed if a sum is negative.
constexpr bounds proven(accumulator_row const& row) {
    return row.steps.sum.frac < row.steps.stored.frac ? row.steps.sum : row.steps.stored;
}
/// Only where the sum stays the same sum, and some bit is saved.
constexpr bool can_narrow(layer_row const& layer, accumulator_row const& row) {
    bool const known = row.kind == sum_kind::by_format || row.kind == sum_kind::by_weight;
    return known && layer.arithmetic != arithmetic_kind::average && row.steps.exact() &&
           proven(row).far == 0 && width_of(proven(row)) < row.given;
}

/// Does a node's format follow from what it reads? Else a cast stands between them.
constexpr bool hands_on_format(layer_row const& layer, edge_format const& out) {
    role_rows const &roles = layer.roles, &fused = layer.activation_roles; // none: exact
    return is_integer_kind(out.kind) &&
           (is_exact(roles.data_in) || (layer.second_is_weight && is_exact(roles.weight))) &&
           is_exact(roles.accum) && is_exact(roles.data_out) && is_exact(fused.data_in) &&
           is_exact(fused.data_out);
}
/// The nodes whose formats a head has, or has its own from: a network's heads keep theirs.
template <std::size_t N>
struct head_formats {
    bool of[N];
};
template <class Net>
constexpr head_formats<nodes_of<Net>::size> find_head_formats() {
    head_formats<nodes_of<Net>::size> heads{};
    auto const& f = facts_of<Net>();
    for (std::size_t back = nodes_of<Net>::size; back > 0; --back) {
        std::size_t const i = back - 1;
        layer_row const& layer = *rows_of<Net>()[i].layer;
        bool const asks = layer.kind == fx_kind::output ||
                          (heads.of[i] && hands_on_format(layer, edge_formats_of<Net>().out[i]));
        for (int e = f.first[i]; e < f.first[i + 1]; ++e) {
            heads.of[f.edge[e]] = heads.of[f.edge[e]] || asks;
        }
    }
    return heads;
}
template <class Net>
struct head_table {
    static constexpr head_formats<nodes_of<Net>::size> value = find_head_formats<Net>();
};

template <template <class> class Role, class Format>
struct replace_role {
    template <class Other>
    struct role {
        using type = Other;
    };
    template <class Old>
    struct role<Role<Old>> {
        using type = Role<Format>;
    };
};
template <template <class> class Role, class Format, bool Written, class... Other>
struct role_among {
    using type = formats<typename replace_role<Role, Format>::template role<Other>::type...>;
};
template <template <class> class Role, class Format, class... Other>
struct role_among<Role, Format, false, Other...> {
    using type = formats<Other..., Role<Format>>;
};

/// The layer with one role in Format, the others as they are.
template <class Layer, template <class> class Role, class Format>
struct with_role {
    using type = quantized<Layer, formats<Role<Format>>>;
};
template <class Layer, class... Other, template <class> class Role, class Format>
struct with_role<quantized<Layer, formats<Other...>>, Role, Format> {
    static constexpr bool written = !std::is_same<role_t<formats<Other...>, Role>, exact>::value;
    using type = quantized<Layer, typename role_among<Role, Format, written, Other...>::type>;
};
template <class Layer, class Activation, template <class> class Role, class Format>
struct with_role<fused<Layer, Activation>, Role, Format> {
    using type = fused<typename with_role<Layer, Role, Format>::type, Activation>;
};

/// A head's node hands on what it did, though its accumulator has fewer bits.
template <class Net, std::size_t I, class Layer, bool Keeps>
struct keep_format {
    using type = Layer;
};
template <class Net, std::size_t I, class Layer>
struct keep_format<Net, I, Layer, true> {
    static constexpr format_row old = formats_at<Net, I>::value.stored;
    using format = fixed<old.width, old.frac, old.sign, rounding::floor, overflow::wrap>;
    using type = typename with_role<Layer, data_out, format>::type;
};

/// Rule I: node I takes what is proven of it.
template <class Net, class Params, int Rule, class Layer>
struct narrow_layer {
    static constexpr std::size_t node = static_cast<std::size_t>(Rule);
    static constexpr bounds sum = proven(accumulators<Net, Params>::value.node[node]);
    static constexpr bool keeps =
        head_table<Net>::value.of[node] && is_exact(rows_of<Net>()[node].layer->roles.data_out);
    using format =
        fixed<width_of(sum), sum.frac, sum.low.negative(), rounding::floor, overflow::wrap>;
    using type = typename keep_format<Net, node, typename with_role<Layer, accum, format>::type,
                                      keeps>::type;
};
template <class Net, class Params, class Layer>
struct narrow_layer<Net, Params, -1, Layer> {
    using type = Layer;
};
} // namespace detail

/// The pass that gives every accumulator of integers the width that is proven for the weights
/// Params::value: accum<fixed<needed, frac, sign, floor, wrap>>, a plain two's complement adder.
/// Left as they are: accumulators that round or overflow (to keep them is to keep the function),
/// float nodes, and those that are narrow already.
template <class Net, class Params>
struct minimize_accumulators {
    template <std::size_t N, std::size_t E>
    static constexpr plan<N, E> make(node_row const* rows, facts<N, E> const& f) {
        plan<N, E> p = keep_all(f);
        for (std::size_t i = 0; i < N; ++i) {
            bool const narrow =
                detail::can_narrow(*rows[i].layer, accumulators<Net, Params>::value.node[i]);
            p.rule[i] = narrow ? static_cast<int>(i) : -1;
        }
        return p;
    }
    template <class Nodes, int Rule, class Layer>
    using layer = typename detail::narrow_layer<Net, Params, Rule, Layer>::type;
};

/// The network with proven accumulators: the same function of the same weights. transfer<To>(from)
/// hands them on, unchanged. Where data_out is not written the next node receives the narrower sum,
/// so that a second application may find more; what a head is made of keeps its format, written as
/// data_out.
template <class Net, class Params>
using minimize_accumulators_t = apply_t<Net, minimize_accumulators<Net, Params>>;

} // namespace verify
} // namespace widthwise
