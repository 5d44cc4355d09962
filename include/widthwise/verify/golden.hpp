// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <widthwise/verify/evaluate.hpp>
#include <widthwise/verify/outcome.hpp>

namespace widthwise {
namespace verify {

/// The numbers of a message: a raw integer, or two numbers for raw * 2^-frac.
template <std::int64_t... RawAndFrac>
struct expected {};
template <std::int64_t... RawAndFrac>
struct got {};

/// Output element Output of vector Vector is Got and was to be Expected: raw integers, or
/// expected<raw, frac> for raw * 2^-frac where the table has floats.
template <class Vector, class Output, class Expected, class Got>
struct golden_mismatch {
    static_assert(sizeof(Vector*) == 0, "widthwise: read golden_mismatch<vector<i>, output<i>, "
                                        "expected<value>, got<value>>");
};
/// The two tables have different numbers of vectors.
template <std::size_t Inputs, std::size_t Outputs>
struct vector_counts {
    static_assert(Inputs == Outputs, "widthwise: read vector_counts<inputs, outputs>");
};

namespace detail {
constexpr number expectation(float v, edge_format const& edge) {
    return detail::number_of(v, edge);
}
/// A table of integers is compared raw for raw.
template <class T>
constexpr number expectation(T v, edge_format const&) {
    return number{detail::wide_of(v), 0};
}
constexpr number result_as(float, float v, edge_format const& edge) {
    return detail::number_of(v, edge);
}
constexpr number result_as(float, std::int64_t raw, edge_format const& edge) {
    number const exact = detail::number_of(raw, edge);
    return detail::number_of(decode_row(exact.raw, exact.frac), edge);
}
template <class T>
constexpr number result_as(T, float v, edge_format const& edge) {
    return detail::number_of(v, edge);
}
template <class T>
constexpr number result_as(T, std::int64_t raw, edge_format const& edge) {
    return number{detail::number_of(raw, edge).raw, 0};
}

/// What is wrong with the tables themselves.
template <class Net, class Inputs, class Outputs>
struct golden_tables {
    using x = table<Inputs>;
    using y = table<Outputs>;
    static_assert(!y::raw || has_raw_output<Net>(),
                  "widthwise: the network's results are floats: give a table of floats");
    using checked =
        std::integral_constant<std::size_t,
                               sizeof(input_elements<x::elements, input_size<Net>()>) +
                                   sizeof(output_elements<y::elements, output_size<Net>()>) +
                                   sizeof(vector_counts<x::vectors, y::vectors>)>;
};

template <class Net, class Params, class Inputs, class Outputs>
struct golden_check {
    static constexpr std::size_t vectors = table<Inputs>::vectors;

    static constexpr outcome run(std::size_t v) {
        cursor const in = detail::check_vector<Net>(Inputs::value[v]);
        if (!in.good) {
            return detail::bad_input(Inputs::value[v], in.bad);
        }
        result_of<Net> const result = verify::evaluate<Net>(Params::value, Inputs::value[v]);
        for (std::size_t i = 0; i < output_size<Net>(); ++i) {
            edge_format const edge = output_edge<Net>(i);
            number const wanted = detail::expectation(Outputs::value[v][i], edge);
            number const mine = detail::result_as(Outputs::value[v][i], result.value[i], edge);
            if (!(wanted == mine)) {
                return outcome{verdict::output, i, wanted, mine};
            }
        }
        return good_outcome();
    }
    template <class Vector, class Output, class Failure>
    using message =
        golden_mismatch<Vector, Output,
                        printed<expected, Failure, table<Outputs>::raw, &outcome::expected>,
                        printed<got, Failure, table<Outputs>::raw, &outcome::got>>;
};
} // namespace detail

/// static_assert(verify::golden<net, weights, inputs, outputs>::value, ""): the network, run in the
/// compiler on every vector of inputs, gives outputs; or an error that names the first difference:
///   golden_mismatch<vector<3>, output<2>, expected<17>, got<16>>
/// Params has `static constexpr parameters<Net> value`, Inputs and Outputs `static constexpr T
/// value[vectors][elements]`: raw integers (of input_format_of, of the heads' formats) or floats.
/// Raw outputs are compared as integers; float ones with the float32 values of the result, NaN
/// equal to NaN. One constant per vector, so that their number costs time and not the step limit.
template <class Net, class Params, class Inputs, class Outputs>
struct golden : detail::golden_tables<Net, Inputs, Outputs>,
                detail::no_failure<detail::golden_check<Net, Params, Inputs, Outputs>> {};

/// The same question, whose answer is never an error; tables that do not fit the network still are.
template <class Net, class Params, class Inputs, class Outputs>
constexpr bool matches_golden() {
    static_assert(sizeof(detail::golden_tables<Net, Inputs, Outputs>) != 0, "");
    return detail::failure_of<detail::golden_check<Net, Params, Inputs, Outputs>>::none;
}

} // namespace verify
} // namespace widthwise
