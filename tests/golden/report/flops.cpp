// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <widthwise/report/cost_view.hpp>

#include "results.hpp"

using nlohmann::json;
namespace ww = widthwise;
namespace report = ww::report;

namespace {

json columns(ww::flop_row const& f) {
    return {{"total_parameters", f.total_parameters},
            {"computations", f.total},
            {"backward_computations", f.backward},
            {"input_buffer_size", f.input_buffer_size},
            {"output_buffer_size", f.output_buffer_size}};
}

void check_network(std::string const& name, report::cost_view (*costs_of)(ww::batch)) {
    for (int const size : {1, 8, 64}) {
        std::string const key = name + "@batch" + std::to_string(size);
        CAPTURE(key);
        json const& expected = golden::misc()["flops"].at(key);
        auto const costs = costs_of(ww::batch{size});
        REQUIRE(costs.nodes.size() == expected["layers"].size());
        for (std::size_t i = 0; i < costs.nodes.size(); ++i) {
            CHECK(costs.nodes[i].type == expected["layers"][i][1]);
            CHECK(columns(costs.nodes[i].flops) == expected["layers"][i][2]);
        }
        CHECK(columns(costs.total.flops) == expected["total"]);
        CHECK(costs.total.naive == expected["bitops_fp32(computations*32)"]);
    }
}

/// The one layer of a network at batch 1.
template <class Layer, int... Extent>
json layer_flops() {
    using net = ww::network<ww::input<Extent...>, Layer>;
    return columns(ww::node_flops<net>(1, ww::batch{1}));
}

} // namespace

TEST_CASE("FLOPs per layer at batch 1, 8 and 64 of MASE's networks") {
    check_network("jsc-tiny", &report::costs_of<ww::zoo::jsc_tiny>);
    check_network("jsc-toy", &report::costs_of<ww::zoo::jsc_toy>);
    check_network("jsc-s", &report::costs_of<ww::zoo::jsc_s>);
    check_network("test", &report::costs_of<ww::zoo::jsc_test>);
    CHECK(golden::misc()["flops"].size() == 12);
}

TEST_CASE("FLOPs of single layers") {
    json const& misc = golden::misc();
    CHECK(layer_flops<ww::linear<16, 5>, 16>() == misc["flops_linear_tensor_not_tuple_batch1"]);
    CHECK(layer_flops<ww::conv2d<3, 8, ww::pair<3>>, 3, 8, 8>() ==
          misc["flops_conv2d_tensor_1x3x8x8_k3_o8"]);
    CHECK(layer_flops<ww::max_pool2d<ww::pair<2>>, 3, 8, 8>() == misc["flops_maxpool_1x3x8x8_k2"]);
    CHECK(layer_flops<ww::adaptive_avg_pool2d<1>, 3, 8, 8>() ==
          misc["flops_adaptiveavgpool_1x3x8x8"]);
    CHECK(layer_flops<ww::batch_norm2d<3>, 3, 8, 8>() == misc["flops_bn2d_1x3x8x8"]);
}
