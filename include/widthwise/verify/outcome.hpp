// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <widthwise/verify/vectors.hpp>

namespace widthwise {
namespace verify {

/// The number of a message: which output element, counted from 0.
template <std::size_t>
struct output {};

/// A table of outputs has Given elements per vector, or a second network so many; the network gives
/// Needed.
template <std::size_t Given, std::size_t Needed>
struct output_elements {
    static_assert(Given == Needed, "widthwise: read output_elements<given, needed>");
};

namespace detail {
/// What the run of one vector says: good, or which element, what it was to be, and what it is.
enum class verdict : unsigned char { good, input, output };
struct outcome {
    verdict said;
    std::size_t element;
    number expected;
    number got;
};
constexpr outcome good_outcome() { return outcome{verdict::good, 0, number{}, number{}}; }
/// Where an input is outside its format.
template <class X>
constexpr outcome bad_input(X const* x, std::size_t element) {
    return outcome{verdict::input, element, number{}, number{detail::wide_of(x[element]), 0}};
}
constexpr outcome bad_input(float const*, std::size_t) { return good_outcome(); }

/// One constant per vector: each has a compiler's whole step limit. Check has run(vector).
template <class Check, std::size_t Vector>
struct vector_outcome {
    static constexpr outcome value = Check::run(Vector);
};
struct failure {
    std::size_t vector;
    outcome what;
};
template <class Check, std::size_t... Vector>
constexpr failure first_failure(std::index_sequence<Vector...>) {
    outcome const all[] = {vector_outcome<Check, Vector>::value...};
    for (std::size_t v = 0; v < sizeof...(Vector); ++v) {
        if (all[v].said != verdict::good) {
            return failure{v, all[v]};
        }
    }
    return failure{sizeof...(Vector), good_outcome()};
}
template <class Check>
struct failure_of {
    static constexpr failure value =
        first_failure<Check>(std::make_index_sequence<Check::vectors>{});
    static constexpr bool none = value.what.said == verdict::good;
};

/// A number of a failure in a message: Role<raw>, or Role<raw, frac>.
template <template <std::int64_t...> class Role, bool Raw, std::int64_t Value, std::int64_t Frac>
struct printed_number {
    using type = Role<Value>;
};
template <template <std::int64_t...> class Role, std::int64_t Value, std::int64_t Frac>
struct printed_number<Role, false, Value, Frac> {
    using type = Role<Value, Frac>;
};
template <template <std::int64_t...> class Role, class Failure, bool Raw, number outcome::*Which>
using printed = typename printed_number<Role, Raw, (Failure::value.what.*Which).raw.low(),
                                        (Failure::value.what.*Which).frac>::type;

/// The message for a failure; Check::message is the one for a wrong output.
template <class Check, verdict Said>
struct outcome_message {
    using type = std::true_type;
};
template <class Check>
struct outcome_message<Check, verdict::input> {
    static constexpr failure bad = failure_of<Check>::value;
    using type = input_out_of_range<vector<bad.vector>, input_element<bad.what.element>,
                                    given<bad.what.got.raw.low()>>;
};
template <class Check>
struct outcome_message<Check, verdict::output> {
    static constexpr failure bad = failure_of<Check>::value;
    using type = typename Check::template message<vector<bad.vector>, output<bad.what.element>,
                                                  failure_of<Check>>;
};
/// Raises the message of the first failure, if there is one.
template <class Check>
struct no_failure : std::true_type {
    using message = typename outcome_message<Check, failure_of<Check>::value.what.said>::type;
    using raised = std::integral_constant<std::size_t, sizeof(message)>;
};
} // namespace detail

} // namespace verify
} // namespace widthwise
