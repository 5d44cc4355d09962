// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "tests/golden/csv.hpp"
#include "tests/golden/shared.hpp"
#include <widthwise/formats/fixed.hpp>
#include <widthwise/formats/integer_fraction.hpp>

namespace ww = widthwise;

namespace {

struct entry {
    char const* name; // width, frac_width, is_signed
    float (*quantize)(float);
    std::int64_t (*encode)(double, ww::cast_flags&);
    float (*decode)(std::int64_t);
};
template <class Format>
constexpr entry entry_of(char const* name) {
    return entry{name, Format::quantize,
                 [](double x, ww::cast_flags& flags) -> std::int64_t {
                     return static_cast<std::int64_t>(Format::encode(x, flags));
                 },
                 [](std::int64_t raw) {
                     return Format::decode(static_cast<typename Format::value_type>(raw));
                 }};
}
constexpr auto s = ww::signedness::is_signed;
constexpr auto u = ww::signedness::is_unsigned;
constexpr entry integers[] = {
    entry_of<ww::integer<8, 4, s>>("8,4,1"),     entry_of<ww::integer<8, 4, u>>("8,4,0"),
    entry_of<ww::integer<8, 3, s>>("8,3,1"),     entry_of<ww::integer<16, 4, s>>("16,4,1"),
    entry_of<ww::integer<16, 4, u>>("16,4,0"),   entry_of<ww::integer<16, 8, s>>("16,8,1"),
    entry_of<ww::integer<16, 8, u>>("16,8,0"),   entry_of<ww::integer<16, 12, s>>("16,12,1"),
    entry_of<ww::integer<2, 1, s>>("2,1,1"),     entry_of<ww::integer<24, 12, s>>("24,12,1"),
    entry_of<ww::integer<32, 16, s>>("32,16,1"), entry_of<ww::integer<8, -2, s>>("8,-2,1"),
    entry_of<ww::integer<8, 8, u>>("8,8,0"),     entry_of<ww::integer<8, 9, s>>("8,9,1"),
    entry_of<ww::integer<8>>("8,None,1")}; // None: half the width
using ww::overflow;
using ww::rounding;
template <int Width, int Frac, bool Sign>
using floored = ww::fixed<Width, Frac, Sign, rounding::floor, overflow::saturate>;
constexpr entry floors[] = {entry_of<floored<8, 4, true>>("8,4,1"),
                            entry_of<floored<8, 4, false>>("8,4,0"),
                            entry_of<floored<4, 2, true>>("4,2,1")};

template <std::size_t N>
std::size_t check(char const* file, entry const (&entries)[N], int nan_rows) {
    csv const table = read_csv(shared() / "golden/mase" / file);
    int nans = 0;
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        std::string const config =
            table.at(r, "width") + "," + table.at(r, "frac_width") + "," + table.at(r, "is_signed");
        entry const* format = nullptr;
        for (entry const& e : entries) {
            format = config == e.name ? &e : format;
        }
        REQUIRE_MESSAGE((format != nullptr), config);
        float const x = table.number(r, "x_hex"), y = table.number(r, "y_hex");
        CHECK_MESSAGE(same(format->quantize(x), y), config << " of " << x);
        ww::cast_flags flags;
        std::int64_t const raw = format->encode(static_cast<double>(x), flags);
        if (x != x) { // NaN passes in the float domain; an integer has none
            CHECK_MESSAGE((raw == 0 && flags.invalid), config);
            ++nans;
        } else {
            CHECK_MESSAGE((format->decode(raw) == y && !flags.invalid), config << " of " << x);
        }
    }
    CHECK(nans == nan_rows);
    return table.rows.size();
}

} // namespace

TEST_CASE("integer equals MASE in every row") { CHECK(check("integer.csv", integers, 15) == 5252); }
TEST_CASE("MASE's later floor quantizer is fixed with floor and saturate") {
    CHECK(check("main_integer_floor.csv", floors, 0) == 345);
}

TEST_CASE("the words hardware gets: two's complement, modulo 2^width") {
    csv const table = read_csv(shared() / "golden/mase/integer_for_hw.csv");
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        ww::format_row row = ww::fixed<8, 0>::row();
        row.width = table.integer(r, "width");
        row.frac = table.integer(r, "frac_width");
        ww::cast_flags flags;
        ww::wide const raw =
            ww::encode_row(static_cast<double>(table.number(r, "x_hex")), row, flags);
        std::uint64_t const mask = ~std::uint64_t{0} >> (64 - row.width);
        CHECK_MESSAGE((raw.lo & mask) == std::stoull(table.at(r, "y_uint")),
                      table.at(r, "x_hex") << " in " << row.width << ',' << row.frac);
    }
    CHECK(table.rows.size() == 2662);
}

TEST_CASE("the frac_width chosen for a range") {
    constexpr int all[] = {-2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    constexpr int even[] = {8, 6, 4, 2, 0}; // the order of the choices is no matter
    static_assert(ww::integer_fraction(8, all, -3.9, 4.0) == 4, "a constant, too");
    csv const table = read_csv(shared() / "golden/mase/integer_fraction.csv");
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        double const min = std::stod(table.at(r, "min")), max = std::stod(table.at(r, "max"));
        int const width = table.integer(r, "width");
        bool const few = table.at(r, "frac_choices") == "0|2|4|6|8";
        REQUIRE((few || extents(table.at(r, "frac_choices")) ==
                            std::vector<int>(std::begin(all), std::end(all))));
        int const mine = few ? ww::integer_fraction(width, even, min, max)
                             : ww::integer_fraction(width, all, min, max);
        CHECK_MESSAGE(mine == table.integer(r, "frac_width"), width << ' ' << min << ' ' << max);
    }
    CHECK(table.rows.size() == 66);
    constexpr int large[] = {5, 6};
    CHECK(ww::integer_fraction(4, large, -1, 1, -99) == -99); // no choice fits
    // trunc(log2(3/4)) is 0, not -1: one bit to spare, as MASE has it.
    CHECK(ww::integer_fraction(8, all, -0.75, 0.75) == 6);
    CHECK(ww::integer_fraction(8, all, -0.5, 0.5) == 7);
}
