// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <widthwise/cost/memory.hpp>

#include "results.hpp"

using nlohmann::json;
namespace ww = widthwise;

namespace {

struct config {
    char const* name;
    ww::bitwidth search;
    ww::average_bits graph;
};

template <class Net>
std::vector<config> configs_of() {
    std::vector<config> all{{"float", ww::average_bitwidth<Net>(), ww::calculate_avg_bits<Net>()}};
    golden::for_each_config<Net>([&all](auto element) {
        using net = typename decltype(element)::type;
        all.push_back({net::config, ww::average_bitwidth<net>(), ww::calculate_avg_bits<net>()});
    });
    return all;
}

void check_network(json const& expected, std::vector<config> const& configs) {
    int numbers = 0;
    for (config const& c : configs) {
        std::string const label = c.name;
        CAPTURE(label);
        bool const is_float = label == "float";
        json const& golden = is_float ? expected : expected["configs"].at(label);
        if (!is_float) {
            double const bits = golden["avg_bits_module"]["average_bitwidth"];
            CHECK(c.search.average == bits);
            CHECK(c.search.memory_density == 32 / bits);
        }
        json const& graph = golden[is_float ? "avg_bits_float" : "avg_bits_mg"];
        if (graph.is_object()) { // a text where MASE crashes
            // MASE adds up 32, stochastic 0 and bipolar 1 of a data_in that it leaves alone
            double const more = label == "linear_binary" ? 1 : 0;
            CHECK(c.graph.data + more ==
                  doctest::Approx(graph["data_avg_bit"].get<double>()).epsilon(1e-15));
            CHECK(c.graph.weight ==
                  doctest::Approx(graph["w_avg_bit"].get<double>()).epsilon(1e-15));
            ++numbers;
        }
    }
    CHECK(numbers == 15);
}

} // namespace

TEST_CASE("trainable parameters") {
    CHECK(golden::results()["jsc-tiny"]["trainable_params"] ==
          ww::parameter_count<golden::jsc_tiny>());
    CHECK(golden::results()["jsc-toy"]["trainable_params"] ==
          ww::parameter_count<golden::jsc_toy>());
}

TEST_CASE("average bits, float and in every config") {
    check_network(golden::results()["jsc-tiny"], configs_of<golden::jsc_tiny>());
    check_network(golden::results()["jsc-toy"], configs_of<golden::jsc_toy>());
}
