// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <widthwise/core/type_list.hpp>

namespace widthwise {
namespace verify {

/// The numbers of a message.
template <std::int64_t Value>
struct measured {};
template <std::int64_t Value>
struct limit {};

/// One line of a budget: Measure::of<Net>() <= Limit. A measure is a type with
///   template <class Net> static constexpr std::int64_t (or double) of();
/// verify/measures.hpp has those of the costs, hls/ those of hardware; add your own.
template <class Measure, std::int64_t Limit>
struct at_most {};

/// Measure gives Measured, rounded up to a whole number; the budget allows Limit.
template <class Measure, class Measured, class Limit>
struct budget_exceeded;
template <class Measure, std::int64_t Value, std::int64_t Allowed>
struct budget_exceeded<Measure, measured<Value>, limit<Allowed>> {
    static_assert(Value <= Allowed,
                  "widthwise: read budget_exceeded<measure, measured<n>, limit<n>>");
};

namespace detail {
constexpr std::int64_t rounded_up(std::int64_t v) { return v; }
/// What leaves 64 bits is beyond every limit.
constexpr std::int64_t rounded_up(double v) {
    if (!(v < 9.2e18)) {
        return INT64_MAX;
    }
    std::int64_t const whole = v < -9.2e18 ? INT64_MIN : static_cast<std::int64_t>(v);
    return whole + (static_cast<double>(whole) < v ? 1 : 0);
}

template <class Net, class Measure>
struct measured_constant {
    static constexpr std::int64_t value = rounded_up(Measure::template of<Net>());
};

/// What is written in a budget that is not at_most<measure, number>.
template <class Net, class Line>
struct budget_line {
    static_assert(sizeof(Line*) == 0, "widthwise: a budget consists of at_most<measure, number>");
};
template <class Net, class Measure, std::int64_t Limit>
struct budget_line<Net, at_most<Measure, Limit>> {
    static constexpr bool kept = measured_constant<Net, Measure>::value <= Limit;
    using message =
        budget_exceeded<Measure, measured<measured_constant<Net, Measure>::value>, limit<Limit>>;
};
} // namespace detail

/// Does the network keep every line of the budget? Never an error.
template <class Net, class... Line>
constexpr bool within_budget() {
    bool const kept[] = {true, detail::budget_line<Net, Line>::kept...};
    bool all = true;
    for (bool one : kept) {
        all = all && one;
    }
    return all;
}

/// static_assert(verify::budget<net, at_most<measure::macs, 5000>>::value, ""): true, or an error
/// that names the first measure that exceeds its limit, its value and the limit:
///   budget_exceeded<measure::macs, measured<5120>, limit<5000>>
template <class Net, class... Line>
struct budget : std::true_type {
    using checked = type_list<std::integral_constant<
        std::size_t, sizeof(typename detail::budget_line<Net, Line>::message)>...>;
};

} // namespace verify
} // namespace widthwise
