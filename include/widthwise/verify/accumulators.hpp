// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <type_traits>
#include <utility>

#include <widthwise/verify/neurons.hpp>

namespace widthwise {
namespace verify {

/// What is proven of the accumulators of one node. Widths are bits; neurons are output features,
/// or output channels.
struct accumulator_row {
    sum_kind kind = sum_kind::none;
    bounds sum{};   ///< every exact sum b + sum of w x of every neuron, in its own units
    int needed = 0; ///< bits that hold every sum, in the sign and the units of the given
    int given = 0;  ///< bits the node's accumulator has; a mean's has what it needs
    bool given_sign = true;
    bool stepwise = false; ///< accum was written: every term is cast to it
    bool overflows = false;
    int worst = -1;  ///< the first neuron that needs the most; -1: the formats decide
    int finest = -1; ///< the first that needs the most fraction bits
    step_facts steps{};
    int a2q_weight = 0; ///< width_rule::..., 0 where weights are not constants
    int a2q_type = 0;
    int hls4ml_auto = 0;
};

template <std::size_t N>
struct accumulator_table {
    accumulator_row node[N];
};

namespace detail {
constexpr accumulator_row describe(layer_row const& layer, node_formats const& f, int fan_in,
                                   sum_kind kind, bool weighted, sum_result const& r) {
    accumulator_row row{};
    format_row const accum = accumulator_row_of(layer, f);
    bool const mean = layer.arithmetic == arithmetic_kind::average;
    row.kind = kind;
    row.sum = r.facts.sum;
    row.needed = r.needed;
    row.given = mean ? r.needed : accum.width;
    row.given_sign = accum.sign;
    row.stepwise = f.stepwise && !mean;
    row.overflows = verify::overflows(r.facts);
    row.worst = r.worst;
    row.finest = r.finest;
    row.steps = r.facts;
    if (layer.arithmetic == arithmetic_kind::mac) {
        row.a2q_weight = weighted ? width_rule::a2q_weight(r.l1, f.x) : 0;
        row.a2q_type = width_rule::a2q_type(fan_in, f.x, f.weight);
        row.hls4ml_auto =
            width_rule::hls4ml_auto(fan_in, f.x, f.weight, layer.has_bias ? &f.bias : nullptr);
    }
    return row;
}

/// The row of one node, one constant; a node that sums nothing has no blocks to look into.
template <class Net, class Params, std::size_t I, sum_kind Kind>
struct accumulator_constant {
    static constexpr bool weighted = Kind == sum_kind::by_weight;
    static constexpr accumulator_row value =
        describe(*rows_of<Net>()[I].layer, formats_at<Net, I>::value,
                 widthwise::detail::count_table<Net>::value.node[I].fan_in, Kind, weighted,
                 node_sums<Net, Params, I, weighted>::make());
};
template <class Net, class Params, std::size_t I>
struct accumulator_constant<Net, Params, I, sum_kind::none> {
    static constexpr accumulator_row value{};
};
template <class Net, class Params, std::size_t I>
struct accumulator_constant<Net, Params, I, sum_kind::unbounded> {
    static constexpr accumulator_row make() {
        accumulator_row row{};
        row.kind = sum_kind::unbounded;
        row.given = formats_at<Net, I>::value.accum.width;
        row.given_sign = formats_at<Net, I>::value.accum.sign;
        row.stepwise = true;
        return row;
    }
    static constexpr accumulator_row value = make();
};

/// Without Params, weights are anything their formats hold.
template <class Net, class Params, std::size_t I>
constexpr sum_kind kind_at() {
    sum_kind const kind = kind_of_sum(*rows_of<Net>()[I].layer, formats_at<Net, I>::value);
    return std::is_void<Params>::value && kind == sum_kind::by_weight ? sum_kind::by_format : kind;
}
template <class Net, class Params, std::size_t I>
using accumulator_at = accumulator_constant<Net, Params, I, kind_at<Net, Params, I>()>;

template <class Net, class Params, class Index>
struct accumulators_of;
template <class Net, class Params, std::size_t... I>
struct accumulators_of<Net, Params, std::index_sequence<I...>> {
    static constexpr accumulator_table<sizeof...(I)> value{
        {accumulator_at<Net, Params, I>::value...}};
};
template <class Net, class Params, std::size_t... I>
constexpr accumulator_table<sizeof...(I)>
    accumulators_of<Net, Params, std::index_sequence<I...>>::value;
} // namespace detail

/// value.node[i]: the proven range of every sum of node i, from its inputs' formats and the actual
/// constant weights Params::value; what it needs, and what it is given. Without Params: whatever
/// the weights are.
/// Inputs are bounded by the format they have after the cast to data_in, each independently of the
/// others; what the node before can reach within that format is not used (nor by FINN).
/// Source: FINN / QONNX, calculate_matvec_accumulator_range; with the bias.
template <class Net, class Params = void>
struct accumulators
    : detail::accumulators_of<Net, Params, std::make_index_sequence<nodes_of<Net>::size>> {};

/// The row of the node with that name; an unknown name has kind none.
template <class Net, class Params = void>
constexpr accumulator_row accumulator_of(char const* name) {
    int const i = find_node<Net>(name);
    return i < 0 ? accumulator_row{} : accumulators<Net, Params>::value.node[i];
}

} // namespace verify
} // namespace widthwise
