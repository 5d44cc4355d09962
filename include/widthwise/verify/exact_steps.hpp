// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <type_traits>
#include <utility>

#include <widthwise/verify/no_overflow.hpp>
#include <widthwise/verify/stepwise_is_exact.hpp>

namespace widthwise {
namespace verify {

/// Fraction bits, where a term loses some of its own.
template <int Bits>
struct needs_fraction {};
template <int Bits>
struct has_fraction {};

/// Casting each term to Node's accum changes its result: a term loses fraction bits
/// (needs_fraction, has_fraction), or one that is left for the sum does not fit (needs, has).
/// Neuron is the first that needs the most. There is no member exact, as in accumulator_overflow.
template <class Node, class Neuron, class Needs, class Has>
struct inexact_steps {};

namespace detail {
template <class Net, class Params, class Index>
struct first_inexact;
template <class Net, class Params, std::size_t... I>
struct first_inexact<Net, Params, std::index_sequence<I...>> {
    static constexpr int find() {
        bool const exact[] = {stepwise_is_exact<Net, I, Params>::value...};
        for (std::size_t i = 0; i < sizeof...(I); ++i) {
            if (!exact[i]) {
                return static_cast<int>(i);
            }
        }
        return -1;
    }
    static constexpr int value = find();
};
/// The first node whose steps matter, or -1.
template <class Net, class Params>
using first_inexact_node =
    first_inexact<Net, Params, std::make_index_sequence<nodes_of<Net>::size>>;

enum class inexact_reason { unbounded, fraction, range };
constexpr inexact_reason reason_of(accumulator_row const& row) {
    return row.kind == sum_kind::unbounded ? inexact_reason::unbounded
           : row.steps.rounds              ? inexact_reason::fraction
                                           : inexact_reason::range;
}

template <class Net, class Params, int I>
struct check_steps {
    static constexpr accumulator_row row =
        accumulators<Net, Params>::value.node[static_cast<std::size_t>(I)];
    static constexpr int frac = formats_at<Net, static_cast<std::size_t>(I)>::value.accum.frac;
    using name = typename type_at<nodes_of<Net>, static_cast<std::size_t>(I)>::name;

    template <inexact_reason Reason, class Name>
    struct report {
        using exact =
            typename inexact_steps<Name, neuron_or_any<row.finest>,
                                   needs_fraction<row.steps.fraction>, has_fraction<frac>>::exact;
    };
    template <class Name>
    struct report<inexact_reason::range, Name> {
        using exact =
            typename inexact_steps<Name, neuron_or_any<row.worst>, needs<row.needed>,
                                   has_bits<row.needed, row.given, row.given_sign>>::exact;
    };
    template <class Name>
    struct report<inexact_reason::unbounded, Name> {
        using exact = typename unbounded_accumulator<Name>::wide_enough;
    };
    using exact = typename report<reason_of(row), name>::exact;
};
template <class Net, class Params>
struct check_steps<Net, Params, -1> {
    using exact = std::true_type;
};
} // namespace detail

/// Is stepwise_is_exact true of every node? Never an error.
template <class Net, class Params = void>
constexpr bool has_exact_steps() {
    return detail::first_inexact_node<Net, Params>::value < 0;
}

/// static_assert(verify::exact_steps<net, weights>::value, ""): true, or an error that names the
/// first node whose casts per term matter, its neuron and what it needs:
///   no type named 'exact' in 'inexact_steps<fc2, neuron<7>, needs_fraction<16>, has_fraction<11>>'
///   no type named 'exact' in 'inexact_steps<fc2, neuron<7>, needs<15>, has<12>>'
template <class Net, class Params = void>
struct exact_steps : std::true_type {
    using checked =
        typename detail::check_steps<Net, Params,
                                     detail::first_inexact_node<Net, Params>::value>::exact;
};

} // namespace verify
} // namespace widthwise
