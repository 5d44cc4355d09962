// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <random>
#include <regex>
#include <string>
#include <type_traits>
#include <vector>

#include "tests/compile.hpp"
#include <widthwise/graph/zoo.hpp>
#include <widthwise/io/golden_header.hpp>
#include <widthwise/io/weight_header.hpp>
#include <widthwise/passes.hpp>

// Weights and vectors made here are written as headers; the compiler under its default limits runs
// the 4,256 MACs of each vector and agrees with the executor, or says where it does not.

#define NETWORKS                                                                                   \
    namespace ww = widthwise;                                                                      \
    using q8 = ww::integer<8, 4>;                                                                  \
    struct exact                                                                                   \
        : ww::quantize_t<                                                                          \
              ww::zoo::jet_16_64_32_32_5,                                                          \
              ww::by_type<ww::on<ww::op::linear, ww::data_in<q8>, ww::weight<q8>, ww::bias<q8>>,   \
                          ww::on<ww::op::relu, ww::data_in<q8>>>> {};                              \
    using w16 = ww::ap_fixed<16, 6>;                                                               \
    struct stepwise                                                                                \
        : ww::quantize_t<ww::zoo::jet_16_64_32_32_5,                                               \
                         ww::by_type<ww::on<ww::op::linear, ww::data_in<w16>, ww::weight<w16>,     \
                                            ww::bias<w16>, ww::accum<w16>, ww::data_out<w16>>,     \
                                     ww::on<ww::op::relu, ww::data_in<w16>, ww::data_out<w16>>>> { \
    };
#define TEXT_OF(...) #__VA_ARGS__
#define EXPANDED(...) TEXT_OF(__VA_ARGS__)

namespace ww = widthwise;
namespace nets {
NETWORKS
} // namespace nets

namespace {

std::string const networks = std::string("#pragma once\n"
                                         "#include <widthwise/graph/zoo.hpp>\n"
                                         "#include <widthwise/passes/quantize.hpp>\n") +
                             EXPANDED(NETWORKS) + "\n";

template <class Net>
struct headers {
    compile::folder folder;
    std::string name;

    headers(char const* network, std::size_t vectors) : name(network) {
        std::mt19937 random(3);
        std::normal_distribution<float> normal;
        ww::parameters<ww::zoo::jet_16_64_32_32_5> masters{};
        ww::io::detail::for_each_node(masters, [&]<class Own>(std::size_t, Own const& own) {
            Own::each(const_cast<Own&>(own), [&](char const*, auto& values, auto) {
                float const scale = values.extent().rank == 2 ? 0.35f : 0.5f;
                for (float& v : values) {
                    v = scale * normal(random);
                }
            });
        });
        auto const p = ww::transfer<Net>(masters);
        std::vector<float> x(vectors * 16);
        for (float& v : x) {
            v = 2 * normal(random);
        }
        ww::io::header_text text;
        text.network = name;
        text.include = "networks.hpp";
        folder.write("networks.hpp", networks);
        ww::io::write_weight_header<Net>(folder.path / "weights.hpp", p, text);
        text.name = "golden";
        ww::io::write_golden_header<Net>(folder.path / "golden.hpp", p, x, text);
        folder.write("check.cpp", "#include \"golden.hpp\"\n#include \"weights.hpp\"\n"
                                  "#include <widthwise/verify/golden.hpp>\n"
                                  "static_assert(widthwise::verify::golden<" +
                                      name +
                                      ", weights, golden_inputs, golden_outputs>::value, \"\");\n");
    }
    compile::outcome check() const { return compile::cxx14(folder, "-fsyntax-only check.cpp"); }
    void replace_output(std::size_t vector, std::size_t element) {
        std::string text = compile::read(folder.path / "golden.hpp");
        std::size_t at = text.find("golden_outputs_holder");
        for (std::size_t v = 0; v <= vector; ++v) {
            at = text.find(v == 0 ? "{{" : "}, {", at + 1);
        }
        at = text.find('\n', at) + 1;
        for (std::size_t e = 0; e < element; ++e) {
            at = text.find(',', at) + 1;
        }
        text.insert(text[at] == ' ' ? at + 1 : at, "1000000 + ");
        folder.write("golden.hpp", text);
    }
};

template <class Net>
void hundred(char const* name) {
    headers<Net> const made(name, 100);
    auto const result = made.check();
    std::string const report = "100 vectors, " + std::string(name) + ", " + compile::compiler +
                               ": " + std::to_string(result.seconds) + " s";
    MESSAGE(report);
    CHECK_MESSAGE(result.good, result.output.substr(0, 1500));
}

} // namespace

TEST_CASE("100 vectors of 16-64-32-32-5 in the compiler, exact sums") {
    hundred<nets::exact>("exact");
}
TEST_CASE("100 vectors of 16-64-32-32-5 in the compiler, a cast per product") {
    hundred<nets::stepwise>("stepwise");
}
TEST_CASE("one wrong number among them is named") {
    headers<nets::exact> made("exact", 5);
    CHECK(made.check().good);
    made.replace_output(3, 2);
    auto const result = made.check();
    CHECK(!result.good);
    std::regex const carrier("golden_mismatch<.*vector<3>, .*output<2>, "
                             ".*expected<(\\d+)>, .*got<(-?\\d+)> ?>");
    std::smatch numbers;
    std::string const output = result.output.substr(0, 4000);
    REQUIRE_MESSAGE(std::regex_search(output, numbers, carrier), output);
    CHECK(std::stoll(numbers[1]) == std::stoll(numbers[2]) + 1000000);
}
