// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <unistd.h>

#include <widthwise/report/graph.hpp>

#include "networks.hpp"

namespace report = widthwise::report;
namespace fs = std::filesystem;

TEST_CASE("a DAG: users are nodes, heads are a tuple, concat takes a list") {
    CHECK(report::report_graph<test::two_heads>() ==
          "graph():\n"
          "    %x : [#users=1] = placeholder[target=x]\n"
          "    %stem : [#users=3] = call_module[target=stem](args = (%x,), kwargs = {})\n"
          "    %block_1 : [#users=1] = call_module[target=block.1](args = (%stem,), kwargs = {})\n"
          "    %sum : [#users=1] = call_function[target=operator.add](args = (%stem, %block_1), "
          "kwargs = {})\n"
          "    %wide : [#users=2] = call_function[target=torch.cat](args = ([%sum, %stem], 1), "
          "kwargs = {})\n"
          "    %head_a : [#users=1] = call_module[target=head_a](args = (%wide,), kwargs = {})\n"
          "    %head_b : [#users=1] = call_module[target=head_b](args = (%wide,), kwargs = {})\n"
          "    return (head_a, head_b)\n"
          "Network overview:\n"
          "{'placeholder': 1, 'get_attr': 0, 'call_function': 2, 'call_method': 0, "
          "'call_module': 4, 'output': 1}\n"
          "Layer types:\n"
          "[Linear(in_features=4, out_features=3, bias=True), "
          "Linear(in_features=3, out_features=3, bias=False), "
          "Linear(in_features=6, out_features=2, bias=True), Sigmoid()]");
}

TEST_CASE("modules as torch prints them, methods and functions with their arguments") {
    std::string const text = report::report_graph<test::image>();
    CHECK(text.substr(text.find("Layer types:")) ==
          "Layer types:\n"
          "[Conv2d(3, 6, kernel_size=(3, 5), stride=(2, 2), padding=(1, 2), groups=3, bias=False), "
          "BatchNorm2d(6, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True), "
          "AvgPool2d(kernel_size=(2, 1), stride=(2, 1), padding=0), "
          "AdaptiveAvgPool2d(output_size=(1, 2)), Dropout(p=0.2, inplace=False), "
          "Linear(in_features=12, out_features=2, bias=True), Softmax(dim=-1)]");
    CHECK(text.find("= call_method[target=view](args = (%seq_blocks_3, -1, 2, 6), kwargs = {})") !=
          text.npos);
    CHECK(text.find("= call_function[target=torch.flatten](args = (%seq_blocks_5, 1), kwargs") !=
          text.npos);
}

TEST_CASE("quantized and fused nodes carry their format in the class name") {
    std::string const text = report::report_graph<test::two_heads_quantized>();
    CHECK(text.find("%sum : [#users=1] = call_function[target=add_integer](args = (%stem, "
                    "%block_1), kwargs = {})") != text.npos);
    CHECK(text.find("LinearFixed(in_features=4, out_features=3, bias=True)") != text.npos);
    using fused = widthwise::fuse_activation_t<widthwise::zoo::jsc_tiny>;
    CHECK(report::report_graph<fused>().find(
              "LinearReLU(in_features=16, out_features=5, bias=True)") != text.npos);
}

TEST_CASE("the text is saved, its folder made; a place that cannot be written is named") {
    fs::path const folder =
        fs::temp_directory_path() / ("widthwise_graph_" + std::to_string(::getpid()));
    fs::path const file = folder / "new" / "graph.txt";
    auto const text = report::report_graph<test::two_heads>(file);
    std::ifstream in(file);
    CHECK(std::string(std::istreambuf_iterator<char>(in), {}) == text);
    CHECK_THROWS_WITH_AS(report::save(file / "below", "x"),
                         doctest::Contains((file / "below").string().c_str()), widthwise::error);
    fs::remove_all(folder);
}
