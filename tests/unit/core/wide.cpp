// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cstdint>
#include <widthwise/core/wide.hpp>

namespace ww = widthwise;
using ww::wide;

namespace {

__extension__ using big = unsigned __int128;
__extension__ using signed_big = __int128;

std::uint64_t state = 1;
std::uint64_t next() { // splitmix64
    std::uint64_t z = state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}
/// Any pattern, often with long runs of zeros or ones.
big draw() {
    big const v = (static_cast<big>(next()) << 64) | next();
    int const shift = static_cast<int>(next() % 128);
    switch (next() % 5) {
    case 0:
        return v >> shift;
    case 1:
        return ~(v >> shift);
    case 2:
        return (static_cast<big>(1) << shift) + next() % 3 - 1;
    case 3:
        return v << shift;
    default:
        return v;
    }
}
wide of(big v) { return wide(static_cast<std::uint64_t>(v), static_cast<std::int64_t>(v >> 64)); }
bool same(wide a, big b) { return a == of(b); }

} // namespace

TEST_CASE("sums, products, shifts and comparisons modulo 2^128") {
    for (int i = 0; i < 50000; ++i) {
        big const a = draw(), b = draw();
        signed_big const x = static_cast<signed_big>(a), y = static_cast<signed_big>(b);
        wide const p = of(a), q = of(b);
        REQUIRE(same(p + q, a + b));
        REQUIRE(same(p - q, a - b));
        REQUIRE(same(p * q, a * b));
        REQUIRE(same(-p, 0 - a));
        REQUIRE(same(~p, ~a));
        REQUIRE(same(p | q, a | b));
        REQUIRE(same(p & q, a & b));
        REQUIRE((p == q) == (a == b));
        REQUIRE((p != q) == (a != b));
        REQUIRE((p < q) == (x < y));
        REQUIRE((p > q) == (x > y));
        REQUIRE((p <= q) == (x <= y));
        REQUIRE((p >= q) == (x >= y));
        REQUIRE(p.negative() == (x < 0));
        REQUIRE(p.zero() == (a == 0));
        int const n = static_cast<int>(next() % 140);
        REQUIRE(same(p << n, n > 127 ? 0 : a << n));
        REQUIRE(same(p >> n, static_cast<big>(x >> (n > 127 ? 127 : n))));
        REQUIRE(ww::bit(p, n) == (((x >> (n > 127 ? 127 : n)) & 1) != 0));
        big const low = n > 127 ? a : a & ((static_cast<big>(1) << n) - 1);
        REQUIRE(ww::any_below(p, n) == (low != 0));
    }
}

TEST_CASE("shifts at every distance of the limbs") {
    for (int n = 0; n < 131; ++n) {
        big const a = (static_cast<big>(0x8123456789abcdefu) << 64) | 0xfedcba9876543211u;
        REQUIRE(same(of(a) << n, n > 127 ? 0 : a << n));
        REQUIRE(
            same(of(a) >> n, static_cast<big>(static_cast<signed_big>(a) >> (n > 127 ? 127 : n))));
    }
}

TEST_CASE("products of 64-bit values are exact") {
    for (int i = 0; i < 50000; ++i) {
        std::uint64_t const a = static_cast<std::uint64_t>(draw()),
                            b = static_cast<std::uint64_t>(draw());
        REQUIRE(same(ww::multiply_unsigned(a, b), static_cast<big>(a) * b));
        std::int64_t const x = static_cast<std::int64_t>(a), y = static_cast<std::int64_t>(b);
        REQUIRE(same(wide(x) * wide(y),
                     static_cast<big>(static_cast<signed_big>(x) * static_cast<signed_big>(y))));
    }
    std::uint64_t const most = ~std::uint64_t{0};
    CHECK(same(ww::multiply_unsigned(most, most), static_cast<big>(most) * most));
}

TEST_CASE("lengths") {
    CHECK(ww::bit_length(0) == 0);
    CHECK(ww::magnitude_bits(wide(0)) == 0);
    CHECK(ww::magnitude_bits(wide(-1)) == 0);
    CHECK(ww::magnitude_bits(wide(-2)) == 1);
    for (int n = 0; n < 64; ++n) {
        std::uint64_t const power = std::uint64_t{1} << n;
        REQUIRE(ww::bit_length(power) == n + 1);
        REQUIRE(ww::bit_length(power - 1) == n);
        REQUIRE(ww::bit_length(power | (next() & (power - 1))) == n + 1);
    }
    for (int n = 0; n < 127; ++n) { // -2^n <= v < 2^n
        wide const power = wide(1) << n;
        REQUIRE(ww::magnitude_bits(power - wide(1)) == n);
        REQUIRE(ww::magnitude_bits(power) == n + 1);
        REQUIRE(ww::magnitude_bits(-power) == n);
        REQUIRE(ww::magnitude_bits(-power - wide(1)) == n + 1);
    }
}

TEST_CASE("conversions") {
    CHECK(wide(std::int64_t{-5}).low() == -5);
    CHECK(wide(std::int64_t{-5}).hi == -1);
    CHECK(wide(~std::uint64_t{0}).hi == 0);
    CHECK(wide(7).to_double() == 7.0);
    CHECK(wide(-7).to_double() == -7.0);
    for (int i = 0; i < 10000; ++i) {
        big const a = draw();
        signed_big const x = static_cast<signed_big>(a);
        double const exact = static_cast<double>(x), mine = of(a).to_double();
        double const error = mine > exact ? mine - exact : exact - mine;
        double const size = exact < 0 ? -exact : exact;
        REQUIRE(error <= size * 2.3e-16);
    }
}
