// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "tests/golden/csv.hpp"
#include "tests/golden/shared.hpp"
#include <widthwise/formats/log.hpp>

namespace ww = widthwise;

namespace {

using quantizer = float (*)(float);
quantizer find(std::string const& config) {
    return config == "8,128"    ? ww::mase::log<8, 128>::quantize
           : config == "8,64"   ? ww::mase::log<8, 64>::quantize
           : config == "6,16"   ? ww::mase::log<6, 16>::quantize
           : config == "5,8"    ? ww::mase::log<5, 8>::quantize
           : config == "3,3"    ? ww::mase::log<3, 3>::quantize
           : config == "2,None" ? ww::mase::log<2>::quantize
                                : nullptr;
}

} // namespace

TEST_CASE("log equals MASE in every row, log2_sensitive ones included") {
    csv const table = read_csv(shared() / "golden/mase/log.csv");
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        std::string const config = table.at(r, "width") + "," + table.at(r, "exponent_bias");
        quantizer const quantize = find(config);
        REQUIRE_MESSAGE((quantize != nullptr), config);
        float const x = table.number(r, "x_hex");
        CHECK_MESSAGE(same(quantize(x), table.number(r, "y_hex")), config << ' ' << x);
    }
    CHECK(table.rows.size() == 2706);
}
