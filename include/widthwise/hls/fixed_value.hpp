// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <type_traits>

#include <widthwise/hls/narrow_cast.hpp>

namespace widthwise {
namespace hls {

/// A value, or a result, of Width bits is asked for; two limbs hold Most.
template <int Width, int Most>
struct value_too_wide {
    static_assert(Width <= Most, "widthwise: read value_too_wide<bits, most>");
};

template <int Width, int Frac, bool Sign = true, rounding Round = rounding::floor,
          overflow Over = overflow::wrap, class Integers = native_integers>
struct fixed_value;

namespace detail {
template <int W, int F, bool S, class Integers>
using plain_value = fixed_value<W, F, S, rounding::floor, overflow::wrap, Integers>;
/// A plain integer as an operand: so many bits and no fraction, a bool one bit.
template <class Integer, class Integers>
using integer_value =
    plain_value<std::is_same<Integer, bool>::value ? 1 : static_cast<int>(sizeof(Integer)) * 8, 0,
                std::is_signed<Integer>::value, Integers>;

template <class A, class B, bool Wraps>
struct accumulate;
template <class A, class B>
constexpr bool wraps_anyway() {
    return A::over == overflow::wrap && B::frac <= A::frac;
}
} // namespace detail

/// raw 2^-Frac, raw an integer of Width bits: a number of ap_fixed<Width, Width - Frac> or
/// ac_fixed<Width, Width - Frac, Sign>, as a constant or in hardware, with their rules:
///   a * b        Width = W1 + W2, Frac = F1 + F2, signed if one is
///   a + b, a - b Int = max(I1, I2) + 1, where an unsigned operand beside a signed one has one more
///                integer bit; Frac = max(F1, F2); a - b is signed
///   -a           one integer bit more, signed
///   ~a           the same format, which is signed (ap_fixed and ac_fixed differ where it is not)
///   a << n, a >> n   the same format: bits leave at both ends, n < 0 shifts the other way
///   ==, <, ...   of the exact values, whatever the formats
/// Results truncate and wrap until they are assigned: a conversion to another format rounds by its
/// Round, then overflows by its Over. Values are exact up to 128 bits (127 unsigned).
/// Source: ap_fixed and ac_fixed (golden/ap_fixed, property/hls/fixed_value).
template <int Width, int Frac, bool Sign, rounding Round, overflow Over, class Integers>
struct fixed_value : value_too_wide<Width, Sign ? 128 : 127> {
    static_assert(Frac > -1024 && Frac < 1024, "widthwise: |frac| is at most 1023");
    static_assert(overflow_bits(Over) <= Width,
                  "widthwise: wrap<N> saturates N bits, at most the width");
    static constexpr int width = Width;
    static constexpr int frac = Frac;
    static constexpr bool sign = Sign;
    static constexpr rounding round = Round;
    static constexpr overflow over = Over;
    using integers = Integers;
    using storage = detail::raw_storage<Width, Sign, Integers>;
    using raw_type = typename storage::type;

    raw_type raw;

    fixed_value() = default; // trivial: an array of them is a memory without a reset
    template <int W, int F, bool S, rounding R, overflow O>
    constexpr fixed_value(fixed_value<W, F, S, R, O, Integers> const& other)
        : raw(detail::register_cast<fixed_value, fixed_value<W, F, S, R, O, Integers>,
                                    Integers>::apply(other.raw)) {}
    /// The value of an integer, which the format may round or overflow.
    template <class Integer, std::enable_if_t<std::is_integral<Integer>::value, int> = 0>
    constexpr fixed_value(Integer v)
        : fixed_value(detail::integer_value<Integer, Integers>::from_raw(v)) {}

    /// The number raw 2^-Frac; raw lies in the format's range.
    template <class Raw>
    static constexpr fixed_value from_raw(Raw raw) {
        return fixed_value(tag{}, static_cast<raw_type>(raw));
    }
    static constexpr fixed_value from_limbs(wide raw) {
        return fixed_value(tag{}, storage::from_limbs(raw));
    }
    /// The nearest by Round of a double, exactly; NaN is 0. For constants and test benches.
    static constexpr fixed_value from_double(double x) {
        cast_flags flags;
        return from_limbs(encode_row(x, row(), flags));
    }
    static constexpr format_row row() {
        format_row r{};
        r.kind = format_kind::fixed;
        r.name = "fixed";
        r.width = Width;
        r.frac = Frac;
        r.sign = Sign;
        r.round = Round;
        r.over = Over;
        return r;
    }
    constexpr wide limbs() const { return detail::limbs_of<Sign>(raw); }

    /// The nearest integer toward zero, as C++ has it, modulo 2^bits: ap_fixed's to_int.
    template <class Integer, std::enable_if_t<std::is_integral<Integer>::value, int> = 0>
    explicit constexpr operator Integer() const {
        return static_cast<Integer>(
            fixed_value<static_cast<int>(sizeof(Integer)) * 8, 0, std::is_signed<Integer>::value,
                        rounding::toward_zero, overflow::wrap, Integers>(*this)
                .raw);
    }
    explicit constexpr operator bool() const { return limbs() != wide(); }
    constexpr int to_int() const { return static_cast<int>(*this); }
    /// Exact up to 53 bits, else within 1 ulp. For test benches.
    constexpr double to_double() const { return scale_by_power(limbs().to_double(), -Frac); }

    template <int W, int F, bool S, rounding R, overflow O>
    constexpr fixed_value& operator+=(fixed_value<W, F, S, R, O, Integers> const& b) {
        using other = fixed_value<W, F, S, R, O, Integers>;
        return *this =
                   detail::accumulate<fixed_value, other,
                                      detail::wraps_anyway<fixed_value, other>()>::add(*this, b);
    }
    template <int W, int F, bool S, rounding R, overflow O>
    constexpr fixed_value& operator-=(fixed_value<W, F, S, R, O, Integers> const& b) {
        using other = fixed_value<W, F, S, R, O, Integers>;
        return *this =
                   detail::accumulate<fixed_value, other,
                                      detail::wraps_anyway<fixed_value, other>()>::subtract(*this,
                                                                                            b);
    }
    template <int W, int F, bool S, rounding R, overflow O>
    constexpr fixed_value& operator*=(fixed_value<W, F, S, R, O, Integers> const& b) {
        return *this = fixed_value(*this * b);
    }
    constexpr fixed_value& operator<<=(int n) { return *this = *this << n; }
    constexpr fixed_value& operator>>=(int n) { return *this = *this >> n; }

private:
    struct tag {};
    constexpr fixed_value(tag, raw_type r) : raw(r) {}
};

} // namespace hls
} // namespace widthwise
