// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cstdint>
#include <random>
#include <utility>
#include <vector>

#include "tests/property/hls/values.hpp"
#include <widthwise/hls/bit_precise.hpp>
#include <widthwise/hls/operators.hpp>

// fixed_value against formats/requantize.hpp, which property/formats/cast.cpp holds to an oracle of
// big integers: every rounding, every overflow, widths from 1 to 128 bits.

namespace ww = widthwise;
namespace hls = widthwise::hls;
using ww::overflow;
using ww::rounding;
using ww::wide;

namespace {

constexpr rounding roundings[] = {
    rounding::floor,     rounding::toward_zero, rounding::half_up,   rounding::half_toward_zero,
    rounding::half_away, rounding::half_down,   rounding::half_even, rounding::half_odd};
constexpr overflow overflows[] = {overflow::saturate,
                                  overflow::saturate_zero,
                                  overflow::saturate_symmetric,
                                  overflow::wrap,
                                  ww::wrap<1>,
                                  ww::wrap<2>,
                                  ww::wrap<3>,
                                  overflow::wrap_sign_magnitude,
                                  ww::wrap_sign_magnitude<1>,
                                  ww::wrap_sign_magnitude<2>,
                                  ww::wrap_sign_magnitude<3>};

using hls_test::plain;
using hls_test::values;

int casts = 0, wrong = 0;

template <class To, class From>
void cast_all(std::vector<wide> const& raws) {
    for (wide raw : raws) {
        From const v = From::from_limbs(raw);
        wide const expected = ww::requantize(raw, From::frac, To::row());
        ++casts;
        if (To(v).limbs() != expected && ++wrong < 6) {
            MESSAGE("fixed<" << From::width << ", " << From::frac << ", " << From::sign << "> "
                             << raw.low() << " -> <" << To::width << ", " << To::frac << ", "
                             << To::sign << ", " << static_cast<int>(To::round) << ", "
                             << static_cast<int>(To::over) << ">: " << To(v).limbs().low()
                             << ", specified " << expected.low());
        }
    }
}

// wrap<N> saturates N bits: a format has that many.
constexpr overflow mode_for(int width, std::size_t i) {
    return ww::overflow_bits(overflows[i]) > width ? overflow::wrap : overflows[i];
}
template <int W, int F, bool S, class From, std::size_t... Mode>
void cast_modes(std::vector<wide> const& raws, std::index_sequence<Mode...>) {
    int const each[] = {(cast_all<hls::fixed_value<W, F, S, roundings[Mode * 3 % 8],
                                                   mode_for(W, Mode % 11), typename From::integers>,
                                  From>(raws),
                         0)...};
    static_cast<void>(each);
}
// 88 modes are every rounding with every overflow; 22 are each of them twice at least.
template <class I, int W1, int F1, bool S1, int W2, int F2, bool S2, std::size_t Modes = 22>
void cast_pair() {
    std::mt19937_64 random{static_cast<std::uint64_t>(W1 * 1000 + F1)};
    using from = plain<W1, F1, S1, I>;
    cast_modes<W2, F2, S2, from>(values<from>(random), std::make_index_sequence<Modes>{});
}

template <class I>
void small_pairs() {
    cast_pair<I, 8, 5, true, 5, 2, true, 88>();
    cast_pair<I, 8, 5, true, 5, 2, false>();
    cast_pair<I, 7, 4, false, 4, 3, true>();
    cast_pair<I, 6, 2, true, 4, 5, true>();   // up, most values leave
    cast_pair<I, 5, 0, true, 3, 9, true>();   // every bit leaves at the top
    cast_pair<I, 5, 0, true, 4, 3, true>();   // up by width - 1: only -1 and 0 stay
    cast_pair<I, 8, 12, true, 4, 0, true>();  // every bit is below the last
    cast_pair<I, 8, 8, false, 5, 0, false>(); // the first dropped bit is the highest
    cast_pair<I, 4, 2, true, 8, 4, true>();   // fits
    cast_pair<I, 1, 0, true, 1, 1, true>();
    cast_pair<I, 1, 0, false, 1, 0, true>();
}
} // namespace

TEST_CASE("a conversion is the specification's cast: small formats, every value") {
    casts = wrong = 0;
    small_pairs<hls::native_integers>();
    CHECK(wrong == 0);
    CHECK(casts > 40000);
}
TEST_CASE("wide formats: 32 and 64 bits, where a register ends") {
    casts = wrong = 0;
    using I = hls::native_integers;
    cast_pair<I, 33, 20, true, 16, 6, true>();
    cast_pair<I, 31, 3, true, 32, 9, true>();
    cast_pair<I, 32, 0, false, 32, 1, true>();
    cast_pair<I, 64, 40, true, 24, 12, true>();
    cast_pair<I, 64, 0, true, 64, 1, true>();
    cast_pair<I, 64, 3, false, 64, 0, false>();
    cast_pair<I, 63, 70, true, 12, 2, true>();
    CHECK(wrong == 0);
}
TEST_CASE("two limbs: products of 64-bit values") {
    casts = wrong = 0;
    using I = hls::native_integers;
    cast_pair<I, 128, 64, true, 64, 20, true>();
    cast_pair<I, 100, 3, true, 65, 20, true>();
    cast_pair<I, 20, 3, true, 100, 30, false>();
    CHECK(wrong == 0);
}
#ifdef __BITINT_MAXWIDTH__
TEST_CASE("registers of exactly the bits: _BitInt") {
    casts = wrong = 0;
    small_pairs<hls::bit_precise_integers>();
    cast_pair<hls::bit_precise_integers, 33, 20, true, 16, 6, true>();
    cast_pair<hls::bit_precise_integers, 63, 0, true, 64, 1, true>();
    CHECK(wrong == 0);
}
#endif

namespace {
template <class A, class B>
void operations(std::mt19937_64& random) {
    for (wide x : values<A>(random)) {
        for (wide y : values<B>(random)) {
            A const a = A::from_limbs(x);
            B const b = B::from_limbs(y);
            constexpr int frac = A::frac > B::frac ? A::frac : B::frac;
            wide const p = x << (frac - A::frac), q = y << (frac - B::frac);
            ++casts;
            bool const good = (a * b).limbs() == x * y && (a + b).limbs() == p + q &&
                              (a - b).limbs() == p - q && (-a).limbs() == -x &&
                              (a < b) == (p < q) && (a <= b) == (p <= q) && (a > b) == (p > q) &&
                              (a >= b) == (p >= q) && (a == b) == (p == q) && (a != b) == (p != q);
            A sum = a, difference = a;
            sum += b;
            difference -= b;
            bool const assigned = sum.limbs() == ww::requantize(p + q, frac, A::row()) &&
                                  difference.limbs() == ww::requantize(p - q, frac, A::row());
            wrong += good && assigned ? 0 : 1;
        }
    }
}
template <class I>
void all_operations() {
    std::mt19937_64 random{9};
    operations<plain<5, 2, true, I>, plain<6, 4, true, I>>(random);
    operations<plain<5, 2, true, I>, plain<6, 4, false, I>>(random);
    operations<plain<5, -2, false, I>, plain<6, 4, false, I>>(random);
    operations<hls::fixed_value<6, 3, true, rounding::half_even, overflow::saturate, I>,
               plain<5, 4, true, I>>(random);
    operations<hls::fixed_value<6, 3, true, rounding::half_up, overflow::wrap, I>,
               plain<5, 1, false, I>>(random);
    operations<plain<32, 7, true, I>, plain<32, 3, true, I>>(random);
    operations<plain<32, 7, false, I>, plain<31, 3, true, I>>(random);
    operations<plain<40, 7, true, I>, plain<24, 3, true, I>>(random);
    operations<plain<60, 7, true, I>, plain<59, 3, true, I>>(random);
}
} // namespace

TEST_CASE("operators are exact, and compound assignment converts") {
    casts = wrong = 0;
    all_operations<hls::native_integers>();
#ifdef __BITINT_MAXWIDTH__
    all_operations<hls::bit_precise_integers>();
#endif
    CHECK(wrong == 0);
    CHECK(casts > 10000);
}

namespace {
template <class A, class B>
void accumulations(std::mt19937_64& random) {
    for (wide x : values<A>(random)) {
        for (wide y : values<B>(random)) {
            A sum = A::from_limbs(x), difference = sum;
            sum += B::from_limbs(y);
            difference -= B::from_limbs(y);
            wide const units = y << (A::frac - B::frac); // all modulo 2^128
            ++casts;
            wrong += sum.limbs() == ww::requantize(x + units, A::frac, A::row()) &&
                             difference.limbs() == ww::requantize(x - units, A::frac, A::row())
                         ? 0
                         : 1;
        }
    }
}
} // namespace

TEST_CASE("an accumulator of two limbs wraps at its width too") {
    casts = wrong = 0;
    using I = hls::native_integers;
    std::mt19937_64 random{11};
    accumulations<plain<65, 0, true, I>, plain<65, 0, true, I>>(random);
    accumulations<plain<65, 3, false, I>, plain<65, 1, false, I>>(random);
    accumulations<plain<100, 7, true, I>, plain<20, 3, true, I>>(random);
    accumulations<plain<127, 0, false, I>, plain<64, 0, false, I>>(random);
    accumulations<plain<128, 0, true, I>, plain<128, 0, true, I>>(random);
    CHECK(wrong == 0);
    CHECK(casts > 8000);
}

TEST_CASE("shifts drop bits at both ends and go the other way for n < 0") {
    std::mt19937_64 random{4};
    using A = plain<7, 3, true, hls::native_integers>;
    int bad = 0;
    for (wide x : values<A>(random)) {
        for (int n = -9; n <= 9; ++n) {
            wide const left = n < 0 ? x >> -n : ww::detail::truncate_to(x << n, 7, true);
            wide const right = n < 0 ? ww::detail::truncate_to(x << -n, 7, true) : x >> n;
            A const a = A::from_limbs(x);
            bad += (a << n).limbs() == left && (a >> n).limbs() == right ? 0 : 1;
        }
    }
    CHECK(bad == 0);
}
