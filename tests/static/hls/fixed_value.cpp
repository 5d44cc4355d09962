// SPDX-License-Identifier: Apache-2.0
#include <type_traits>

#include <widthwise/hls/integer_operands.hpp>

namespace ww = widthwise;
namespace hls = widthwise::hls;
using hls::fixed_value;
using ww::overflow;
using ww::rounding;

// Result formats: those of ap_fixed and ac_fixed (golden/ap_fixed: mult<14,5> add<9,4>).
using a = fixed_value<8, 5>; // ap_fixed<8, 3>
using b = fixed_value<6, 4>; // ap_fixed<6, 2>
using u = fixed_value<6, 4, false>;
template <class T, int W, int F, bool S>
constexpr bool is = std::is_same<T, fixed_value<W, F, S>>::value;
static_assert(is<decltype(a{} * b{}), 14, 9, true>, "");
static_assert(is<decltype(a{} + b{}), 9, 5, true>, "");
static_assert(is<decltype(u{} + u{}), 7, 4, false>, "");
static_assert(is<decltype(u{} - u{}), 7, 4, true>, "");
static_assert(is<decltype(b{} + u{}), 8, 4, true>, ""); // unsigned beside signed: one bit more
static_assert(is<decltype(u{} * u{}), 12, 8, false>, "");
static_assert(is<decltype(b{} * u{}), 12, 8, true>, "");
static_assert(is<decltype(-u{}), 7, 4, true>, "");
static_assert(is<decltype(a{} << 1), 8, 5, true>, "");

static_assert(is<decltype(~a{}), 8, 5, true>, "");
// A plain integer has the bits of its type, a bool one.
static_assert(is<decltype(a{} + 1), 38, 5, true>, "");
static_assert(is<decltype(1u * u{}), 38, 4, false>, "");
static_assert(is<decltype(short{1} - u{}), 21, 4, true>, "");
static_assert(is<decltype(a{} * true), 9, 5, true>, "");
static_assert(is<decltype(static_cast<signed char>(1) * b{}), 14, 4, true>, "");

// Values, as constants.
constexpr a two = a::from_double(2.5), minus = a::from_double(-3.25);
static_assert((two * minus).raw == -8.125 * 1024, "");
static_assert((two + minus).raw == -24 && (two - minus).raw == 5.75 * 32, "");
static_assert(two > minus && two != minus && two == fixed_value<9, 1>(two), "");
static_assert((two >> 1).raw == 40 && (two << 2).raw == 64 && (two >> -2).raw == 64,
              ""); // 10 wraps
static_assert((-a::from_raw(-128)).raw == 128, "");
static_assert((~two).raw == -81, "");
static_assert((two + 1).raw == 3.5 * 32 && (1 - two).raw == -1.5 * 32 && (2 * two).raw == 160, "");
static_assert(two > 2 && 3 > two && two != 2 && minus < 0 && 0 >= minus && minus <= -3, "");
static_assert(a::from_raw(64) == 2 && 2u == a::from_raw(64) && a(true) == true, "");

// Casts out.
static_assert(two.to_double() == 2.5 && minus.to_double() == -3.25, "");
static_assert(two.to_int() == 2 && minus.to_int() == -3, "toward zero");
static_assert(static_cast<std::int8_t>(fixed_value<12, -2>::from_raw(63)) == -4, "252 - 256");
static_assert(static_cast<bool>(minus) && !a::from_raw(0) && static_cast<bool>(a::from_raw(1)), "");
static_assert(static_cast<std::uint64_t>(fixed_value<80, 16>::from_limbs(ww::wide(1) << 70)) ==
                  std::uint64_t{1} << 54,
              "");

// Conversions: rounding first, which may overflow. 7.75 -> <4, 4>: RND, WRAP -8; RND, SAT 7.
constexpr fixed_value<8, 4> x = fixed_value<8, 4>::from_double(7.75);
static_assert(fixed_value<4, 0, true, rounding::half_up>(x).raw == -8, "");
static_assert(fixed_value<4, 0, true, rounding::half_up, overflow::saturate>(x).raw == 7, "");
static_assert(fixed_value<4, 0>(x).raw == 7, "");
static_assert(fixed_value<4, 2, true, rounding::half_even, overflow::saturate_zero>(x).raw == 0,
              "");
static_assert(fixed_value<4, 0, true, rounding::floor, overflow::saturate_symmetric>(
                  fixed_value<4, 0>::from_raw(-8))
                      .raw == -7,
              "");
static_assert(fixed_value<8, 2, true, rounding::floor, overflow::saturate>(100).raw == 127, "");
static_assert(fixed_value<8, 2>(-3).raw == -12 && fixed_value<8, 2>(3u).raw == 12, "");

// Compound assignment converts the exact result.
constexpr fixed_value<6, 2, true, rounding::half_even, overflow::saturate> add(double p, double q) {
    fixed_value<6, 2, true, rounding::half_even, overflow::saturate> sum =
        fixed_value<12, 6>::from_double(p);
    sum += fixed_value<12, 6>::from_double(q);
    return sum;
}
static_assert(add(1.0, 0.125).raw == 4 && add(1.0, 0.375).raw == 6, "");
static_assert(add(7.0, 7.0).raw == 31 && add(-7.0, -7.0).raw == -32, "");

constexpr fixed_value<6, 2, true, rounding::half_even, overflow::saturate> steps(int n) {
    fixed_value<6, 2, true, rounding::half_even, overflow::saturate> v = 1;
    v *= fixed_value<12, 6>::from_double(1.625); // 1.5
    v += 1;
    v *= 2;
    v -= 6u;
    v <<= n;
    v >>= 1;
    return v;
}
static_assert(steps(0).raw == -2 && steps(2).raw == -8 && steps(5).raw == 0, "shifts wrap");

// Trivial: an array of them is a memory without a reset.
static_assert(std::is_trivially_default_constructible<a>::value, "");
static_assert(sizeof(fixed_value<8, 5>) == 1 && sizeof(fixed_value<17, 5>) == 4, "");

// Beyond 64 bits, in two limbs.
using w64 = fixed_value<64, 0>;
static_assert((w64::from_raw(INT64_MIN) * w64::from_raw(-1)).limbs() == (ww::wide(1) << 63), "");
static_assert((w64::from_raw(INT64_MAX) + w64::from_raw(1)).limbs() == (ww::wide(1) << 63), "");
