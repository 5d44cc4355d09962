// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <widthwise/verify/evaluate.hpp>
#include <widthwise/verify/outcome.hpp>

namespace widthwise {
namespace verify {

/// The numbers of a message: raw * 2^-frac in the one network, and in the other.
template <std::int64_t... RawAndFrac>
struct first {};
template <std::int64_t... RawAndFrac>
struct second {};

/// Output element Output of vector Vector is First in the first network and Second in the second.
template <class Vector, class Output, class First, class Second>
struct function_mismatch {
    static_assert(sizeof(Vector*) == 0, "widthwise: read function_mismatch<vector<i>, output<i>, "
                                        "first<raw, frac>, second<raw, frac>>");
};
/// The two networks read input Node in different formats, so that raw integers would not mean the
/// same to them. Give the vectors as floats.
template <class Node, bool Same>
struct raw_input_differs {
    static_assert(Same, "widthwise: read raw_input_differs<input>: give the vectors as floats");
};

namespace detail {
/// The number of the n-th input node, or the number of nodes.
template <class Net>
constexpr std::size_t input_node(std::size_t n) {
    std::size_t i = 0;
    for (; i < size_of<Net>(); ++i) {
        if (verify::detail::is_input(rows_of<Net>()[i]) && n-- == 0) {
            break;
        }
    }
    return i;
}
template <class Net>
constexpr std::size_t input_count() {
    std::size_t n = 0;
    while (input_node<Net>(n) < size_of<Net>()) {
        ++n;
    }
    return n;
}
template <class A, class B, std::size_t N, bool Both = (N < input_count<B>())>
struct same_raw_input {
    static constexpr bool value = false;
};
template <class A, class B, std::size_t N>
struct same_raw_input<A, B, N, true> {
    static constexpr bool value = widthwise::detail::same_values(
        raw_format<A, input_node<A>(N)>::type::row(), raw_format<B, input_node<B>(N)>::type::row());
};
/// Raw integers must mean the same to both networks.
template <class A, class B, class Index>
struct same_raw_inputs;
template <class A, class B, std::size_t... N>
struct same_raw_inputs<A, B, std::index_sequence<N...>> {
    using checked = type_list<std::integral_constant<
        std::size_t, sizeof(raw_input_differs<typename type_at<nodes_of<A>, input_node<A>(N)>::name,
                                              same_raw_input<A, B, N>::value>)>...>;
};

template <class A, class B, class Inputs>
struct function_tables {
    using x = table<Inputs>;
    static constexpr std::size_t raw_inputs = x::raw ? input_count<A>() : 0;
    using checked = std::integral_constant<
        std::size_t, sizeof(input_elements<x::elements, input_size<A>()>) +
                         sizeof(input_elements<x::elements, input_size<B>()>) +
                         sizeof(output_elements<output_size<B>(), output_size<A>()>) +
                         sizeof(same_raw_inputs<A, B, std::make_index_sequence<raw_inputs>>)>;
};

template <class A, class B, class ParamsA, class ParamsB, class Inputs>
struct function_check {
    static constexpr std::size_t vectors = table<Inputs>::vectors;

    static constexpr outcome run(std::size_t v) {
        cursor const in = detail::check_vector<A>(Inputs::value[v]);
        if (!in.good) {
            return detail::bad_input(Inputs::value[v], in.bad);
        }
        result_of<A> const a = verify::evaluate<A>(ParamsA::value, Inputs::value[v]);
        result_of<B> const b = verify::evaluate<B>(ParamsB::value, Inputs::value[v]);
        for (std::size_t i = 0; i < output_size<A>(); ++i) {
            number const one = detail::number_of(a.value[i], output_edge<A>(i));
            number const other = detail::number_of(b.value[i], output_edge<B>(i));
            if (!(one == other)) {
                return outcome{verdict::output, i, one, other};
            }
        }
        return good_outcome();
    }
    template <class Vector, class Output, class Failure>
    using message =
        function_mismatch<Vector, Output, printed<first, Failure, false, &outcome::expected>,
                          printed<second, Failure, false, &outcome::got>>;
};
} // namespace detail

/// static_assert(verify::same_function<A, B, ParamsA, ParamsB, Inputs>::value, ""): two networks,
/// before and after a pass, give equal values on every vector of inputs, exactly, whatever formats
/// they hold them in; or an error that names the first difference, as raw * 2^-frac:
///   function_mismatch<vector<3>, output<2>, first<17, 8>, second<16, 8>>
/// Params and Inputs as in verify::golden. Raw integers need networks that read them in one format.
/// Steps: one constant runs both networks on one vector.
template <class A, class B, class ParamsA, class ParamsB, class Inputs>
struct same_function : detail::function_tables<A, B, Inputs>,
                       detail::no_failure<detail::function_check<A, B, ParamsA, ParamsB, Inputs>> {
};

/// The same question, whose answer is never an error; a table that does not fit still is.
template <class A, class B, class ParamsA, class ParamsB, class Inputs>
constexpr bool is_same_function() {
    static_assert(sizeof(detail::function_tables<A, B, Inputs>) != 0, "");
    return detail::failure_of<detail::function_check<A, B, ParamsA, ParamsB, Inputs>>::none;
}

} // namespace verify
} // namespace widthwise
