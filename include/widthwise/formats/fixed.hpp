// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <type_traits>

#include <widthwise/core/math.hpp>
#include <widthwise/formats/float32.hpp>
#include <widthwise/formats/requantize.hpp>
#include <widthwise/formats/row.hpp>

namespace widthwise {

/// The smallest standard integer with at least Width bits. Width: 1..64.
template <int Width, bool Sign>
struct storage {
    static_assert(1 <= Width && Width <= 64, "widthwise: a fixed format has 1 to 64 bits");
    using signed_type = std::conditional_t<
        Width <= 8, std::int8_t,
        std::conditional_t<Width <= 16, std::int16_t,
                           std::conditional_t<Width <= 32, std::int32_t, std::int64_t>>>;
    using type = std::conditional_t<Sign, signed_type, std::make_unsigned_t<signed_type>>;
};
template <int Width, bool Sign>
using storage_t = typename storage<Width, Sign>::type;

namespace detail {
/// The mantissa and the fraction bits of a finite double: x = value * 2^-frac, exactly.
struct dyadic {
    std::int64_t value;
    int frac;
};
constexpr dyadic split(double x) {
    if (x == 0) {
        return dyadic{0, 0};
    }
    int e = exponent_of(x);
    double scaled = scale_by_power(scale_by_power(x, -e), 52); // |scaled| in [2^52, 2^53)
    return dyadic{static_cast<std::int64_t>(scaled), 52 - e};
}
} // namespace detail

/// raw = overflow(round(x * 2^frac)) of a double: exact for every double, infinities count as
/// beyond the end, NaN gives 0 and flags.invalid.
/// Infinity under a wrapping mode has no pattern: it saturates, as the design says of infinities.
constexpr wide encode_row(double x, format_row const& to, cast_flags& flags) {
    if (is_nan(x)) {
        flags.invalid = true;
        return wide();
    }
    if (is_inf(x)) {
        flags.overflow = true;
        wide lo = min_raw(to.width, to.sign);
        bool symmetric = overflow_mode(to.over) == overflow::saturate_symmetric && to.sign;
        return overflow_mode(to.over) == overflow::saturate_zero ? wide()
               : x > 0                                           ? max_raw(to.width, to.sign)
               : symmetric                                       ? lo + wide(1)
                                                                 : lo;
    }
    detail::dyadic d = detail::split(x);
    return requantize(wide(d.value), d.frac, to, flags);
}

/// float(raw * 2^-frac), rounded once to nearest even (subnormal results too); infinite beyond.
constexpr float decode_row(wide raw, int frac) {
    if (raw.zero()) {
        return 0.0f;
    }
    int top = magnitude_bits(raw) - 1 - frac; // exponent of the leading bit, within one
    int keep = top < -126 ? 149 : frac;
    int excess = magnitude_bits(raw) - 24;
    if (keep == frac && excess > 0) {
        keep = frac - excess;
    }
    if (keep < frac) {
        raw = round_shift(raw, frac - keep, rounding::half_even);
        frac = keep;
    }
    return float32::narrow(scale_by_power(static_cast<double>(raw.low()), -frac));
}

/// value = raw * 2^-Frac, raw in [-2^(Width-1), 2^(Width-1)) or [0, 2^Width). Width 1..64; Frac may
/// be negative or exceed Width. A value that does not fit is first rounded, then brought into
/// range. Default modes: MASE's (half even, saturate). ap_fixed<W, I> below has ap_fixed's.
template <int Width, int Frac, bool Sign = true, rounding Round = rounding::half_even,
          overflow Over = overflow::saturate>
struct fixed {
    static_assert(Frac > -1024 && Frac < 1024, "widthwise: |frac| is at most 1023");
    static_assert(overflow_bits(Over) <= Width,
                  "widthwise: wrap<N> saturates N bits, at most the width");
    using value_type = storage_t<Width, Sign>;
    static constexpr int width = Width;
    static constexpr int frac = Frac;
    static constexpr bool sign = Sign;

    static constexpr format_row row() {
        format_row r{};
        r.kind = hash_name("fixed");
        r.name = "fixed";
        r.width = Width;
        r.frac = Frac;
        r.sign = Sign;
        r.round = Round;
        r.over = Over;
        return r;
    }
    static constexpr value_type min() { return to_value(min_raw(Width, Sign)); }
    static constexpr value_type max() { return to_value(max_raw(Width, Sign)); }
    /// The distance between neighbours, 2^-Frac.
    static constexpr double ulp() { return exp2i(-Frac); }

    static constexpr value_type encode(double x, cast_flags& flags) {
        double y = scale_by_power(x, Frac);
        bool exact = x == 0 || (absolute(y) > 1e-290 && absolute(y) < 5.0e17);
        return exact ? encode_small(y, flags) : to_value(encode_row(x, row(), flags));
    }
    static constexpr value_type encode(double x) {
        cast_flags flags;
        return encode(x, flags);
    }
    static constexpr float decode(value_type raw) {
        return Width <= 24 && Frac > -100 // below 2^124
                   ? static_cast<float>(static_cast<double>(raw) * exp2i(-Frac))
                   : decode_row(to_wide(raw), Frac);
    }
    /// decode(encode(x)), with NaN passed through (MASE's rule).
    static constexpr float quantize(float x) {
        return is_nan(static_cast<double>(x)) ? x : decode(encode(static_cast<double>(x)));
    }
    static constexpr value_type to_value(wide raw) { return static_cast<value_type>(raw.low()); }
    static constexpr wide to_wide(value_type v) { return wide(raw_bits(v)); }

private:
    using raw_type = std::conditional_t<Sign, std::int64_t, std::uint64_t>;
    static constexpr raw_type raw_bits(value_type v) { return static_cast<raw_type>(v); }
    // y = x * 2^Frac, exactly; |y| < 2^59. The floor, its first dropped bit and a sticky bit carry
    // all that a rounding mode can ask. (1 + rest would round, so rest stays negative.)
    static constexpr value_type encode_small(double y, cast_flags& flags) {
        std::int64_t whole = static_cast<std::int64_t>(y);
        double rest = y - static_cast<double>(whole);
        bool below = rest < 0;
        bool q = below ? rest >= -0.5 : rest >= 0.5;
        bool r = below ? rest != -0.5 : rest != 0 && rest != 0.5;
        whole -= below ? 1 : 0;
        std::int64_t rounded = whole + (rounds_up(Round, q, r, y < 0, (whole & 1) != 0) ? 1 : 0);
        if (Width <= 32 && rounded > static_cast<std::int64_t>(min()) &&
            rounded <= static_cast<std::int64_t>(max())) {
            flags.inexact = flags.inexact || q || r;
            return static_cast<value_type>(rounded);
        }
        return to_value(
            requantize(wide(whole * 4 + (q ? 2 : 0) + (r ? 1 : 0)), Frac + 2, row(), flags));
    }
};

/// MASE's "integer": half even, saturating; Frac defaults to Width / 2. On relu's data_in it is
/// unsigned unless the sign is written: integer<8, 4, signedness::is_signed>.
enum class signedness : unsigned char { by_role, is_signed, is_unsigned };

template <int Width, int Frac = Width / 2, signedness Sign = signedness::by_role>
struct integer : fixed<Width, Frac, Sign != signedness::is_unsigned> {
    static constexpr format_row row() {
        format_row r = fixed<Width, Frac, Sign != signedness::is_unsigned>::row();
        r.name = "integer";
        r.sign_by_role = Sign == signedness::by_role;
        return r;
    }
};

template <int Width, int Frac, rounding Round = rounding::half_even,
          overflow Over = overflow::saturate>
using ufixed = fixed<Width, Frac, false, Round, Over>;

/// ap_fixed<W, I>: I integer bits, sign included; truncation and wrapping unless written.
template <int Width, int Int, rounding Round = rounding::floor, overflow Over = overflow::wrap>
using ap_fixed = fixed<Width, Width - Int, true, Round, Over>;
template <int Width, int Int, rounding Round = rounding::floor, overflow Over = overflow::wrap>
using ap_ufixed = fixed<Width, Width - Int, false, Round, Over>;
/// ac_fixed<W, I, S>, likewise.
template <int Width, int Int, bool Sign = true, rounding Round = rounding::floor,
          overflow Over = overflow::wrap>
using ac_fixed = fixed<Width, Width - Int, Sign, Round, Over>;

} // namespace widthwise
