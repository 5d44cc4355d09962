// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>

#include <widthwise/cost/flops.hpp>
#include <widthwise/graph/arithmetic.hpp>
#include <widthwise/verify/widths.hpp>

namespace widthwise {
namespace verify {

/// How much can be said of a node's sums.
enum class sum_kind : unsigned char {
    none,      ///< nothing is summed, or floats are: no overflow
    unbounded, ///< float terms are cast to a fixed accumulator: they may be anything
    by_format, ///< the operands are bounded by their formats
    by_weight  ///< so is one of them, the other is a constant
};

namespace detail {
/// The facts of a node's sums: all its neurons joined; which of them needs the most bits first, and
/// which the most fraction bits.
struct sum_result {
    step_facts facts{};
    int needed = 0;
    int worst = -1;
    int finest = -1;
    wide l1{}; ///< the largest sum of sizes of one neuron's weights
};

template <class Net, std::size_t I>
using formats_at = widthwise::detail::formats_constant<Net, I>;

constexpr sum_kind kind_of_sum(layer_row const& layer, node_formats const& f) {
    arithmetic_kind const a = layer.arithmetic;
    bool const mean = a == arithmetic_kind::average;
    if (layer.arity == 0 || a == arithmetic_kind::pass || a == arithmetic_kind::relu ||
        a == arithmetic_kind::real || (!mean && f.accum.kind != format_kind::fixed)) {
        return sum_kind::none;
    }
    if (!is_integer_kind(f.x.kind) || !is_integer_kind(f.weight.kind) ||
        !is_integer_kind(f.bias.kind)) {
        return mean ? sum_kind::none : sum_kind::unbounded;
    }
    return a == arithmetic_kind::mac && !layer.second_is_weight ? sum_kind::by_weight
                                                                : sum_kind::by_format;
}

/// An exact accumulator keeps sums modulo 2^width; a mean is summed in two limbs.
constexpr format_row accumulator_row_of(layer_row const& layer, node_formats const& f) {
    format_row row = f.accum;
    if (layer.arithmetic == arithmetic_kind::average) {
        row = f.x;
        row.kind = format_kind::fixed;
        row.width = 128;
        row.sign = true;
    }
    if (!f.stepwise || layer.arithmetic == arithmetic_kind::average) {
        row.over = overflow::wrap;
    }
    return row;
}

/// The terms of a node by its formats alone.
constexpr terms terms_by_format(layer_row const& layer, node_formats const& f, int fan_in) {
    bounds const x = bounds_of(f.x), minus{-x.high, -x.low, x.frac, 0};
    switch (layer.arithmetic) {
    case arithmetic_kind::sum:
        return terms{add(x, x), x, 2, 0};
    case arithmetic_kind::difference:
        return terms{add(x, minus), join(x, minus), 2, 0};
    case arithmetic_kind::product:
        return terms_of(1, f.x, f.x);
    case arithmetic_kind::average:
        return terms{bounds{x.low * wide(fan_in), x.high * wide(fan_in), x.frac, 0}, x, fan_in, 0};
    default:
        return terms_of(fan_in, f.x, f.weight);
    }
}
/// The sum of them, each rounded to accum's units.
constexpr bounds rounded_by_format(layer_row const& layer, node_formats const& f, terms const& t,
                                   format_row const& accum) {
    bounds const x = bounds_of(f.x), minus{-x.high, -x.low, x.frac, 0};
    return layer.arithmetic == arithmetic_kind::difference
               ? add(rounded(x, accum), rounded(minus, accum))
               : rounded_sum(t, accum);
}
constexpr sum_result result_by_format(layer_row const& layer, node_formats const& f, int fan_in) {
    terms const t = terms_by_format(layer, f, fan_in);
    bool const biased = layer.arithmetic == arithmetic_kind::mac && layer.has_bias;
    format_row const accum = accumulator_row_of(layer, f);
    sum_result r{};
    r.facts = steps_of(t, rounded_by_format(layer, f, t, accum),
                       biased ? bounds_of(f.bias) : no_bias(t), accum);
    r.needed = needed_width(r.facts, accum);
    return r;
}

} // namespace detail

} // namespace verify
} // namespace widthwise
