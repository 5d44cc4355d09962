// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <widthwise/report/quantization.hpp>

#include "results.hpp"

using nlohmann::json;
namespace report = widthwise::report;

namespace {

json cells(report::table const& of) {
    auto rows = json::array();
    for (auto const& row : of.rows) {
        auto line = json::array();
        for (auto const& cell : row) {
            auto const* const text = cell.as<std::string>();
            line.push_back(text              ? json(*text)
                           : cell.as<bool>() ? json(*cell.as<bool>())
                                             : json(*cell.as<std::int64_t>()));
        }
        rows.push_back(line);
    }
    return rows;
}
json by_type(report::table const& histogram) {
    json const rows = cells(histogram);
    json out = json::object();
    for (json const& row : rows) {
        out[row[0].get<std::string>()] = {row[1], row[2], row[3], row[4]};
    }
    return out;
}

struct config {
    char const* name;
    report::quantization_summary (*summary)(std::filesystem::path const&);
};

template <class Net>
std::vector<config> configs_of() {
    std::vector<config> all;
    golden::for_each_config<Net>([&all](auto element) {
        using quantized = typename decltype(element)::type;
        all.push_back({quantized::config, &report::summarize_quantization<Net, quantized>});
    });
    return all;
}

void check_network(char const* name, std::vector<config> const& configs) {
    json const& expected = golden::results()[name]["configs"];
    for (config const& c : configs) {
        std::string const label = c.name;
        CAPTURE(label);
        auto const summary = c.summary({});
        CHECK(cells(summary.compare) == expected.at(label)["compare_rows"]);
        CHECK(by_type(summary.histogram) ==
              expected.at(label)["histogram[type]=[OP,Total,Changed,Unchanged]"]);
    }
    CHECK(configs.size() == expected.size());
}

} // namespace

TEST_CASE("compare rows and histogram of every config, jsc-tiny") {
    check_network("jsc-tiny", configs_of<golden::jsc_tiny>());
}

TEST_CASE("compare rows and histogram of every config, jsc-toy") {
    check_network("jsc-toy", configs_of<golden::jsc_toy>());
}

TEST_CASE("the histograms of the labs' flows") {
    json const& misc = golden::misc();
    using relu = golden::quantized::relu_8_4<golden::jsc_tiny>;
    using other = golden::by_type<relu, golden::relus<widthwise::integer<16, 8>>>;
    using toy = golden::quantized::linear_8_4<golden::jsc_toy>;
    using report::summarize_quantization;
    CHECK(by_type(summarize_quantization<golden::jsc_tiny, relu>().histogram) ==
          misc.at("lab2_flow_hist_relu"));
    CHECK(by_type(summarize_quantization<relu, relu>().histogram) ==
          misc.at("alias_flow_hist_relu (ori_mg is mg)"));
    CHECK(by_type(summarize_quantization<relu, other>().histogram) == misc.at("requantise_hist"));
    auto const summary = summarize_quantization<golden::jsc_toy, toy>();
    CHECK(by_type(summary.histogram) == misc.at("toy_linear_hist"));
    CHECK(cells(summary.compare) == misc.at("toy_linear_rows"));
}
