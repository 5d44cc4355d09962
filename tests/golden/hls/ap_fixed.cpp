// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "tests/golden/hls/ap_fixed.hpp"

// golden/ap_fixed by the library's own class; ap_fixed_to_*.cpp run it through hls::forward.

namespace ww = widthwise;
namespace hls = widthwise::hls;
using ww::overflow;
using ww::rounding;

TEST_CASE("every conversion of ap_fixed_casts.csv by the library's own class") {
    using own = golden::numbers<hls::native>;
    golden::conversions all = golden::to_fractions<own>();
    all.merge(golden::to_integers<own>());
    CHECK(all.size() == 525);
    CHECK(golden::compare_casts(all) == 67200);
}

namespace {
using of_double = std::int64_t (*)(double);
using of_doubles = std::map<std::string, of_double>;

template <int W, int I, rounding Round, overflow Over>
std::int64_t from_double(double x) {
    return hls::fixed_value<W, W - I, true, Round, Over>::from_double(x).raw;
}
} // namespace

TEST_CASE("every row of ap_fixed_from_double.csv by from_double") {
    of_doubles const all = {
        {"12,4,TRN_ZERO,WRAP", from_double<12, 4, rounding::toward_zero, overflow::wrap>},
        {"16,6,TRN,WRAP", from_double<16, 6, rounding::floor, overflow::wrap>},
        {"18,8,RND_INF,SAT", from_double<18, 8, rounding::half_away, overflow::saturate>},
        {"24,12,RND_ZERO,SAT", from_double<24, 12, rounding::half_toward_zero, overflow::saturate>},
        {"4,2,RND_MIN_INF,SAT_ZERO",
         from_double<4, 2, rounding::half_down, overflow::saturate_zero>},
        {"6,1,RND,SAT_SYM", from_double<6, 1, rounding::half_up, overflow::saturate_symmetric>},
        {"8,3,RND_CONV,SAT", from_double<8, 3, rounding::half_even, overflow::saturate>}};
    int rows = 0;
    for (auto const& cells : read_csv(shared() / "golden/ap_fixed/ap_fixed_from_double.csv").rows) {
        std::string const key =
            cells.at(0) + ',' + cells.at(1) + ',' + cells.at(2) + ',' + cells.at(3);
        REQUIRE_MESSAGE(all.count(key) == 1, key);
        double const x = std::strtod(cells.at(4).c_str(), nullptr);
        CHECK_MESSAGE(all.at(key)(x) == std::stoll(cells.at(5)), key << " of " << x);
        ++rows;
    }
    CHECK(rows == 1050);
}

namespace {
/// A value in quarters, as an <8, 8> rounded, or as a <4, 4> overflown: the readable tables.
using quarters = hls::fixed_value<10, 2>;
template <int W, bool S, rounding Round, overflow Over>
std::int64_t convert(double x) {
    hls::fixed_value<W, 0, S, Round, Over> const y(quarters::from_double(x));
    return y.raw;
}
template <rounding Round>
constexpr of_double rounds = convert<8, true, Round, overflow::wrap>;
template <overflow Over, bool S = true>
constexpr of_double overflows = convert<4, S, rounding::floor, Over>;

of_doubles const readable = {{"TRN", rounds<rounding::floor>},
                             {"TRN_ZERO", rounds<rounding::toward_zero>},
                             {"RND", rounds<rounding::half_up>},
                             {"RND_ZERO", rounds<rounding::half_toward_zero>},
                             {"RND_INF", rounds<rounding::half_away>},
                             {"RND_MIN_INF", rounds<rounding::half_down>},
                             {"RND_CONV", rounds<rounding::half_even>},
                             {"RND_CONV_ODD", rounds<rounding::half_odd>},
                             {"WRAP", overflows<overflow::wrap>},
                             {"SAT", overflows<overflow::saturate>},
                             {"SAT_ZERO", overflows<overflow::saturate_zero>},
                             {"SAT_SYM", overflows<overflow::saturate_symmetric>},
                             {"WRAP_SM N=0", overflows<overflow::wrap_sign_magnitude>},
                             {"WRAP N=1", overflows<ww::wrap<1>>},
                             {"WRAP_SM N=1", overflows<ww::wrap_sign_magnitude<1>>},
                             {"WRAP N=3", overflows<ww::wrap<3>>},
                             {"uWRAP", overflows<overflow::wrap, false>},
                             {"uSAT", overflows<overflow::saturate, false>},
                             {"uSAT_ZERO", overflows<overflow::saturate_zero, false>},
                             {"uSAT_SYM", overflows<overflow::saturate_symmetric, false>}};

/// Every line of modes in a table: how many numbers are equal, and how many modes it names.
int compare_truth(char const* file, int& modes) {
    std::vector<double> halves, integers; // as the lines "x" and "int x" of the tables have them
    for (int i = -11; i <= 11; ++i) {
        if (i % 4 != 0) {
            halves.push_back(0.25 * i);
        }
    }
    for (int i = -20; i <= 20; ++i) {
        integers.push_back(i);
    }
    std::ifstream in(shared() / "golden/ap_fixed" / file);
    REQUIRE(in.good());
    int equal = 0;
    for (std::string line; std::getline(in, line);) {
        std::size_t const at = line.find("AP_") < 2 ? line.find("AP_") : line.find("AC_");
        if (at > 1) { // a heading, or a single fact
            continue;
        }
        std::istringstream words(line);
        std::string name, word;
        words >> name;
        name.erase(at, 3);
        std::vector<double> y;
        while (words >> word) {
            if (word.compare(0, 2, "N=") == 0) {
                name += ' ' + word;
            } else {
                y.push_back(std::stod(word));
            }
        }
        REQUIRE_MESSAGE(readable.count(name) == 1, name);
        std::vector<double> const& x = y.size() == halves.size() ? halves : integers;
        REQUIRE_MESSAGE(x.size() == y.size(), line);
        ++modes;
        for (std::size_t i = 0; i < x.size(); ++i) {
            std::int64_t const mine = readable.at(name)(x[i]);
            CHECK_MESSAGE(mine == static_cast<std::int64_t>(y[i]), name << " of " << x[i]);
            equal += mine == static_cast<std::int64_t>(y[i]) ? 1 : 0;
        }
    }
    return equal;
}
} // namespace

TEST_CASE("the readable tables of ap_fixed and ac_fixed") {
    int ap = 0, ac = 0;
    CHECK(compare_truth("ap_fixed_truth.txt", ap) == 7 * 18 + 12 * 41);
    CHECK(compare_truth("ac_fixed_truth.txt", ac) == 8 * 18 + 4 * 41);
    CHECK(ap == 19);
    CHECK(ac == 12);
}
TEST_CASE("the single facts below the tables") {
    using x5 = hls::fixed_value<8, 4>;
    constexpr rounding up = rounding::half_up;
    CHECK(hls::fixed_value<4, 0, true, up>(x5::from_double(7.75)).raw == -8);
    CHECK(hls::fixed_value<4, 0, true, up, overflow::saturate>(x5::from_double(7.75)).raw == 7);
    CHECK(hls::fixed_value<4, 0, true, rounding::floor, overflow::saturate_symmetric>(
              hls::fixed_value<4, 0>::from_raw(-8))
              .raw == -7);
    CHECK(hls::fixed_value<16, 10>::from_double(33.0) == hls::fixed_value<16, 0>::from_raw(-31));
    CHECK(hls::fixed_value<10, 6>::from_double(8.99).raw == -449); // -7.015625
    using product = decltype(hls::fixed_value<8, 5>{} * hls::fixed_value<6, 4>{});
    using sum = decltype(hls::fixed_value<8, 5>{} + hls::fixed_value<6, 4>{});
    CHECK(product::width == 14);
    CHECK(product::width - product::frac == 5);
    CHECK(sum::width == 9);
    CHECK(sum::width - sum::frac == 4);
}
