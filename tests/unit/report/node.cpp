// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <widthwise/report/node.hpp>

#include "networks.hpp"

namespace report = widthwise::report;
using widthwise::batch;

namespace {

std::string metadata(char const* node, report::py::dict (*part)(report::node_view const&, batch)) {
    for (auto const& n : report::view_of<test::two_heads_quantized>()) {
        if (n.name == node) {
            return report::repr(part(n, batch{2}));
        }
    }
    return "no such node";
}

} // namespace

TEST_CASE("common: formats as written, both operands of a function, one result per head") {
    CHECK(metadata("sum", report::common_param) ==
          "{'mase_type': 'builtin_func', 'mase_op': 'add', 'args': {'data_in_0': {'shape': [2, 3], "
          "'torch_dtype': torch.float32, 'type': 'integer', 'precision': [6, 3]}, 'data_in_1': "
          "{'shape': [2, 3], 'torch_dtype': torch.float32, 'type': 'integer', 'precision': [6, "
          "3]}}, 'results': {'data_out_0': {'shape': [2, 3], 'torch_dtype': torch.float32, 'type': "
          "'float', 'precision': [32]}}}");
    CHECK(metadata("output", report::common_param) ==
          "{'mase_type': 'output', 'mase_op': 'output', 'args': {}, 'results': {'data_out_0': "
          "{'shape': [2, 2], 'torch_dtype': torch.float32, 'type': 'float', 'precision': [32]}, "
          "'data_out_1': {'shape': [2, 6], 'torch_dtype': torch.float32, 'type': 'float', "
          "'precision': [32]}}}");
    CHECK(metadata("wide", report::common_param).find("'dim': 1}, 'results'") != std::string::npos);
}

TEST_CASE("software: a place for statistics per tensor; other arguments have none") {
    CHECK(metadata("wide", report::software_param) ==
          "{'args': {'data_in_0': {'stat': {}}, 'data_in_1': {'stat': {}}}, 'results': "
          "{'data_out_0': {'stat': {}}}}");
    CHECK(metadata("block_1", report::software_param) ==
          "{'args': {'data_in_0': {'stat': {}}, 'weight': {'stat': {}}}, 'results': {'data_out_0': "
          "{'stat': {}}}}");
}

TEST_CASE("hardware: widths resolved along the edges") {
    CHECK(
        metadata("block_1", report::hardware_param) ==
        "{'is_implicit': False, 'interface': {'weight': {'storage': 'BRAM', 'transpose': False}}, "
        "'toolchain': 'INTERNAL', 'module': 'fixed_linear', 'device_id': -1, 'dependence_files': "
        "['cast/fixed_cast.sv', 'fixed_arith/fixed_dot_product.sv', "
        "'fixed_arith/fixed_vector_mult.sv', 'fixed_arith/register_slice.sv', "
        "'fixed_arith/fixed_accumulator.sv', 'fixed_arith/fixed_adder_tree.sv', "
        "'fixed_arith/fixed_adder_tree_layer.sv', 'fixed_arith/fixed_mult.sv', "
        "'common/join2.sv', 'linear/fixed_linear.sv'], 'verilog_param': "
        "{'DATA_IN_0_PRECISION_0': 6, 'DATA_IN_0_PRECISION_1': 3, 'DATA_IN_0_TENSOR_SIZE_DIM_0': "
        "2, 'DATA_IN_0_PARALLELISM_DIM_0': 2, 'DATA_IN_0_TENSOR_SIZE_DIM_1': 3, "
        "'DATA_IN_0_PARALLELISM_DIM_1': 3, 'DATA_IN_0_TENSOR_SIZE_DIM_2': 1, "
        "'DATA_IN_0_PARALLELISM_DIM_2': 1, 'WEIGHT_PRECISION_0': 4, 'WEIGHT_PRECISION_1': 2, "
        "'WEIGHT_TENSOR_SIZE_DIM_0': 3, 'WEIGHT_PARALLELISM_DIM_0': 3, "
        "'WEIGHT_TENSOR_SIZE_DIM_1': 3, 'WEIGHT_PARALLELISM_DIM_1': 3, "
        "'WEIGHT_TENSOR_SIZE_DIM_2': 1, 'WEIGHT_PARALLELISM_DIM_2': 1, 'DATA_OUT_0_PRECISION_0': "
        "11, 'DATA_OUT_0_PRECISION_1': 5, 'DATA_OUT_0_TENSOR_SIZE_DIM_0': 2, "
        "'DATA_OUT_0_PARALLELISM_DIM_0': 2, 'DATA_OUT_0_TENSOR_SIZE_DIM_1': 3, "
        "'DATA_OUT_0_PARALLELISM_DIM_1': 3, 'DATA_OUT_0_TENSOR_SIZE_DIM_2': 1, "
        "'DATA_OUT_0_PARALLELISM_DIM_2': 1}}");
    CHECK(metadata("head_b", report::hardware_param)
              .find("'toolchain': 'HLS', 'module': None, "
                    "'device_id': -1, 'dependence_files': "
                    "None") != std::string::npos);
}

TEST_CASE("report_node_meta_param: the columns that which asks for, in MASE's order") {
    auto const header = [](std::vector<std::string> const& which) {
        auto const text = report::report_node_meta_param<test::two_heads>(batch{1}, which);
        return text.substr(text.find('|'), text.find("+==") - text.find('|') - 1);
    };
    CHECK(header({}) == "| Node name   | Fx Node op    | Mase type           | Mase op     |");
    CHECK(header({"software"}).find("Mase op     | Software Param") != std::string::npos);
    auto const two = header({"hardware", "common"});
    CHECK(two.find("Common Param") < two.find("Hardware Param"));
    CHECK(two.find("Software") == two.npos);
    CHECK(header({"all"}) == header({"common", "hardware", "software"}));
    CHECK_THROWS_WITH_AS(header({"common", "soft"}),
                         "which = 'soft': must be all, common, hardware or software",
                         widthwise::error);
}

TEST_CASE("report_node_type, report_node_hardware_type") {
    using net = test::two_heads_quantized;
    CHECK(report::report_node_type<net>() ==
          "Node name    Fx Node op     Mase type            Mase op      Value type\n"
          "-----------  -------------  -------------------  -----------  ------------\n"
          "x            placeholder    placeholder          placeholder  NA\n"
          "stem         call_module    module_related_func  linear       integer\n"
          "block_1      call_module    module_related_func  linear       integer\n"
          "sum          call_function  builtin_func         add          integer\n"
          "wide         call_function  implicit_func        concat       float\n"
          "head_a       call_module    module_related_func  linear       integer\n"
          "head_b       call_module    module               sigmoid      float\n"
          "output       output         output               output       NA");
    auto const text = report::report_node_hardware_type<net>();
    CHECK(text.find("stem         call_module    float   INTERNAL               -1\n") !=
          text.npos);
    CHECK(text.find("sum          call_function  float   HLS                    -1\n") !=
          text.npos);
}

TEST_CASE("report_node_shape: shapes with the batch, entries of parameters") {
    auto const text = report::report_node_shape<test::two_heads>(batch{5});
    CHECK(text.starts_with("x:\nin:\nout:\ndata_out_0 = [5, 4]\n\nstem:\nin:\ndata_in_0 = [5, 4]\n"
                           "weight = {'type': 'float', 'precision': [32], 'shape': [3, 4], 'from': "
                           "None}\n"));
    CHECK(text.ends_with("output:\nin:\nout:\ndata_out_0 = [5, 2]\ndata_out_1 = [5, 6]\n\n"));
    CHECK(text.find("wide:\nin:\ndata_in_0 = [5, 3]\ndata_in_1 = [5, 3]\ndim = 1\nout:\n"
                    "data_out_0 = [5, 6]\n") != text.npos);
}
