// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <type_traits>
#include <utility>

#include <widthwise/verify/outputs.hpp>
#include <widthwise/verify/step.hpp>

namespace widthwise {
namespace verify {

namespace detail {
template <class Net, std::size_t I, bool Raw, bool IsInput>
struct take_input {
    template <class X>
    static constexpr X const* apply(values_of<Net, Raw>&, X const* x) {
        return x;
    }
};
template <class Net, std::size_t I, bool Raw>
struct take_input<Net, I, Raw, true> {
    template <class X>
    static constexpr X const* apply(values_of<Net, Raw>& values, X const* x) {
        using value_type = value_t<typename node_value<Net, I, Raw>::format>;
        value_type* const to = detail::data_of<Net, I, Raw>(values);
        for (std::size_t i = 0; i < node_value<Net, I, Raw>::size(); ++i) {
            to[i] = static_cast<value_type>(x[i]);
        }
        return x + node_value<Net, I, Raw>::size();
    }
};

template <class Net, bool Raw, class X, std::size_t... I>
constexpr values_of<Net, Raw> evaluate_nodes(parameters<Net> const& p, X const* x,
                                             std::index_sequence<I...>) {
    values_of<Net, Raw> values{};
    int const each[] = {
        (x = take_input<Net, I, Raw, verify::detail::is_input(rows_of<Net>()[I])>::apply(values, x),
         evaluate_node<Net, I, Raw, step<Net, I, Raw>::kind()>::apply(p, values))...};
    static_cast<void>(each);
    return values;
}
} // namespace detail

/// y = net(x), one sample, in the compiler: the layers' scalar forwards, node by node, as the
/// executor runs them.   x: [input_size], y: [output_size], all inputs (heads) one after the other.
/// x are floats, or raw integers of input_format_of<Net, I>; a raw value beyond its format is not
/// brought into range. y are raw integers where every head is in an integer format, else float32.
/// Steps: one constant holds some hundred thousand MACs.
template <class Net, class X>
constexpr result_of<Net> evaluate(parameters<Net> const& p, X const* x) {
    static_assert(std::is_same<X, float>::value || std::is_integral<X>::value,
                  "widthwise: evaluate takes floats, or raw integers");
    constexpr bool raw = std::is_integral<X>::value;
    return detail::gather<Net, raw>(
        detail::evaluate_nodes<Net, raw>(p, x, std::make_index_sequence<nodes_of<Net>::size>{}));
}

} // namespace verify
} // namespace widthwise
