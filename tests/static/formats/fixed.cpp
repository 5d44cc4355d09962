// SPDX-License-Identifier: Apache-2.0
#include <limits>
#include <type_traits>

#include <widthwise/formats/cast.hpp>

namespace ww = widthwise;
using ww::overflow;
using ww::rounding;

namespace {

// The smallest standard integer that holds the width.
template <int Width, bool Sign, class Type>
constexpr bool stored_as() {
    return std::is_same<typename ww::fixed<Width, 0, Sign>::value_type, Type>::value;
}
static_assert(stored_as<1, true, std::int8_t>() && stored_as<8, true, std::int8_t>(), "");
static_assert(stored_as<9, true, std::int16_t>() && stored_as<16, false, std::uint16_t>(), "");
static_assert(stored_as<17, true, std::int32_t>() && stored_as<32, false, std::uint32_t>(), "");
static_assert(stored_as<33, true, std::int64_t>() && stored_as<64, false, std::uint64_t>(), "");

static_assert(ww::fixed<8, 4>::min() == -128 && ww::fixed<8, 4>::max() == 127, "");
static_assert(ww::fixed<8, 4, false>::min() == 0 && ww::fixed<8, 4, false>::max() == 255, "");
static_assert(ww::fixed<1, 0>::min() == -1 && ww::fixed<1, 0>::max() == 0, "");
static_assert(ww::fixed<64, 0>::min() == std::numeric_limits<std::int64_t>::min(), "");
static_assert(ww::fixed<64, 0, false>::max() == std::numeric_limits<std::uint64_t>::max(), "");
static_assert(ww::fixed<8, 4>::ulp() == 0.0625 && ww::fixed<8, -3>::ulp() == 8, "");
static_assert(ww::fixed<8, 1023>::ulp() > 0 && ww::fixed<8, -1023>::ulp() > 1e307, "");

// The aliases: ap_fixed truncates and wraps, integer is half even and saturates.
static_assert(std::is_same<ww::ap_fixed<16, 6>,
                           ww::fixed<16, 10, true, rounding::floor, overflow::wrap>>::value,
              "");
static_assert(std::is_same<ww::ac_fixed<8, 3, false>, ww::ap_ufixed<8, 3>>::value, "");
static_assert(std::is_same<ww::ufixed<8, 4>, ww::fixed<8, 4, false>>::value, "");
static_assert(std::is_base_of<ww::fixed<8, 4>, ww::integer<8>>::value, "");
static_assert(
    std::is_base_of<ww::ufixed<8, 4>, ww::integer<8, 4, ww::signedness::is_unsigned>>::value, "");
static_assert(ww::integer<8, 4>::row().sign_by_role, "");
static_assert(!ww::integer<8, 4, ww::signedness::is_signed>::row().sign_by_role, "");

// 2.5 and 3.5 under all eight roundings: -3 -2 | 2 3.
template <rounding Round>
using whole = ww::fixed<8, 0, true, Round>;
template <rounding Round, int A, int B, int C, int D>
constexpr bool rounds() {
    return whole<Round>::encode(-3.5) == A && whole<Round>::encode(-2.5) == B &&
           whole<Round>::encode(2.5) == C && whole<Round>::encode(3.5) == D;
}
static_assert(rounds<rounding::floor, -4, -3, 2, 3>(), "");
static_assert(rounds<rounding::toward_zero, -3, -2, 2, 3>(), "");
static_assert(rounds<rounding::half_up, -3, -2, 3, 4>(), "");
static_assert(rounds<rounding::half_toward_zero, -3, -2, 2, 3>(), "");
static_assert(rounds<rounding::half_away, -4, -3, 3, 4>(), "");
static_assert(rounds<rounding::half_down, -4, -3, 2, 3>(), "");
static_assert(rounds<rounding::half_even, -4, -2, 2, 4>(), "");
static_assert(rounds<rounding::half_odd, -3, -3, 3, 3>(), "");

// 9 and -9 in four bits under the overflows.
template <overflow Over, int Up, int Down>
constexpr bool overflows() {
    using to = ww::fixed<4, 0, true, rounding::floor, Over>;
    using from = ww::fixed<8, 0>;
    return ww::cast<to, from>(9) == Up && ww::cast<to, from>(-9) == Down;
}
static_assert(overflows<overflow::saturate, 7, -8>(), "");
static_assert(overflows<overflow::saturate_zero, 0, 0>(), "");
static_assert(overflows<overflow::saturate_symmetric, 7, -7>(), "");
static_assert(overflows<overflow::wrap, -7, 7>(), "");
static_assert(overflows<ww::wrap<1>, 1, -1>(), "");
static_assert(overflows<ww::wrap<3>, 7, -7>(), "");
static_assert(overflows<overflow::wrap_sign_magnitude, 6, -8>(), "");
static_assert(overflows<ww::wrap_sign_magnitude<1>, 6, -8>(), "");

// Rounding comes first and may itself overflow.
static_assert(ww::cast<ww::ap_fixed<4, 4, rounding::half_up>, ww::fixed<8, 4>>(124) == -8, "");
// A fraction below or above the width; a cast between such formats.
static_assert(ww::fixed<4, 8>::encode(0.02) == 5 && ww::fixed<4, 8>::decode(7) == 0.02734375f, "");
static_assert(ww::fixed<4, -8>::encode(1000) == 4 && ww::fixed<4, -8>::decode(-8) == -2048, "");
static_assert(ww::cast<ww::fixed<8, -2>, ww::fixed<16, 4>>(1000) == 16, ""); // 62.5 / 4, half even

// NaN is 0 with a flag; the float domain keeps it.
constexpr bool nan_flags() {
    ww::cast_flags flags;
    bool const zero = ww::fixed<8, 4>::encode(std::numeric_limits<double>::quiet_NaN(), flags) == 0;
    return zero && flags.invalid && !flags.overflow;
}
static_assert(nan_flags(), "");
constexpr float kept = ww::fixed<8, 4>::quantize(std::numeric_limits<float>::quiet_NaN());
static_assert(kept != kept, "");
static_assert(ww::fixed<8, 4>::quantize(std::numeric_limits<float>::infinity()) == 7.9375f, "");
static_assert(ww::ap_fixed<8, 4>::encode(-std::numeric_limits<double>::infinity()) == -128, "");

// Flags stay set while casts go on.
constexpr bool sticky() {
    ww::cast_flags flags;
    ww::fixed<8, 4>::encode(100.0, flags);
    ww::fixed<8, 4>::encode(0.01, flags);
    ww::fixed<8, 4>::encode(1.0, flags);
    return flags.overflow && flags.inexact && !flags.invalid;
}
static_assert(sticky(), "");

} // namespace
