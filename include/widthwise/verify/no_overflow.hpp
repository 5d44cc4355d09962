// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <type_traits>

#include <widthwise/verify/accumulators.hpp>

namespace widthwise {
namespace verify {

/// The numbers of a message. any_neuron: the formats alone say it, whatever the weights.
template <int Neuron>
struct neuron {};
struct any_neuron {};
template <int Bits>
struct needs {};
template <int Bits>
struct has {};
/// The accumulator has no sign, and a sum goes below zero.
template <int Bits>
struct has_unsigned {};

/// A sum of Node reaches beyond its accumulator: Neuron is the first that needs the most bits.
/// There is no member wide_enough; the compiler that misses it names this type in its first line.
template <class Node, class Neuron, class Needs, class Has>
struct accumulator_overflow {};
/// Node casts float terms to a fixed accumulator: they may be anything. Give it data_in, weight and
/// bias.
template <class Node>
struct unbounded_accumulator {
    static_assert(sizeof(Node*) == 0,
                  "widthwise: read unbounded_accumulator<node>: its terms are floats");
    using wide_enough = std::true_type;
};

namespace detail {
constexpr bool is_sound(accumulator_row const& row) {
    return row.kind != sum_kind::unbounded && !row.overflows;
}
/// The first node that may overflow, or -1.
template <std::size_t N>
constexpr int first_overflow(accumulator_table<N> const& table) {
    for (std::size_t i = 0; i < N; ++i) {
        if (!is_sound(table.node[i])) {
            return static_cast<int>(i);
        }
    }
    return -1;
}
template <class Net, class Params>
struct first_overflow_constant {
    static constexpr int value = first_overflow(accumulators<Net, Params>::value);
};

template <int Worst>
using neuron_or_any = std::conditional_t<(Worst < 0), any_neuron, neuron<Worst>>;
template <int Needed, int Given, bool Sign>
using has_bits = std::conditional_t<(Sign || Needed <= 0), has<Given>, has_unsigned<Given>>;

/// Asks the carrier itself, not a name for it, for the member: so g++ prints it once.
template <class Node, bool Bounded, int Worst, int Needed, int Given, bool Sign>
struct report_overflow {
    using wide_enough = typename accumulator_overflow<Node, neuron_or_any<Worst>, needs<Needed>,
                                                      has_bits<Needed, Given, Sign>>::wide_enough;
};
template <class Node, int Worst, int Needed, int Given, bool Sign>
struct report_overflow<Node, false, Worst, Needed, Given, Sign> {
    using wide_enough = typename unbounded_accumulator<Node>::wide_enough;
};
template <class Net, class Params, int I>
struct check_overflow {
    static constexpr accumulator_row row =
        accumulators<Net, Params>::value.node[static_cast<std::size_t>(I)];
    using name = typename type_at<nodes_of<Net>, static_cast<std::size_t>(I)>::name;
    using wide_enough =
        typename report_overflow<name, row.kind != sum_kind::unbounded, row.worst, row.needed,
                                 row.given, row.given_sign>::wide_enough;
};
template <class Net, class Params>
struct check_overflow<Net, Params, -1> {
    using wide_enough = std::true_type;
};
} // namespace detail

/// Is no accumulator ever left, whatever the inputs? Never an error.
template <class Net, class Params = void>
constexpr bool is_overflow_free() {
    return detail::first_overflow_constant<Net, Params>::value < 0;
}

/// static_assert(verify::no_overflow<net, weights>::value, ""): true, or an error that names the
/// first node that may overflow, its neuron, the bits it needs and the bits it has:
///   no type named 'wide_enough' in 'accumulator_overflow<fc2, neuron<7>, needs<15>, has<12>>'
/// Params::value are the constant weights; without Params, whatever the weights are. A saturating
/// accumulator overflows as soon as a term or a partial sum does; one that wraps only by its sum.
template <class Net, class Params = void>
struct no_overflow : std::true_type {
    using checked = typename detail::check_overflow<
        Net, Params, detail::first_overflow_constant<Net, Params>::value>::wide_enough;
};

} // namespace verify
} // namespace widthwise
