// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <doctest/doctest.h>
#include <limits>
#include <set>

#include <widthwise/formats.hpp>
#include <widthwise/report/value_set.hpp>

namespace ww = widthwise;
namespace report = ww::report;

namespace {

bool has(ww::format_row const& format, double value) {
    double const values[] = {value};
    return report::values_outside(format, ww::extents(1), values) == 0u;
}

/// Every value the format makes is in its set, the midpoints between neighbours are not, and their
/// number is value_count. Floats from below the least to above the greatest value go in.
template <class Format>
void check_all_values(int from, int to) {
    std::set<double> made;
    for (int e = from; e <= to; ++e) {
        for (int m = 0; m < 1024; ++m) {
            auto const x = static_cast<float>(std::ldexp(1024 + m, e - 10));
            made.insert(static_cast<double>(Format::quantize(x)));
            made.insert(static_cast<double>(Format::quantize(-x)));
        }
    }
    made.insert(static_cast<double>(Format::quantize(0.0f)));
    CHECK(static_cast<double>(made.size()) == report::value_count(Format::row()));
    double last = -std::numeric_limits<double>::infinity();
    for (double const v : made) {
        CAPTURE(v);
        CHECK(has(Format::row(), v));
        CHECK_FALSE(has(Format::row(), (v + last) / 2));
        last = v;
    }
    CHECK_FALSE(has(Format::row(), 2 * last));
}

} // namespace

TEST_CASE("sets of single values, against the quantizers") {
    check_all_values<ww::fixed<6, 3>>(-6, 4);
    check_all_values<ww::fixed<5, -2>>(-2, 8);
    check_all_values<ww::minifloat_ieee<6, 3>>(-8, 6);
    check_all_values<ww::minifloat_ieee<5, 2, 3>>(-8, 6);
    check_all_values<ww::minifloat_denorm<6, 3>>(-9, 6);
    check_all_values<ww::log<4>>(-6, 6);
    CHECK(has(ww::binary<>::row(), -1));
    CHECK_FALSE(has(ww::binary<>::row(), 0));
    CHECK(has(ww::ternary<>::row(), 0));
    CHECK_FALSE(has(ww::ternary<>::row(), 0.5));
    CHECK_FALSE(has(ww::fixed<8, 4>::row(), std::numeric_limits<double>::quiet_NaN()));
    CHECK_FALSE(has(ww::fixed<8, 4, false>::row(), -0.0625));
    double const one[] = {0.3};
    CHECK(report::values_outside(ww::f32::row(), ww::extents(1), one) == std::nullopt);
}

TEST_CASE("a block has one exponent or bias; each block its own") {
    auto const outside = [](ww::format_row const& f, std::initializer_list<double> v) {
        return report::values_outside(f, ww::extents(2, 4), std::vector<double>(v));
    };
    auto const fp = ww::block_fp<4, 5, 15, 1, 2>::row(); // 3 bits per element
    CHECK(outside(fp, {1.75, 0.25, 7, 1, 0, 0, 0.5, -0.25}) == 0u);
    CHECK(outside(fp, {1.75, 0.25, 7, 0.5, 0, 0, 0.5, -0.25}) == 2u);
    auto const rows = ww::block_fp<4, 5, 15, 1, -1>::row();
    CHECK(outside(rows, {1.75, 0.25, 1, 1, 7, 1, 2, 3}) == 0u);
    CHECK(outside(rows, {1.75, 0.25, 7, 1, 7, 1, 2, 3}) == 4u);
    CHECK(outside(ww::block_fp<4, 5, 15, 2>::row(), {4, 1, 2, 1, 1, 2, 3, 0.25}) == 4u);
    auto const log = ww::block_log<3, 3, 1, 2>::row(); // four exponents per block
    CHECK(outside(log, {1, -8, 0.5, 0.0625, 1, 1, 1, 1}) == 0u);
    CHECK(outside(log, {1, 16, 0.5, 0.0625, 1, 1, 0, 1}) == 3u);
    auto const mini = ww::block_minifloat<4, 2, 2, 1, 2>::row(); // 1 bit of mantissa
    CHECK(outside(mini, {1.5, 4, 0.5, 0.25, 0, 0, 1, 1}) == 0u);
    CHECK(outside(mini, {1.25, 4, 0.5, 0.25, 0, 0, 12, 0.25}) == 4u);
}

TEST_CASE("scaled sets share one magnitude in a tensor") {
    auto const outside = [](ww::format_row const& f, std::initializer_list<double> v) {
        return report::values_outside(f, ww::extents(4), std::vector<double>(v));
    };
    CHECK(outside(ww::ternary_scaled<>::row(), {0.3, -0.3, 0, 0.3}) == 0u);
    CHECK(outside(ww::ternary_scaled<>::row(), {0.3, -0.3, 0.1, 0}) == 1u);
    CHECK(outside(ww::binary_scaled<ww::polarity::bipolar>::row(), {0.3, -0.3, 0, 0}) == 2u);
    CHECK(outside(ww::binary_scaled<>::row(), {0.3, 0, 0, -0.3}) == 1u);
}
