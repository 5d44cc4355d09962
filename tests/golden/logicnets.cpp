// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/golden/run.hpp"
#include "tests/golden/shared.hpp"
#include <widthwise/graph/network.hpp>
#include <widthwise/layers.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;

namespace {

/// The numbers of "key": [[1.0, 2.0], ...], in order.
std::vector<float> numbers(std::string const& json, std::string const& key) {
    std::vector<float> all;
    std::size_t at = json.find('"' + key + "\": [");
    REQUIRE_MESSAGE(at != std::string::npos, key);
    at += key.size() + 4;
    for (int depth = 0; at < json.size(); ++at) {
        depth += json[at] == '[' ? 1 : json[at] == ']' ? -1 : 0;
        if (depth == 0) {
            return all;
        }
        if (json[at] != '[' && json[at] != ']' && json[at] != ',' && json[at] != ' ') {
            char* end = nullptr;
            all.push_back(std::strtof(json.c_str() + at, &end));
            at = static_cast<std::size_t>(end - json.c_str()) - 1;
        }
    }
    return {};
}

} // namespace

// MASE's LUT layer of few input bits equals the arithmetic it tabulates: float weights between an
// integer data_in and an integer data_out.
TEST_CASE("logicnets: a linear between 3-bit integers") {
    std::ifstream file(shared() / "golden/mase/logicnets_linear.json");
    REQUIRE(file.good());
    std::string const json{std::istreambuf_iterator<char>(file), {}};
    REQUIRE(json.find(R"({"name": "logicnets", "data_in_width": 3, "data_in_frac_width": 1, )"
                      R"("data_out_width": 3, "data_out_frac_width": 1})") != std::string::npos);
    using q3 = ww::integer<3, 1>;
    using net =
        ww::quantize_t<ww::network<ww::input<4>, ww::linear<4, 3>>,
                       ww::by_type<ww::on<ww::op::linear, ww::data_in<q3>, ww::data_out<q3>>>>;
    ww::parameters<net> p{};
    std::vector<float> const weight = numbers(json, "weight");
    std::vector<float> const bias = numbers(json, "bias");
    REQUIRE(weight.size() == 12);
    REQUIRE(bias.size() == 3);
    std::copy(weight.begin(), weight.end(), ww::get<1>(p).weight.begin());
    std::copy(bias.begin(), bias.end(), ww::get<1>(p).bias.begin());
    std::vector<float> const y = golden::run(p, numbers(json, "x"));
    std::vector<float> const expected = numbers(json, "y");
    REQUIRE(y.size() == 40 * 3);
    REQUIRE(expected.size() == y.size());
    for (std::size_t i = 0; i < y.size(); ++i) {
        CHECK_MESSAGE(y[i] == expected[i], i);
    }
}
