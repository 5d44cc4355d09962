// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <widthwise/formats.hpp>
#include <widthwise/layers.hpp>
#include <widthwise/report/class_name.hpp>

namespace ww = widthwise;
namespace report = ww::report;

namespace {

template <class Layer, class... Role>
std::string name() {
    return report::class_name(ww::quantized<Layer, ww::formats<Role...>>::row());
}
using linear = ww::linear<2, 2>;
using q8 = ww::integer<8, 4>;

} // namespace

TEST_CASE("a float layer has torch's name") {
    CHECK(report::class_name(linear::row()) == "Linear");
    CHECK(report::class_name(ww::conv1d<1, 1, 1>::row()) == "Conv1d");
    CHECK(report::class_name(ww::add::row()) == "add");
}

TEST_CASE("a module's format in camel case, a function's behind an underscore") {
    CHECK(name<linear, ww::weight<q8>>() == "LinearInteger");
    CHECK(name<linear, ww::weight<ww::block_fp<8, 4, 7, 2>>>() == "LinearBlockFP");
    CHECK(name<linear, ww::weight<ww::minifloat_ieee<8, 4>>>() == "LinearMinifloatIEEE");
    CHECK(name<linear, ww::weight<ww::log<8>>>() == "LinearLog");
    CHECK(name<linear, ww::weight<ww::ternary<>>>() == "LinearTernary");
    CHECK(name<ww::add, ww::data_in<q8>>() == "add_integer");
}

TEST_CASE("the weight's format names the node, then data_in's, then any other; float never") {
    CHECK(name<linear, ww::data_in<ww::log<8>>, ww::weight<q8>>() == "LinearInteger");
    CHECK(name<linear, ww::data_in<ww::log<8>>, ww::weight<ww::f32>>() == "LinearLog");
    CHECK(name<linear, ww::data_out<q8>>() == "LinearInteger");
    CHECK(name<linear, ww::weight<ww::f32>>() == "Linear");
    CHECK(report::naming_format(linear::row()) == nullptr);
}

TEST_CASE("a fused activation follows the layer") {
    CHECK(report::class_name(ww::fused<linear, ww::relu>::row()) == "LinearReLU");
    using quantized = ww::quantized<linear, ww::formats<ww::weight<q8>>>;
    CHECK(report::class_name(ww::fused<quantized, ww::relu>::row()) == "LinearReLUInteger");
}

TEST_CASE("torch.fx's six words") {
    CHECK(std::string(report::fx_name(ww::fx_kind::placeholder)) == "placeholder");
    CHECK(std::string(report::fx_name(ww::fx_kind::get_attr)) == "get_attr");
    CHECK(std::string(report::fx_name(ww::fx_kind::call_function)) == "call_function");
    CHECK(std::string(report::fx_name(ww::fx_kind::call_method)) == "call_method");
    CHECK(std::string(report::fx_name(ww::fx_kind::call_module)) == "call_module");
    CHECK(std::string(report::fx_name(ww::fx_kind::output)) == "output");
}
