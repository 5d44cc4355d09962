// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cstdint>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/compile.hpp"
#include "tests/golden/load.hpp"
#include "tests/golden/shared.hpp"
#include <widthwise/graph/zoo.hpp>
#include <widthwise/io/weight_header.hpp>
#include <widthwise/passes.hpp>

// hls4ml's own vectors, in the compiler: a trained network's weights and what hls4ml's templates
// computed are written as headers, golden holds the network's type to them.

#define CONFIGS                                                                                    \
    namespace ww = widthwise;                                                                      \
    using ww::ap_fixed;                                                                            \
    using ww::ap_ufixed;                                                                           \
    using ww::overflow;                                                                            \
    using ww::rounding;                                                                            \
    template <class Data, class Relu, class Weight, class Bias, class Accum>                       \
    using emulate =                                                                                \
        ww::quantize_t<ww::zoo::jet_16_64_32_32_5,                                                 \
                       ww::by_type<ww::on<ww::op::linear, ww::data_in<Data>, ww::weight<Weight>,   \
                                          ww::bias<Bias>, ww::accum<Accum>, ww::data_out<Data>>,   \
                                   ww::on<ww::op::relu, ww::data_in<Data>, ww::data_out<Relu>>>>;  \
    using w16 = ap_fixed<16, 6>;                                                                   \
    using w10 = ap_fixed<10, 5>;                                                                   \
    using w7 = ap_fixed<7, 2>;                                                                     \
    using c16 = ap_fixed<16, 6, rounding::half_even, overflow::saturate>;                          \
    using c16u = ap_ufixed<16, 6, rounding::half_even, overflow::saturate>;                        \
    using c8 = ap_fixed<8, 2, rounding::half_even, overflow::saturate>;                            \
    using h8 = ap_fixed<8, 4, rounding::half_up, overflow::saturate>;                              \
    using h8u = ap_ufixed<8, 4, rounding::half_up, overflow::saturate>;                            \
    using c6 = ap_fixed<6, 1, rounding::half_even, overflow::saturate>;                            \
    struct d16_6_w16_6_a16_6 : emulate<w16, w16, w16, w16, w16> {};                                \
    struct d16_6rs_w8_2rs_a32_16 : emulate<c16, c16u, c8, c8, ap_fixed<32, 16>> {};                \
    struct d8_4rs_w6_1_b8_3_a24_12 : emulate<h8, h8u, c6, ap_fixed<8, 3>, ap_fixed<24, 12>> {};    \
    struct d10_5_w7_2_a10_5 : emulate<w10, w10, w7, w7, w10> {};
#define TEXT_OF(...) #__VA_ARGS__
#define EXPANDED(...) TEXT_OF(__VA_ARGS__)

namespace nets {
CONFIGS
} // namespace nets

namespace {

namespace ww = widthwise;

std::string const networks = std::string("#pragma once\n"
                                         "#include <widthwise/graph/zoo.hpp>\n"
                                         "#include <widthwise/passes/quantize.hpp>\n") +
                             EXPANDED(CONFIGS) + "\n";
constexpr std::size_t vectors = 12; // the real jets, and some draws; all 256 run in golden.hls4ml

/// The raw values of x or of the output, as `{...}, {...}`.
std::string rows_of(std::filesystem::path const& csv, std::string const& tensor) {
    std::ifstream in(csv);
    REQUIRE_MESSAGE(in.good(), csv.string());
    std::string line, out;
    std::size_t found = 0;
    while (found < vectors && std::getline(in, line)) {
        std::string const key = std::to_string(found) + "," + tensor + ",";
        if (line.compare(0, key.size(), key) == 0) {
            out += (found++ == 0 ? "{" : ", {") + line.substr(key.size()) + "}";
        }
    }
    REQUIRE(found == vectors);
    return out;
}

template <class Net>
void compare(std::string const& name) {
    auto const masters = golden::load<ww::zoo::jet_16_64_32_32_5>(shared() / "data/jets16");
    auto const csv = shared() / "golden/hls4ml" / (name + ".csv");
    compile::folder const folder;
    ww::io::header_text text;
    text.network = name;
    text.include = "networks.hpp";
    folder.write("networks.hpp", networks);
    ww::io::write_weight_header<Net>(folder.path / "weights.hpp", ww::transfer<Net>(masters), text);
    std::string const count = std::to_string(vectors);
    std::string const table = "    static constexpr int value[" + count + "]";
    folder.write("check.cpp", "#include \"weights.hpp\"\n"
                              "#include <widthwise/verify/golden.hpp>\n"
                              "struct inputs {\n" +
                                  table + "[16] = {" + rows_of(csv, "x") +
                                  "};\n};\nstruct outputs {\n" + table + "[5] = {" +
                                  rows_of(csv, "output") +
                                  "};\n};\n"
                                  "static_assert(widthwise::verify::golden<" +
                                  name + ", weights, inputs, outputs>::value, \"\");\n");
    auto const result = compile::cxx14(folder, "-fsyntax-only check.cpp");
    CHECK_MESSAGE(result.good, result.output.substr(0, 1500));
}

} // namespace

TEST_CASE("hls4ml's vectors, every configuration, as constants") {
    compare<nets::d16_6_w16_6_a16_6>("d16_6_w16_6_a16_6");
    compare<nets::d16_6rs_w8_2rs_a32_16>("d16_6rs_w8_2rs_a32_16");
    compare<nets::d8_4rs_w6_1_b8_3_a24_12>("d8_4rs_w6_1_b8_3_a24_12");
    compare<nets::d10_5_w7_2_a10_5>("d10_5_w7_2_a10_5");
}
