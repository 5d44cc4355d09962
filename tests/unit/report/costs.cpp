// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <widthwise/report/costs.hpp>

#include "networks.hpp"

namespace ww = widthwise;
namespace report = ww::report;

namespace {

struct tiny_q8
    : ww::quantize_t<
          ww::zoo::jsc_tiny,
          ww::by_type<ww::on<ww::op::linear, ww::data_in<ww::integer<8, 4>>,
                             ww::weight<ww::integer<8, 4>>, ww::bias<ww::integer<8, 4>>>>> {};

} // namespace

TEST_CASE("before and after: FLOPs once, BitOPs twice, totals side by side") {
    auto const text = report::costs_report<ww::zoo::jsc_tiny, tiny_q8>(ww::batch{8});
    CHECK(text.starts_with(
        "FLOPs before, batch 8\n"
        "Node name     Type           total_parameters    computations    backward_computations    "
        "input_buffer_size    output_buffer_size\n"
        "------------  -----------  ------------------  --------------  -----------------------  "
        "-------------------  --------------------\n"
        "seq_blocks_0  BatchNorm1d                  32             512                      512    "
        "              128                   128\n"
        "seq_blocks_1  ReLU                          0             128                      128    "
        "              128                   128\n"
        "seq_blocks_2  Linear                       80             640                     1280    "
        "              128                    40\n"
        "seq_blocks_3  ReLU                          0              40                       40    "
        "               40                    40\n"
        "total                                     112            1320                     1960    "
        "              424                   336\n\nBitOPs before, batch 8\n"));
    CHECK(text.find("FLOPs after") == text.npos);
    CHECK(text.find("BitOPs before, batch 8\n"
                    "Node name     Type           naive    qonnx    baskin    ebops\n"
                    "------------  -----------  -------  -------  --------  -------\n"
                    "seq_blocks_0  BatchNorm1d    16384        0         0        0\n"
                    "seq_blocks_1  ReLU            4096        0         0        0\n"
                    "seq_blocks_2  Linear         20480   655360    698880   655360\n"
                    "seq_blocks_3  ReLU            1280        0         0        0\n"
                    "total                        42240   655360    698880   655360\n") !=
          text.npos);
    CHECK(text.find("seq_blocks_2  LinearInteger     5120    40960     53760    40960\n") !=
          text.npos);
    CHECK(text.find("\nBitOPs qonnx       655360    40960\n") != text.npos);
    CHECK(text.find("\nweight bits          4768     2728\n") != text.npos);
    CHECK(text.ends_with("Average             before    after\n"
                         "----------------  --------  -------\n"
                         "average_bitwidth        32        8\n"
                         "memory_density           1        4\n"
                         "data_avg_bit            32       12\n"
                         "w_avg_bit               32       12\n"));
}

TEST_CASE("labels: given ones first, numbers where there are none; other FLOPs are shown") {
    using net = ww::zoo::jsc_tiny;
    auto const text = report::costs_report<net, net, test::two_heads>(ww::batch{1}, {"float"});
    CHECK(text.find("FLOPs float, batch 1\n") == 0);
    CHECK(text.find("FLOPs 2") == text.npos);
    CHECK(text.find("FLOPs 3, batch 1\n") != text.npos);
    CHECK(text.find("\nTotal              float      2      3\n") != text.npos);
    CHECK(text.find("\nsum          add                       0               3 ") != text.npos);
}
