// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <type_traits>

#include <widthwise/formats/convert.hpp>
#include <widthwise/hls/operators.hpp>

namespace widthwise {
namespace hls {

/// A carrier says what holds a number in hardware. Every carrier computes the same bits.
///   value<W, F, S, Round, Over>   a number type with +, -, *, <, += and rounding conversions
///   cell<Value>                   what a memory or a stream holds of it
///   load<Value>(raw), keep(value) between the two; load also takes a raw value as a plain integer
///   raw<Integer>(value)           the raw value as a plain integer
///   negative(value)               value < 0
/// value_carrier: fixed_value over registers of Integers.
template <class Integers>
struct value_carrier {
    template <int Width, int Frac, bool Sign, rounding Round, overflow Over>
    using value = fixed_value<Width, Frac, Sign, Round, Over, Integers>;
    template <class Value>
    using cell = typename Value::raw_type;

    template <class Value, class Raw>
    static constexpr Value load(Raw raw) {
        return Value::from_raw(raw);
    }
    template <class Value>
    static constexpr cell<Value> keep(Value const& v) {
        return v.raw;
    }
    template <class Integer, class Value>
    static constexpr Integer raw(Value const& v) {
        return static_cast<Integer>(v.raw);
    }
    template <class Value>
    static constexpr bool negative(Value const& v) {
        return v.raw < 0;
    }
};

/// The smallest standard integers: any compiler, any tool.
struct native : value_carrier<native_integers> {};

namespace detail {
/// The fixed format of a format's values: binary and ternary hold -1, 0 and 1.
template <class Format>
constexpr format_row as_fixed() {
    format_row row = Format::row();
    if (row.kind != format_kind::fixed) {
        row.width = row.kind == format_kind::binary && !row.sign ? 1 : 2;
        row.frac = 0;
        row.sign = row.width == 2;
        row.round = rounding::floor;
        row.over = overflow::wrap;
    }
    return row;
}
template <class Carrier, class Format>
struct number_type {
    static constexpr format_row row = as_fixed<Format>();
    using type =
        typename Carrier::template value<row.width, row.frac, row.sign, row.round, row.over>;
};
} // namespace detail

/// The number that holds a value of Format in a carrier.
template <class Carrier, class Format>
using number = typename detail::number_type<Carrier, Format>::type;
/// What a memory of such values is made of.
template <class Carrier, class Format>
using cell = typename Carrier::template cell<number<Carrier, Format>>;

namespace detail {
template <class Carrier, class To, std::uint32_t Kind, bool Same>
struct number_cast {
    template <class Value>
    static constexpr number<Carrier, To> apply(Value const& v) {
        return number<Carrier, To>(v);
    }
};
/// x >= 0 is the high value, as binary's encode has it.
template <class Carrier, class To>
struct number_cast<Carrier, To, format_kind::binary, false> {
    template <class Value>
    static constexpr number<Carrier, To> apply(Value const& v) {
        return Carrier::template load<number<Carrier, To>>(
            Carrier::negative(v) ? (To::row().sign ? -1 : 0) : 1);
    }
};
} // namespace detail

/// cast<To>(v), v a number of the format From.
template <class Carrier, class To, class From, class Value>
constexpr number<Carrier, To> convert_number(Value const& v) {
    return detail::number_cast<Carrier, To, To::row().kind, std::is_same<To, From>::value>::apply(
        v);
}

} // namespace hls
} // namespace widthwise
