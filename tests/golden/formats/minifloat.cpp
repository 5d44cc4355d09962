// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "tests/golden/csv.hpp"
#include "tests/golden/shared.hpp"
#include <widthwise/formats/minifloat_denorm.hpp>
#include <widthwise/formats/minifloat_ieee.hpp>

namespace ww = widthwise;

namespace {

using quantizer = float (*)(float);
struct entry {
    char const* name;
    quantizer quantize;
};

// width, exponent_width, exponent_bias of the file; "None" is the default bias
template <int Width, int Exponent, int Bias = ww::default_bias>
constexpr quantizer denorm = ww::mase::minifloat_denorm<Width, Exponent, Bias>::quantize;
constexpr entry denorms[] = {
    {"8,4,7", denorm<8, 4, 7>},       {"8,4,None", denorm<8, 4>},    {"8,5,None", denorm<8, 5>},
    {"8,3,None", denorm<8, 3>},       {"6,2,None", denorm<6, 2>},    {"5,2,None", denorm<5, 2>},
    {"8,4,3", denorm<8, 4, 3>},       {"8,4,15", denorm<8, 4, 15>},  {"3,1,None", denorm<3, 1>},
    {"16,8,127", denorm<16, 8, 127>}, {"16,5,15", denorm<16, 5, 15>}};

template <int Width, int Exponent, int Bias = ww::default_bias>
constexpr quantizer ieee = ww::mase::minifloat_ieee<Width, Exponent, Bias>::quantize;
constexpr entry ieees[] = {
    {"8,5,None", ieee<8, 5>},       {"8,3,None", ieee<8, 3>},    {"6,3,None", ieee<6, 3>},
    {"6,2,None", ieee<6, 2>},       {"4,2,None", ieee<4, 2>},    {"4,2,1", ieee<4, 2, 1>},
    {"8,4,3", ieee<8, 4, 3>},       {"12,4,None", ieee<12, 4>},  {"3,1,None", ieee<3, 1>},
    {"16,8,127", ieee<16, 8, 127>}, {"16,5,15", ieee<16, 5, 15>}};

template <std::size_t N>
std::size_t check(char const* file, entry const (&entries)[N]) {
    csv const table = read_csv(shared() / "golden/mase" / file);
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        std::string const config = table.at(r, "width") + "," + table.at(r, "exponent_width") +
                                   "," + table.at(r, "exponent_bias");
        quantizer quantize = nullptr;
        for (entry const& e : entries) {
            quantize = config == e.name ? e.quantize : quantize;
        }
        REQUIRE_MESSAGE((quantize != nullptr), config);
        float const x = table.number(r, "x_hex"), y = quantize(x);
        CHECK_MESSAGE(same(y, table.number(r, "y_hex")), file << ' ' << config << ' ' << x);
    }
    return table.rows.size();
}

} // namespace

// Rows flagged log2_sensitive are held to equality too: rounding log2 once to float32 is what
// MASE's log2 does on every one of them.
TEST_CASE("minifloat_denorm equals MASE in every row") {
    CHECK(check("minifloat_denorm.csv", denorms) == 3893);
}
TEST_CASE("minifloat_ieee equals MASE in every row") {
    CHECK(check("minifloat_ieee.csv", ieees) == 3657);
}
