// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <random>

#include "tests/property/hls/values.hpp"
#include <widthwise/hls/bit_precise.hpp>
#include <widthwise/hls/integer_operands.hpp>

// fixed_value beside plain integers, and made into them.

namespace ww = widthwise;
namespace hls = widthwise::hls;
using hls_test::plain;
using hls_test::values;
using ww::overflow;
using ww::rounding;
using ww::wide;

namespace {
int casts = 0, wrong = 0;

/// Every operator of A with a plain integer is the operator with a number of that integer's bits.
template <class Integer, class A>
void with_integers(std::mt19937_64& random) {
    using number = hls::detail::integer_value<Integer, typename A::integers>;
    for (wide x : values<A>(random)) {
        for (wide y : values<number>(random)) {
            A const a = A::from_limbs(x);
            Integer const i = static_cast<Integer>(y.low());
            number const b = number::from_limbs(y);
            ++casts;
            bool const good =
                (a * i).limbs() == (a * b).limbs() && (i * a).limbs() == (b * a).limbs() &&
                (a + i).limbs() == (a + b).limbs() && (i + a).limbs() == (b + a).limbs() &&
                (a - i).limbs() == (a - b).limbs() && (i - a).limbs() == (b - a).limbs() &&
                (a < i) == (a < b) && (i < a) == (b < a) && (a <= i) == (a <= b) &&
                (i <= a) == (b <= a) && (a > i) == (a > b) && (i > a) == (b > a) &&
                (a >= i) == (a >= b) && (i >= a) == (b >= a) && (a == i) == (a == b) &&
                (i == a) == (b == a) && (a != i) == (a != b) && (i != a) == (b != a);
            A sum = a, difference = a, product = a;
            sum += i;
            difference -= i;
            product *= i;
            bool const assigned = sum.limbs() == A(a + b).limbs() &&
                                  difference.limbs() == A(a - b).limbs() &&
                                  product.limbs() == A(a * b).limbs();
            wrong += good && assigned ? 0 : 1;
        }
    }
}
template <class A>
void with_some_integers() {
    std::mt19937_64 random{11};
    with_integers<int, A>(random);
    with_integers<unsigned, A>(random);
}
template <class A>
void with_all_integers() {
    with_some_integers<A>();
    std::mt19937_64 random{10};
    with_integers<bool, A>(random);
    with_integers<signed char, A>(random);
    with_integers<unsigned char, A>(random);
    with_integers<short, A>(random);
    with_integers<long long, A>(random);
}
template <class To, class A>
bool converts(A const& a, wide x) {
    wide const units = A::frac > 0 && x.negative() ? -(-x >> A::frac)
                       : A::frac > 0               ? x >> A::frac
                                                   : x << -A::frac;
    return static_cast<To>(a) == static_cast<To>(units.low());
}
/// Casts out, complements and assignments in place.
template <class A>
void casts_out() {
    std::mt19937_64 random{12};
    for (wide x : values<A>(random)) {
        A const a = A::from_limbs(x);
        ++casts;
        bool const integers = converts<int>(a, x) && converts<unsigned char>(a, x) &&
                              converts<std::int64_t>(a, x) && converts<short>(a, x) &&
                              static_cast<bool>(a) == (x != wide(0)) &&
                              a.to_int() == static_cast<int>(a);
        bool const real = A::width > 53 || a.to_double() == std::ldexp(x.to_double(), -A::frac);
        A square = a, left = a, right = a;
        square *= a;
        left <<= 3;
        right >>= 2;
        bool const assigned = square.limbs() == A(a * a).limbs() &&
                              left.limbs() == (a << 3).limbs() && right.limbs() == (a >> 2).limbs();
        wrong += integers && real && assigned ? 0 : 1;
    }
}
template <class I>
void all_casts_out() {
    casts_out<plain<8, 3, true, I>>();
    casts_out<plain<8, 0, true, I>>();
    casts_out<plain<7, -3, false, I>>();
    casts_out<plain<8, 12, true, I>>();
    casts_out<plain<40, 7, true, I>>();
    casts_out<plain<52, 7, false, I>>();
    casts_out<hls::fixed_value<8, 4, true, rounding::half_even, overflow::saturate, I>>();
}
/// A type of another library over a type of this one, as std::vector<...>::iterator is: its
/// operators are found here too.
template <class T>
struct foreign {
    long value;
    friend foreign operator+(foreign a, long n) { return foreign{a.value + n}; }
    friend bool operator<(foreign a, foreign b) { return a.value < b.value; }
};
} // namespace

namespace widthwise::hls {
inline bool adds_and_compares(foreign<native> a) { return a < a + 1L && 1 < 2L; }
} // namespace widthwise::hls

TEST_CASE("an integer beside another type is that type's matter") {
    CHECK(hls::adds_and_compares(foreign<hls::native>{3}));
    CHECK(!hls::detail::is_fixed_value<long>::value);
}
TEST_CASE("a plain integer is a number of as many bits as its type has") {
    casts = wrong = 0;
    using hls::native_integers;
    with_all_integers<plain<6, 3, true, native_integers>>();
    with_some_integers<plain<6, -2, false, native_integers>>();
    with_some_integers<
        hls::fixed_value<7, 2, true, rounding::half_up, overflow::saturate, native_integers>>();
    with_some_integers<plain<40, 20, true, native_integers>>();
#ifdef __BITINT_MAXWIDTH__
    with_some_integers<plain<6, 3, true, hls::bit_precise_integers>>();
#endif
    CHECK(wrong == 0);
    CHECK(casts > 50000);
}
TEST_CASE("casts to integers and doubles; products and shifts in place") {
    casts = wrong = 0;
    all_casts_out<hls::native_integers>();
    casts_out<plain<64, 20, true, hls::native_integers>>();
    casts_out<plain<63, 60, false, hls::native_integers>>();
#ifdef __BITINT_MAXWIDTH__
    all_casts_out<hls::bit_precise_integers>();
#endif
    CHECK(wrong == 0);
    CHECK(casts > 1000);
}
TEST_CASE("the complement of a signed number") {
    std::mt19937_64 random{13};
    int bad = 0;
    for (wide x : values<plain<8, 3, true, hls::native_integers>>(random)) {
        bad += (~plain<8, 3, true, hls::native_integers>::from_limbs(x)).limbs() == ~x ? 0 : 1;
    }
    for (wide x : values<plain<70, 3, true, hls::native_integers>>(random)) {
        bad += (~plain<70, 3, true, hls::native_integers>::from_limbs(x)).limbs() == ~x ? 0 : 1;
    }
    CHECK(bad == 0);
}
