// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <widthwise/graph/parameters.hpp>
#include <widthwise/verify/sums.hpp>

namespace widthwise {
namespace verify {

namespace detail {
template <class Own>
constexpr bounds start_of(Own const& own, format_row const& bias, terms const&, std::size_t o,
                          std::true_type) {
    return point(to_wide(own.bias.data[o]), frac_of(bias));
}
template <class Own>
constexpr bounds start_of(Own const&, format_row const&, terms const& t, std::size_t,
                          std::false_type) {
    return no_bias(t);
}
template <class HasBias, class Own>
constexpr sum_result result_by_weight(Own const& own, std::size_t first, std::size_t last,
                                      std::size_t inputs, layer_row const& layer,
                                      node_formats const& f) {
    format_row const accum = accumulator_row_of(layer, f);
    sum_result r{};
    for (std::size_t o = first; o < last; ++o) {
        std::int64_t const count = static_cast<std::int64_t>(inputs);
        auto const* const weights = own.weight.data + o * inputs;
        weight_sums const sums = sum_weights(weights, count);
        terms const t = terms_of(sums, count, f.x, f.weight);
        bounds const products = rounded_sum(weights, count, t, f.x, accum);
        step_facts const one = steps_of(t, products, start_of(own, f.bias, t, o, HasBias{}), accum);
        int const needed = needed_width(one, accum);
        r.finest = o == first || one.fraction > r.facts.fraction ? static_cast<int>(o) : r.finest;
        r.facts = o == first ? one : join(r.facts, one);
        r.worst = needed > r.needed ? static_cast<int>(o) : r.worst;
        r.needed = larger(r.needed, needed);
        r.l1 = larger(r.l1, sums.positive + sums.negative);
    }
    return r;
}
constexpr sum_result merge(sum_result const& a, sum_result const& b) {
    sum_result r = b.needed > a.needed ? b : a;
    r.finest = b.facts.fraction > a.facts.fraction ? b.finest : a.finest;
    r.facts = join(a.facts, b.facts);
    r.l1 = larger(a.l1, b.l1);
    return r;
}

/// Weights of one constant: those of two limbs, and their rounded products, take many steps each.
constexpr std::size_t weights_of_a_block(bool narrow, std::size_t inputs, node_formats const& f) {
    int const drop = f.stepwise ? frac_of(f.x) + frac_of(f.weight) - f.accum.frac : 0;
    bool const narrow_products =
        sums_in_64(static_cast<std::int64_t>(inputs), f.x.width + f.weight.width, drop);
    return drop > 0 && !narrow_products ? 1024 : narrow ? 32768 : 4096;
}
/// A layer's neurons in blocks, one constant each: a compiler counts the steps of a constant.
template <class Net, class Params, std::size_t I>
struct weight_blocks {
    using own = typename widthwise::detail::node_parameters<Net, I>::type;
    enum : std::size_t {
        outputs = static_cast<std::size_t>(decltype(own::weight)::extent()[0]),
        inputs = decltype(own::weight)::size() / outputs,
        fitting = weights_of_a_block(sizeof(own::weight) <= 4 * outputs * inputs, inputs,
                                     formats_at<Net, I>::value) /
                  inputs,
        neurons = fitting < 1     ? 1
                  : fitting > 128 ? 128
                                  : fitting,
        size = (outputs + neurons - 1) / neurons
    };
};
template <class Net, class Params, std::size_t I, std::size_t Block>
struct block_constant {
    using blocks = weight_blocks<Net, Params, I>;
    enum : std::size_t {
        first = Block * blocks::neurons,
        past = first + blocks::neurons,
        last = past < blocks::outputs ? past : blocks::outputs
    };
    static constexpr sum_result value =
        result_by_weight<std::integral_constant<bool, rows_of<Net>()[I].layer->has_bias>>(
            widthwise::get<I>(Params::value), first, last, blocks::inputs, *rows_of<Net>()[I].layer,
            formats_at<Net, I>::value);
};
template <class Net, class Params, std::size_t I, class Blocks>
struct joined_blocks;
template <class Net, class Params, std::size_t I, std::size_t... Block>
struct joined_blocks<Net, Params, I, std::index_sequence<Block...>> {
    static constexpr sum_result make() {
        sum_result const parts[] = {block_constant<Net, Params, I, Block>::value...};
        sum_result all = parts[0];
        for (std::size_t i = 1; i < sizeof...(Block); ++i) {
            all = merge(all, parts[i]);
        }
        return all;
    }
};

/// The sums of node I: of the actual weights where Params gives them, else by formats.
template <class Net, class Params, std::size_t I, bool Weighted>
struct node_sums {
    static constexpr sum_result make() {
        return result_by_format(*rows_of<Net>()[I].layer, formats_at<Net, I>::value,
                                widthwise::detail::count_table<Net>::value.node[I].fan_in);
    }
};
template <class Net, class Params, std::size_t I>
struct node_sums<Net, Params, I, true>
    : joined_blocks<Net, Params, I, std::make_index_sequence<weight_blocks<Net, Params, I>::size>> {
};
} // namespace detail

} // namespace verify
} // namespace widthwise
