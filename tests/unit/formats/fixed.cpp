// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>

#include <widthwise/formats/cast.hpp>

namespace ww = widthwise;
using ww::overflow;
using ww::rounding;

namespace {

template <rounding Round>
void round_like(double (*expected)(double)) {
    using format = ww::fixed<8, 0, true, Round, overflow::saturate>;
    for (int eighths = -160; eighths <= 160; ++eighths) {
        double const x = eighths / 8.0;
        REQUIRE_MESSAGE(static_cast<double>(format::encode(x)) == expected(x), x);
    }
}

} // namespace

TEST_CASE("encode rounds as <cmath> does where it has the mode") {
    round_like<rounding::floor>([](double x) { return std::floor(x); });
    round_like<rounding::toward_zero>([](double x) { return std::trunc(x); });
    round_like<rounding::half_away>([](double x) { return std::round(x); });
    round_like<rounding::half_even>([](double x) { return std::nearbyint(x); });
    round_like<rounding::half_up>([](double x) { return std::floor(x + 0.5); });
    round_like<rounding::half_down>([](double x) { return std::ceil(x - 0.5); });
    round_like<rounding::half_toward_zero>(
        [](double x) { return std::copysign(std::ceil(std::fabs(x) - 0.5), x); });
    round_like<rounding::half_odd>([](double x) {
        bool const tie = x - std::floor(x) == 0.5;
        bool const odd = std::fmod(std::floor(x), 2) != 0;
        return tie ? (odd ? std::floor(x) : std::ceil(x)) : std::nearbyint(x);
    });
}

TEST_CASE("every raw value of a small format comes back: decode, then encode") {
    using narrow = ww::fixed<8, 4>;
    using tall = ww::fixed<8, -5>;
    using fine = ww::ufixed<8, 20>;
    for (int raw = -128; raw < 128; ++raw) {
        auto const v = static_cast<std::int8_t>(raw);
        REQUIRE(narrow::decode(v) == static_cast<float>(raw) / 16);
        REQUIRE(narrow::encode(static_cast<double>(narrow::decode(v))) == v);
        REQUIRE(tall::decode(v) == static_cast<float>(raw) * 32);
        REQUIRE(tall::encode(static_cast<double>(tall::decode(v))) == v);
        auto const u = static_cast<std::uint8_t>(raw + 128);
        REQUIRE(fine::decode(u) == std::ldexp(static_cast<float>(u), -20));
        REQUIRE(fine::encode(static_cast<double>(fine::decode(u))) == u);
    }
}

TEST_CASE("flags: what overflowed, what was inexact, what was no number; sticky") {
    using format = ww::fixed<8, 4>;
    auto const flags_of = [](double x) {
        ww::cast_flags flags;
        format::encode(x, flags);
        return flags.overflow * 4 + flags.inexact * 2 + flags.invalid;
    };
    CHECK(flags_of(1.5) == 0);
    CHECK(flags_of(7.9375) == 0);
    CHECK(flags_of(-8.0) == 0);
    CHECK(flags_of(0.01) == 2);
    CHECK(flags_of(8.0) == 4);
    CHECK(flags_of(7.99) == 6); // rounds to 8.0, which is outside
    CHECK(flags_of(-8.04) == 6);
    CHECK(flags_of(-8.03) == 2); // rounds to -8.0, which is inside
    CHECK(flags_of(std::numeric_limits<double>::quiet_NaN()) == 1);
    CHECK(flags_of(std::numeric_limits<double>::infinity()) == 4);
}

TEST_CASE("64 bits: both ends, wrapping and saturating") {
    using whole = ww::fixed<64, 0>;
    using modulo = ww::fixed<64, 0, true, rounding::floor, overflow::wrap>;
    using natural = ww::fixed<64, 0, false>;
    std::int64_t const least = std::numeric_limits<std::int64_t>::min();
    CHECK(whole::encode(1e30) == std::numeric_limits<std::int64_t>::max());
    CHECK(whole::encode(-1e30) == least);
    CHECK(whole::encode(-9223372036854775808.0) == least);
    CHECK(modulo::encode(18446744073709551616.0 + 4096) == 4096);
    CHECK(modulo::encode(9223372036854775808.0) == least);
    CHECK(natural::encode(-3.0) == 0);
    CHECK(natural::encode(18446744073709549568.0) == 18446744073709549568u);
    CHECK(natural::encode(1e300) == ~std::uint64_t{0});
    CHECK(ww::cast<whole, natural>(~std::uint64_t{0}) == std::numeric_limits<std::int64_t>::max());
    CHECK(ww::cast<modulo, natural>(~std::uint64_t{0}) == -1);
    CHECK(ww::cast<natural, whole>(-1) == 0);
    CHECK(natural::decode(~std::uint64_t{0}) == 18446744073709551616.0f);
}

TEST_CASE("decode rounds once: wide raws, subnormal floats") {
    using wide_format = ww::fixed<40, 0>;
    CHECK(wide_format::decode((std::int64_t{1} << 30) + 64) == std::ldexp(1.0f, 30)); // tie, even
    CHECK(wide_format::decode((std::int64_t{1} << 30) + 65) == std::ldexp(1.0f, 30) + 128);
    CHECK(wide_format::decode((std::int64_t{3} << 29) + 192) ==
          static_cast<float>((std::int64_t{3} << 29) + 256));
    CHECK(ww::fixed<8, 149>::decode(1) == std::numeric_limits<float>::denorm_min());
    CHECK(ww::fixed<8, 150>::decode(1) == 0.0f); // half of it, tie to even
    CHECK(ww::fixed<8, 150>::decode(3) == 2 * std::numeric_limits<float>::denorm_min());
    CHECK(ww::fixed<40, 150>::decode(3) == 2 * std::numeric_limits<float>::denorm_min());
}

TEST_CASE("the float domain: quantize is decode of encode, and NaN passes") {
    using format = ww::integer<8, 4>;
    CHECK(format::quantize(1.03f) == 1.0f);
    CHECK(format::quantize(-100.0f) == -8.0f);
    float const nan = std::numeric_limits<float>::quiet_NaN();
    CHECK(std::isnan(format::quantize(nan)));
    CHECK(format::encode(std::numeric_limits<double>::quiet_NaN()) == 0);
}
