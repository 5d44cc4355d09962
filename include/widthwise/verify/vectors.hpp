// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <widthwise/verify/bounds.hpp>
#include <widthwise/verify/inputs.hpp>
#include <widthwise/verify/number.hpp>

namespace widthwise {
namespace verify {

/// The numbers of a message. Which vector of a table, which element of it, counted from 0; and a
/// value: the raw integer, or two numbers for raw * 2^-frac.
template <std::size_t>
struct vector {};
template <std::size_t>
struct input_element {};
template <std::int64_t... RawAndFrac>
struct given {};

/// A table of inputs has Given elements per vector, the network reads Needed.
template <std::size_t Given, std::size_t Needed>
struct input_elements {
    static_assert(Given == Needed, "widthwise: read input_elements<given, needed>");
};
/// The raw value Given of a table of inputs is not in the format in which the network reads it.
template <class Vector, class Element, class Given>
struct input_out_of_range {
    static_assert(sizeof(Vector*) == 0,
                  "widthwise: read input_out_of_range<vector<i>, input_element<i>, given<raw>>");
};

namespace detail {
/// A table is a type with `static constexpr T value[vectors][elements]`.
template <class Table>
struct table {
    using array = std::remove_const_t<decltype(Table::value)>;
    static_assert(std::rank<array>::value == 2,
                  "widthwise: a table of vectors is static constexpr T value[vectors][elements]");
    using element = std::remove_const_t<std::remove_all_extents_t<array>>;
    static_assert(std::is_same<element, float>::value || std::is_integral<element>::value,
                  "widthwise: a table of vectors has floats or raw integers");
    static constexpr bool raw = std::is_integral<element>::value;
    static constexpr std::size_t vectors = std::extent<array, 0>::value;
    static constexpr std::size_t elements = std::extent<array, 1>::value;
};

/// Goes over the elements of a vector, input by input; bad: the first one outside its format.
struct cursor {
    std::size_t at;
    std::size_t bad;
    bool good;
};
template <class Net, std::size_t I, bool IsInput>
struct check_input {
    template <class X>
    static constexpr int apply(X const*, cursor&) {
        return 0;
    }
};
template <class Net, std::size_t I>
struct check_input<Net, I, true> {
    template <class X>
    static constexpr int apply(X const* x, cursor& c) {
        format_row const row = raw_format<Net, I>::type::row();
        bounds const range = bounds_of(row);
        bool const zero = row.kind != format_kind::binary || !row.sign; // {-1, 1}, or {0, 1}
        std::size_t const end = c.at + static_cast<std::size_t>(facts_of<Net>().out[I].elements());
        for (; c.at < end; ++c.at) {
            wide const v = detail::wide_of(x[c.at]);
            if (c.good && (v < range.low || v > range.high || (v.zero() && !zero))) {
                c.good = false;
                c.bad = c.at;
            }
        }
        return 0;
    }
};
template <class Net, std::size_t... I, class X>
constexpr cursor check_inputs(X const* x, std::index_sequence<I...>) {
    cursor c{0, 0, true};
    int const each[] = {
        check_input<Net, I, verify::detail::is_input(rows_of<Net>()[I])>::apply(x, c)...};
    static_cast<void>(each);
    return c;
}
/// Floats need no check: each reader casts them.
template <class Net>
constexpr cursor check_vector(float const*) {
    return cursor{0, 0, true};
}
template <class Net, class X>
constexpr cursor check_vector(X const* x) {
    return detail::check_inputs<Net>(x, std::make_index_sequence<nodes_of<Net>::size>{});
}
} // namespace detail

} // namespace verify
} // namespace widthwise
