// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <sys/stat.h>
#include <utility>
#include <vector>

#include <widthwise/formats/cast.hpp>
#include <widthwise/layers/ranges.hpp>

// The tables that ap_types itself printed, for both tiers: nothing here needs more than C++14.

namespace ap {

namespace ww = widthwise;

/// golden/ap_fixed; without the folder of golden data the program counts as skipped.
inline std::string folder() {
    char const* const named = std::getenv("WIDTHWISE_SHARED");
#ifdef WIDTHWISE_SHARED_DIR
    std::string const root = named != nullptr ? named : WIDTHWISE_SHARED_DIR;
#else
    std::string const root = named != nullptr ? named : "";
#endif
    struct stat info;
    if (stat(root.c_str(), &info) != 0) {
        std::puts("skipped: no shared data");
        std::fflush(stdout);
        std::exit(77);
    }
    return root + "/golden/ap_fixed/";
}
inline std::vector<std::string> lines(char const* file) {
    std::ifstream in(folder() + file);
    REQUIRE_MESSAGE(in.good(), file);
    std::vector<std::string> all;
    for (std::string line; std::getline(in, line);) {
        all.push_back(line);
    }
    return all;
}
inline std::vector<std::string> cells(std::string const& line) {
    std::vector<std::string> all;
    std::istringstream in(line);
    for (std::string cell; std::getline(in, cell, ',');) {
        all.push_back(cell);
    }
    return all;
}
inline int number(std::string const& text) { return std::stoi(text); }

/// AP_RND_CONV or RND_CONV, AC_* likewise.
inline ww::rounding rounding_of(std::string const& name) {
    std::map<std::string, ww::rounding> const names = {
        {"TRN", ww::rounding::floor},          {"TRN_ZERO", ww::rounding::toward_zero},
        {"RND", ww::rounding::half_up},        {"RND_ZERO", ww::rounding::half_toward_zero},
        {"RND_INF", ww::rounding::half_away},  {"RND_MIN_INF", ww::rounding::half_down},
        {"RND_CONV", ww::rounding::half_even}, {"RND_CONV_ODD", ww::rounding::half_odd}};
    REQUIRE_MESSAGE(names.count(name) == 1, name);
    return names.at(name);
}
inline ww::overflow overflow_of(std::string const& name, int n) {
    std::map<std::string, ww::overflow> const names = {
        {"SAT", ww::overflow::saturate},
        {"SAT_ZERO", ww::overflow::saturate_zero},
        {"SAT_SYM", ww::overflow::saturate_symmetric},
        {"WRAP", ww::overflow::wrap},
        {"WRAP_SM", ww::overflow::wrap_sign_magnitude}};
    REQUIRE_MESSAGE(names.count(name) == 1, name);
    return static_cast<ww::overflow>(static_cast<int>(names.at(name)) + 8 * n);
}
inline ww::format_row row(int width, int integer_bits, bool sign, ww::rounding round,
                          ww::overflow over) {
    ww::format_row r{};
    r.kind = ww::hash_name("fixed");
    r.width = width;
    r.frac = width - integer_bits;
    r.sign = sign;
    r.round = round;
    r.over = over;
    return r;
}

/// Format pairs of ap_fixed_casts.csv: widths and integer bits.
template <bool FromSign, int FromWidth, int FromInt, bool ToSign, int ToWidth, int ToInt>
struct pair {};

using typed_cast = std::int64_t (*)(std::int64_t);
using typed_casts = std::map<std::string, typed_cast>;

template <class To, class From>
std::int64_t apply(std::int64_t raw) {
    return static_cast<std::int64_t>(
        ww::cast<To, From>(static_cast<typename From::value_type>(raw)));
}
template <ww::rounding Round, ww::overflow Over, bool FS, int FW, int FI, bool TS, int TW, int TI>
typed_cast cast_of(pair<FS, FW, FI, TS, TW, TI>) {
    return apply<ww::fixed<TW, TW - TI, TS, Round, Over>, ww::ac_fixed<FW, FI, FS>>;
}
inline std::string key(ww::rounding round, ww::overflow over) {
    return ' ' + std::to_string(static_cast<int>(round)) + ' ' +
           std::to_string(static_cast<int>(over));
}
template <ww::overflow Over, class Pair>
void add_modes(typed_casts& all, std::string const& name, Pair p) {
    typed_cast const casts[] = {
        cast_of<ww::rounding::floor, Over>(p),     cast_of<ww::rounding::toward_zero, Over>(p),
        cast_of<ww::rounding::half_up, Over>(p),   cast_of<ww::rounding::half_toward_zero, Over>(p),
        cast_of<ww::rounding::half_away, Over>(p), cast_of<ww::rounding::half_down, Over>(p),
        cast_of<ww::rounding::half_even, Over>(p)};
    for (int r = 0; r < 7; ++r) {
        all[name + key(static_cast<ww::rounding>(r), Over)] = casts[r];
    }
}
template <bool FS, int FW, int FI, bool TS, int TW, int TI>
void add_pair(typed_casts& all, pair<FS, FW, FI, TS, TW, TI> p) {
    std::ostringstream name;
    name << (FS ? 's' : 'u') << ',' << FW << ',' << FI << ',' << (TS ? 's' : 'u') << ',' << TW
         << ',' << TI;
    add_modes<ww::overflow::saturate>(all, name.str(), p);
    add_modes<ww::overflow::saturate_zero>(all, name.str(), p);
    add_modes<ww::overflow::saturate_symmetric>(all, name.str(), p);
    add_modes<ww::overflow::wrap>(all, name.str(), p);
}
/// Between signed formats the file has wrap<1>, wrap<2> and the sign-magnitude wrap too.
template <int FW, int FI, int TW, int TI>
void add_pairs(typed_casts& all) {
    pair<true, FW, FI, true, TW, TI> const both{};
    add_pair(all, both);
    std::ostringstream name;
    name << "s," << FW << ',' << FI << ",s," << TW << ',' << TI;
    add_modes<ww::wrap<1>>(all, name.str(), both);
    add_modes<ww::wrap<2>>(all, name.str(), both);
    add_modes<ww::overflow::wrap_sign_magnitude>(all, name.str(), both);
    add_pair(all, pair<true, FW, FI, false, TW, TI>{});
    add_pair(all, pair<false, FW, FI, true, TW, TI>{});
}
inline typed_casts const& all_typed() {
    static typed_casts const all = [] {
        typed_casts casts;
        add_pairs<6, 0, 3, -1>(casts);
        add_pairs<6, 2, 8, 2>(casts);
        add_pairs<7, 3, 4, 2>(casts);
        add_pairs<7, 4, 5, 5>(casts);
        add_pairs<8, 4, 4, 4>(casts);
        return casts;
    }();
    return all;
}

inline std::vector<double> numbers(std::istringstream& in) {
    std::vector<double> all;
    for (double v; in >> v;) {
        all.push_back(v);
    }
    return all;
}
/// Casts every x, in quarters, to an integer row and compares.
inline std::size_t compare(std::vector<double> const& x, std::vector<double> const& y,
                           ww::format_row const& to, std::string const& name) {
    REQUIRE_MESSAGE(x.size() == y.size(), name);
    for (std::size_t i = 0; i < x.size(); ++i) {
        ww::wide const quarters{static_cast<std::int64_t>(4 * x[i])};
        CHECK_MESSAGE(ww::requantize(quarters, 2, to) == ww::wide(static_cast<std::int64_t>(y[i])),
                      name << ' ' << x[i]);
        ww::cast_flags flags;
        CHECK_MESSAGE(ww::encode_row(x[i], to, flags) == ww::wide(static_cast<std::int64_t>(y[i])),
                      name << " from double " << x[i]);
    }
    return x.size();
}
/// Every row of modes in ap_fixed_truth.txt or ac_fixed_truth.txt: how many numbers it compared.
inline std::size_t compare_truth(char const* file) {
    std::vector<double> halves; // -2.75 .. 2.75 in quarters, no integers
    for (int quarters = -11; quarters <= 11; ++quarters) {
        if (quarters % 4 != 0) {
            halves.push_back(0.25 * quarters);
        }
    }
    std::vector<double> integers;
    for (int v = -20; v <= 20; ++v) {
        integers.push_back(v);
    }
    std::size_t compared = 0;
    for (std::string const& line : lines(file)) {
        std::istringstream in(line);
        std::string name;
        in >> name;
        bool const is_unsigned = name[0] == 'u';
        name = is_unsigned ? name.substr(1) : name;
        if (name.compare(0, 3, "AP_") != 0 && name.compare(0, 3, "AC_") != 0) {
            if (name == "x") {
                CHECK(numbers(in) == halves);
            }
            continue;
        }
        std::string const mode = name.substr(3);
        int n = 0;
        std::size_t const at = line.find("N=");
        if (at != std::string::npos) {
            n = number(line.substr(at + 2, 1));
            in.ignore(1000, '=');
            in.ignore(1);
        }
        std::vector<double> const y = numbers(in);
        bool const rounds = mode.compare(0, 3, "TRN") == 0 || mode.compare(0, 3, "RND") == 0;
        compared +=
            rounds
                ? compare(halves, y, row(8, 8, true, rounding_of(mode), ww::overflow::wrap), line)
                : compare(integers, y,
                          row(4, 4, !is_unsigned, ww::rounding::floor, overflow_of(mode, n)), line);
    }
    return compared;
}

} // namespace ap

TEST_CASE("casts: every row of ap_fixed_casts.csv, by rows and by types") {
    std::vector<std::string> const table = ap::lines("ap_fixed_casts.csv");
    REQUIRE(table.at(0) == "from_sign,from_width,from_int,to_sign,to_width,to_int,rounding,"
                           "overflow,wrap_bits,from_raw,to_raw");
    std::size_t rows = 0, wrong = 0;
    std::string last_key;
    ap::typed_cast typed = nullptr;
    ap::ww::format_row to{};
    for (std::size_t i = 1; i < table.size(); ++i) {
        std::vector<std::string> const c = ap::cells(table[i]);
        REQUIRE(c.size() == 11);
        std::string const modes = c[6] + ' ' + c[7] + ' ' + c[8];
        std::string const pair =
            c[0] + ',' + c[1] + ',' + c[2] + ',' + c[3] + ',' + c[4] + ',' + c[5];
        if (pair + modes != last_key) {
            last_key = pair + modes;
            ap::ww::rounding const round = ap::rounding_of(c[6]);
            ap::ww::overflow const over = ap::overflow_of(c[7], ap::number(c[8]));
            to = ap::row(ap::number(c[4]), ap::number(c[5]), c[3] == "s", round, over);
            REQUIRE_MESSAGE(ap::all_typed().count(pair + ap::key(round, over)) == 1, table[i]);
            typed = ap::all_typed().at(pair + ap::key(round, over));
        }
        std::int64_t const from = std::stoll(c[9]), expected = std::stoll(c[10]);
        int const from_frac = ap::number(c[1]) - ap::number(c[2]);
        bool const good =
            ap::ww::requantize(ap::ww::wide(from), from_frac, to) == ap::ww::wide(expected) &&
            typed(from) == expected;
        if (!good && ++wrong < 20) {
            FAIL_CHECK(table[i] << ": typed gives " << typed(from));
        }
        ++rows;
    }
    CHECK(rows == 67200);
    CHECK(wrong == 0);
    CHECK(ap::all_typed().size() == 525);
}

TEST_CASE("doubles: every row of ap_fixed_from_double.csv") {
    std::vector<std::string> const table = ap::lines("ap_fixed_from_double.csv");
    REQUIRE(table.at(0) == "to_width,to_int,rounding,overflow,x_hex,to_raw");
    using ap::ww::overflow;
    using ap::ww::rounding;
    using encoder = std::int64_t (*)(double);
    std::map<std::string, encoder> const typed = {
        {"16,6,TRN,WRAP",
         [](double x) -> std::int64_t { return ap::ww::ap_fixed<16, 6>::encode(x); }},
        {"12,4,TRN_ZERO,WRAP",
         [](double x) -> std::int64_t {
             return ap::ww::ap_fixed<12, 4, rounding::toward_zero>::encode(x);
         }},
        {"18,8,RND_INF,SAT",
         [](double x) -> std::int64_t {
             return ap::ww::ap_fixed<18, 8, rounding::half_away, overflow::saturate>::encode(x);
         }},
        {"24,12,RND_ZERO,SAT",
         [](double x) -> std::int64_t {
             return ap::ww::ap_fixed<24, 12, rounding::half_toward_zero,
                                     overflow::saturate>::encode(x);
         }},
        {"4,2,RND_MIN_INF,SAT_ZERO",
         [](double x) -> std::int64_t {
             return ap::ww::ap_fixed<4, 2, rounding::half_down, overflow::saturate_zero>::encode(x);
         }},
        {"6,1,RND,SAT_SYM",
         [](double x) -> std::int64_t {
             return ap::ww::ap_fixed<6, 1, rounding::half_up, overflow::saturate_symmetric>::encode(
                 x);
         }},
        {"8,3,RND_CONV,SAT", [](double x) -> std::int64_t {
             return ap::ww::ap_fixed<8, 3, rounding::half_even, overflow::saturate>::encode(x);
         }}};
    std::size_t rows = 0;
    for (std::size_t i = 1; i < table.size(); ++i, ++rows) {
        std::vector<std::string> const c = ap::cells(table[i]);
        REQUIRE(c.size() == 6);
        std::string const format = c[0] + ',' + c[1] + ',' + c[2] + ',' + c[3];
        REQUIRE_MESSAGE(typed.count(format) == 1, format);
        double const x = std::strtod(c[4].c_str(), nullptr);
        std::int64_t const expected = std::stoll(c[5]);
        ap::ww::cast_flags flags;
        CHECK_MESSAGE(ap::ww::encode_row(x,
                                         ap::row(ap::number(c[0]), ap::number(c[1]), true,
                                                 ap::rounding_of(c[2]), ap::overflow_of(c[3], 0)),
                                         flags) == ap::ww::wide(expected),
                      table[i]);
        CHECK_MESSAGE(typed.at(format)(x) == expected, table[i]);
    }
    CHECK(rows == 1050);
}

TEST_CASE("the readable tables of ap_fixed and ac_fixed") {
    CHECK(ap::compare_truth("ap_fixed_truth.txt") == 7 * 18 + 12 * 41);
    CHECK(ap::compare_truth("ac_fixed_truth.txt") == 8 * 18 + 4 * 41);
}

TEST_CASE("the single facts below the tables") {
    using namespace ap::ww;
    auto const says = [](char const* file, char const* fact) {
        for (std::string const& line : ap::lines(file)) {
            if (line == fact) {
                return true;
            }
        }
        return false;
    };
    using x5 = ap_fixed<8, 4>;
    CHECK(says("ap_fixed_truth.txt", "7.75 -> <4,4> RND,WRAP=-8 RND,SAT=7"));
    CHECK(cast<ap_fixed<4, 4, rounding::half_up>, x5>(124) == -8);
    CHECK(cast<ap_fixed<4, 4, rounding::half_up, overflow::saturate>, x5>(124) == 7);

    using symmetric = ap_fixed<4, 4, rounding::floor, overflow::saturate_symmetric>;
    CHECK(says("ap_fixed_truth.txt", "-8 -> same-width SAT_SYM=-7"));
    CHECK(says("ac_fixed_truth.txt", "-8 -> same-width AC_SAT_SYM=-7"));
    CHECK(cast<symmetric, ap_fixed<4, 4>>(-8) == -7);

    CHECK(says("ap_fixed_truth.txt", "33.0 in ap_fixed<16,6>=-31 ; 8.99 in <10,4>=-7.01562"));
    CHECK(ap_fixed<16, 6>::decode(ap_fixed<16, 6>::encode(33.0)) == -31.0f);
    CHECK(ap_fixed<10, 4>::decode(ap_fixed<10, 4>::encode(8.99)) == -7.015625f);

    // What an exact product and an exact sum of <8,3> and <6,2> are.
    CHECK(says("ap_fixed_truth.txt", "mult<14,5> add<9,4>"));
    interval::range const a = interval::range_of(ap_fixed<8, 3>::row());
    interval::range const b = interval::range_of(ap_fixed<6, 2>::row());
    format_row const product = interval::format_of(interval::product(a, b, 1));
    format_row const sum = interval::format_of(interval::add(a, b));
    CHECK(product.width == 14);
    CHECK(product.width - product.frac == 5);
    CHECK(sum.width == 9);
    CHECK(sum.width - sum.frac == 4);
}
