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

template <class Format>
struct replace_accum {
    template <class Role>
    struct role {
        using type = Role;
    };
    template <class Old>
    struct role<accum<Old>> {
        using type = accum<Format>;
    };
};
template <class Format, bool Written, class... Role>
struct accum_among {
    using type = formats<typename replace_accum<Format>::template role<Role>::type...>;
};
template <class Format, class... Role>
struct accum_among<Format, false, Role...> {
    using type = formats<Role..., accum<Format>>;
};

/// The layer with its accumulator in Format, the other roles as they are.
template <class Layer, class Format>
struct with_accum {
    using type = quantized<Layer, formats<accum<Format>>>;
};
template <class Layer, class... Role, class Format>
struct with_accum<quantized<Layer, formats<Role...>>, Format> {
    static constexpr bool written = !std::is_same<role_t<formats<Role...>, accum>, exact>::value;
    using type = quantized<Layer, typename accum_among<Format, written, Role...>::type>;
};
template <class Layer, class Activation, class Format>
struct with_accum<fused<Layer, Activation>, Format> {
    using type = fused<typename with_accum<Layer, Format>::type, Activation>;
};

/// Rule I: node I takes what is proven of it.
template <class Net, class Params, int Rule, class Layer>
struct narrow_layer {
    static constexpr bounds sum =
        proven(accumulators<Net, Params>::value.node[static_cast<std::size_t>(Rule)]);
    using format =
        fixed<width_of(sum), sum.frac, sum.low.negative(), rounding::floor, overflow::wrap>;
    using type = typename with_accum<Layer, format>::type;
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
/// so that a second application may find more.
template <class Net, class Params>
using minimize_accumulators_t = apply_t<Net, minimize_accumulators<Net, Params>>;

} // namespace verify
} // namespace widthwise
