// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <unistd.h>

#include <widthwise/report/quantization.hpp>

#include "networks.hpp"

namespace report = widthwise::report;
namespace fs = std::filesystem;

namespace {

std::string text_of(fs::path const& path) {
    std::ifstream in(path);
    return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace

TEST_CASE("what quantization changed: the tables, the text and the two files") {
    fs::path const folder =
        fs::temp_directory_path() / ("widthwise_summary_" + std::to_string(::getpid())) / "new";
    auto const summary =
        report::summarize_quantization<test::two_heads, test::two_heads_quantized>(folder);
    CHECK(summary.text() ==
          "Quantized graph histogram:\n"
          "| Original type   | OP          |   Total |   Changed |   Unchanged |\n"
          "|-----------------+-------------+---------+-----------+-------------|\n"
          "| Linear          | linear      |       3 |         3 |           0 |\n"
          "| Sigmoid         | sigmoid     |       1 |         0 |           1 |\n"
          "| add             | add         |       1 |         1 |           0 |\n"
          "| cat             | concat      |       1 |         0 |           1 |\n"
          "| output          | output      |       1 |         0 |           1 |\n"
          "| x               | placeholder |       1 |         0 |           1 |");
    CHECK(text_of(folder / "quantize_histogram.csv") ==
          "Original type,OP,Total,Changed,Unchanged\nLinear,linear,3,3,0\nSigmoid,sigmoid,1,0,1\n"
          "add,add,1,1,0\ncat,concat,1,0,1\noutput,output,1,0,1\nx,placeholder,1,0,1\n");
    CHECK(text_of(folder / "quantize_table.csv") ==
          ",Ori name,New name,MASE_TYPE,Mase_OP,Original type,Quantized type,Changed\n"
          "0,x,x,placeholder,placeholder,x,x,False\n"
          "1,stem,stem,module_related_func,linear,Linear,LinearFixed,True\n"
          "2,block_1,block_1,module_related_func,linear,Linear,LinearFixed,True\n"
          "3,sum,sum,builtin_func,add,add,add_integer,True\n"
          "4,wide,wide,implicit_func,concat,cat,cat,False\n"
          "5,head_a,head_a,module_related_func,linear,Linear,LinearFixed,True\n"
          "6,head_b,head_b,module,sigmoid,Sigmoid,Sigmoid,False\n"
          "7,output,output,output,output,output,output,False\n");
    fs::remove_all(folder.parent_path());
}

TEST_CASE("a node that a pass dropped has no new name and counts as changed") {
    using net = widthwise::zoo::jsc_tiny;
    using fused = widthwise::fuse_activation_t<net>;
    auto const summary = report::summarize_quantization<net, fused>();
    REQUIRE(summary.compare.rows.size() == 6);
    CHECK(
        report::to_csv(
            {summary.compare.headers, {summary.compare.rows[3], summary.compare.rows[4]}}, true) ==
        ",Ori name,New name,MASE_TYPE,Mase_OP,Original type,Quantized type,Changed\n"
        "0,seq_blocks_2,seq_blocks_2,module_related_func,linear,Linear,LinearReLU,True\n"
        "1,seq_blocks_3,,module_related_func,relu,ReLU,,True\n");
}

TEST_CASE("a folder that cannot be made is one error") {
    fs::path const file =
        fs::temp_directory_path() / ("widthwise_file_" + std::to_string(::getpid()));
    std::ofstream(file) << "here";
    CHECK_THROWS_AS((report::summarize_quantization<test::two_heads, test::two_heads>(file / "x")),
                    widthwise::error);
    fs::remove(file);
}
