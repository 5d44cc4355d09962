// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <limits>
#include <utility>

#include "tests/property/draw.hpp"
#include "tests/property/formats/oracle.hpp"
#include <widthwise/formats/cast.hpp>

namespace ww = widthwise;
using oracle::big;
using oracle::text;
using tests::draw;

namespace {

// Formats as types, drawn by a hash of their number.
constexpr int width_of(int seed) { return draw(seed, 0, 1, draw(seed, 1, 0, 2) == 0 ? 64 : 32); }
constexpr int frac_of(int seed) {
    return draw(seed, 2, 0, 7) == 0 ? draw(seed, 3, -1023, 1023) : draw(seed, 3, -20, 60);
}
constexpr ww::overflow overflow_of(int seed) {
    int const mode = draw(seed, 5, 0, 4);
    return static_cast<ww::overflow>(
        mode + (mode >= 3 && draw(seed, 6, 0, 1) == 0 ? 8 * draw(seed, 7, 0, width_of(seed)) : 0));
}
template <int Seed>
using drawn = ww::fixed<width_of(Seed), frac_of(Seed), draw(Seed, 8, 0, 1) == 0,
                        static_cast<ww::rounding>(draw(Seed, 4, 0, 7)), overflow_of(Seed)>;

struct entry {
    ww::format_row from, to;
    bool fast; // takes the path of plain 64-bit arithmetic
    ww::wide (*cast)(ww::wide);
    ww::wide (*encode)(double, ww::cast_flags&);
    float (*decode)(ww::wide);
    ww::wide min, max;
};
template <class From, class To>
constexpr entry entry_of() {
    using facts = ww::detail::cast_facts<To, From>;
    return entry{From::row(),
                 To::row(),
                 facts::narrow,
                 [](ww::wide v) { return To::to_wide(ww::cast<To, From>(From::to_value(v))); },
                 [](double x, ww::cast_flags& flags) { return To::to_wide(To::encode(x, flags)); },
                 [](ww::wide v) { return To::decode(To::to_value(v)); },
                 To::to_wide(To::min()),
                 To::to_wide(To::max())};
}
constexpr int pairs = 150;
template <int... I>
constexpr std::array<entry, sizeof...(I)> entries_of(std::integer_sequence<int, I...>) {
    return {{entry_of<drawn<2 * I>, drawn<2 * I + 1>>()...}};
}
std::array<entry, pairs> const entries = entries_of(std::make_integer_sequence<int, pairs>{});

} // namespace

TEST_CASE("typed casts equal requantize and the definition") {
    oracle::random random{11};
    int fast = 0;
    for (entry const& e : entries) {
        fast += e.fast ? 1 : 0;
        for (int i = 0; i < 300; ++i) {
            ww::wide const v = random.raw(e.from.width, e.from.sign);
            ww::wide const mine = e.cast(v);
            REQUIRE_MESSAGE(mine == ww::requantize(v, e.from.frac, e.to),
                            text(e.from) << " -> " << text(e.to) << " of " << text(v) << " gives "
                                         << text(mine));
            REQUIRE(big(mine) == oracle::cast(big(v), e.from.frac, e.to).value);
        }
    }
    CHECK(fast > pairs / 4); // both paths
    CHECK(fast < pairs * 3 / 4);
}

TEST_CASE("typed encode equals encode_row, value and flags; decode equals decode_row") {
    oracle::random random{12};
    double const special[] = {0.0,
                              -0.0,
                              std::numeric_limits<double>::infinity(),
                              -std::numeric_limits<double>::infinity(),
                              std::numeric_limits<double>::quiet_NaN(),
                              std::numeric_limits<double>::denorm_min(),
                              -std::numeric_limits<double>::max()};
    for (entry const& e : entries) {
        REQUIRE(e.min == ww::min_raw(e.to));
        REQUIRE(e.max == ww::max_raw(e.to));
        for (int i = 0; i < 300; ++i) {
            double const x = i < 7 ? special[i] : random.real(e.to);
            ww::cast_flags typed, rows;
            ww::wide const mine = e.encode(x, typed);
            REQUIRE_MESSAGE(mine == ww::encode_row(x, e.to, rows),
                            text(e.to) << " of " << x << " gives " << text(mine));
            REQUIRE_MESSAGE((typed.overflow == rows.overflow && typed.inexact == rows.inexact &&
                             typed.invalid == rows.invalid),
                            text(e.to) << " of " << x);
            ww::wide const raw = random.raw(e.to.width, e.to.sign);
            REQUIRE(e.decode(raw) == ww::decode_row(raw, e.to.frac));
        }
    }
}

// The edges of the format's own range, in constants: nothing leaves the language.
static_assert(ww::fixed<8, -200>::decode(100) == std::numeric_limits<float>::infinity(), "");
static_assert(ww::fixed<8, -1023>::decode(-127) == -std::numeric_limits<float>::infinity(), "");
static_assert(ww::fixed<8, 1023>::decode(127) == 0.0f, "");
static_assert(ww::fixed<24, -104>::decode(ww::fixed<24, -104>::max()) > 1.7e38f, "");
static_assert(ww::fixed<64, 0, false>::decode(~std::uint64_t{0}) == 18446744073709551616.0f, "");
