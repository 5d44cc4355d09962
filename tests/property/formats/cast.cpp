// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <limits>

#include "tests/property/formats/oracle.hpp"

namespace ww = widthwise;
using oracle::big;
using oracle::text;

namespace {

constexpr int cases = 60000;

/// raw * 2^-frac as the nearest float, ties to even: 24 bits, or units of 2^-149.
float nearest_float(ww::wide raw, int frac) {
    big const v(raw), magnitude = v.negative() ? big(0) - v : v;
    if (magnitude == big(0)) {
        return 0.0f;
    }
    int length = 0;
    while (!(magnitude < oracle::power(length))) {
        ++length;
    }
    int const unit = std::max(length - 24, frac - 149); // 2^(unit - frac) is one unit of the float
    big const r = unit > 0 ? oracle::round(v, unit, ww::rounding::half_even).value : v;
    auto const mantissa = static_cast<double>(static_cast<std::int64_t>(r.word[0]));
    double const value = __builtin_ldexp(mantissa, (unit > 0 ? unit : 0) - frac);
    float const infinity = std::numeric_limits<float>::infinity();
    double const largest = static_cast<double>(std::numeric_limits<float>::max());
    return value > largest ? infinity : value < -largest ? -infinity : static_cast<float>(value);
}

} // namespace

TEST_CASE("a cast is overflow(round(v 2^(to - from))), exactly, and its flags say what was lost") {
    oracle::random random{1};
    int overflows = 0, inexact = 0;
    for (int i = 0; i < cases; ++i) {
        ww::format_row const from = random.format(), to = random.format();
        ww::wide const v = random.raw(from.width, from.sign);
        oracle::result const expected = oracle::cast(big(v), from.frac, to);
        ww::cast_flags flags;
        ww::wide const mine = ww::requantize(v, from.frac, to, flags);
        bool const good = big(mine) == expected.value && flags.overflow == expected.overflow &&
                          flags.inexact == expected.inexact && !flags.invalid;
        REQUIRE_MESSAGE(good, text(from) << " -> " << text(to) << " of " << text(v) << " gives "
                                         << text(mine));
        REQUIRE(mine >= ww::min_raw(to));
        REQUIRE(mine <= ww::max_raw(to));
        overflows += flags.overflow ? 1 : 0;
        inexact += flags.inexact ? 1 : 0;
    }
    // The cases reach both sides of every branch.
    CHECK(overflows > cases / 10);
    CHECK(inexact > cases / 10);
    CHECK(overflows < cases);
    CHECK(inexact < cases);
}

TEST_CASE("values of 128 bits, as products of two 64-bit values are") {
    oracle::random random{2};
    for (int i = 0; i < cases; ++i) {
        ww::format_row const to = random.format();
        ww::wide const v =
            random.raw(64, random.below(2) == 0) * random.raw(64, random.below(2) == 0);
        int const frac = to.frac + random.between(-130, 130);
        REQUIRE_MESSAGE(big(ww::requantize(v, frac, to)) == oracle::cast(big(v), frac, to).value,
                        text(to) << " of " << text(v) << " frac " << frac);
    }
}

TEST_CASE("identity, idempotence, two steps through a wider format") {
    oracle::random random{3};
    for (int i = 0; i < cases; ++i) {
        ww::format_row const from = random.format(), to = random.format();
        ww::wide const v = random.raw(from.width, from.sign);
        bool const symmetric =
            ww::overflow_mode(from.over) == ww::overflow::saturate_symmetric && from.sign;
        if (!symmetric || v != ww::min_raw(from)) {
            REQUIRE(ww::requantize(v, from.frac, from) == v);
        }
        ww::wide const once = ww::requantize(v, from.frac, to);
        REQUIRE(ww::requantize(once, to.frac, to) == once);

        ww::format_row wider = random.format(); // any modes: it holds every value of `from`
        int const more = random.below(65 - from.width);
        wider.sign = from.sign;
        wider.width = from.width + more;
        wider.frac = std::min(1023, from.frac + random.below(more + 1));
        if (wider.frac < from.frac ||
            (ww::overflow_mode(wider.over) == ww::overflow::saturate_symmetric && more == 0)) {
            continue;
        }
        ww::wide const middle = ww::requantize(v, from.frac, wider);
        bool const clipped = ww::overflow_mode(wider.over) == ww::overflow::saturate_symmetric &&
                             wider.sign && middle == ww::min_raw(wider) + ww::wide(1);
        if (!clipped) {
            REQUIRE_MESSAGE(ww::requantize(middle, wider.frac, to) == once,
                            text(from) << " -> " << text(wider) << " -> " << text(to));
        }
    }
}

TEST_CASE("saturating casts are monotone") {
    oracle::random random{4};
    for (int i = 0; i < cases; ++i) {
        ww::format_row const from = random.format();
        ww::format_row to = random.format();
        to.over = random.below(2) == 0 ? ww::overflow::saturate : ww::overflow::saturate_symmetric;
        ww::wide a = random.raw(from.width, from.sign), b = random.raw(from.width, from.sign);
        if (b < a) {
            std::swap(a, b);
        }
        REQUIRE_MESSAGE(ww::requantize(a, from.frac, to) <= ww::requantize(b, from.frac, to),
                        text(from) << " -> " << text(to) << " of " << text(a) << ", " << text(b));
    }
}

TEST_CASE("every finite double is encoded as the exact rational it is") {
    oracle::random random{5};
    int denormal = 0, huge = 0;
    for (int i = 0; i < cases; ++i) {
        ww::format_row const to = random.format();
        double const x = random.real(to);
        ww::cast_flags flags;
        if (x - x != 0) {
            continue; // an infinity: the next case
        }
        int exponent = 0;
        double const fraction = __builtin_frexp(x, &exponent);
        auto const mantissa = static_cast<std::int64_t>(__builtin_ldexp(fraction, 53));
        oracle::result const expected = oracle::cast(big(mantissa), 53 - exponent, to);
        ww::wide const mine = ww::encode_row(x, to, flags);
        REQUIRE_MESSAGE(big(mine) == expected.value, text(to)
                                                         << " of " << x << " gives " << text(mine));
        REQUIRE(flags.overflow == expected.overflow);
        REQUIRE(flags.inexact == expected.inexact);
        denormal += x != 0 && x > -2.2e-308 && x < 2.2e-308 ? 1 : 0;
        huge += x > 1e300 || x < -1e300 ? 1 : 0;
    }
    CHECK(denormal > 10);
    CHECK(huge > 10);
}

TEST_CASE("infinities saturate, NaN is 0 and invalid") {
    oracle::random random{6};
    double const infinity = std::numeric_limits<double>::infinity();
    for (int i = 0; i < 2000; ++i) {
        ww::format_row const to = random.format();
        ww::overflow const mode = ww::overflow_mode(to.over);
        bool const zero = mode == ww::overflow::saturate_zero;
        bool const symmetric = mode == ww::overflow::saturate_symmetric && to.sign;
        ww::cast_flags up, down, none;
        REQUIRE(ww::encode_row(infinity, to, up) == (zero ? ww::wide() : ww::max_raw(to)));
        REQUIRE(ww::encode_row(-infinity, to, down) == (zero        ? ww::wide()
                                                        : symmetric ? ww::min_raw(to) + ww::wide(1)
                                                                    : ww::min_raw(to)));
        REQUIRE(ww::encode_row(std::numeric_limits<double>::quiet_NaN(), to, none) == ww::wide());
        REQUIRE((up.overflow && down.overflow && !up.invalid && !down.invalid));
        REQUIRE((none.invalid && !none.overflow));
    }
}

TEST_CASE("decode is the nearest float, ties to even, subnormal and infinite ones too") {
    oracle::random random{7};
    int subnormal = 0, infinite = 0;
    for (int i = 0; i < cases; ++i) {
        ww::format_row const from = random.format();
        ww::wide const raw = random.raw(from.width, from.sign);
        int const frac = random.below(3) == 0 ? random.between(100, 220) : from.frac;
        float const expected = nearest_float(raw, frac), mine = ww::decode_row(raw, frac);
        REQUIRE_MESSAGE(mine == expected, text(raw) << " 2^-" << frac << ": " << mine);
        subnormal += expected != 0 && expected > -1e-38f && expected < 1e-38f ? 1 : 0;
        infinite += expected - expected != 0 ? 1 : 0;
    }
    CHECK(subnormal > 10);
    CHECK(infinite > 10);
}
