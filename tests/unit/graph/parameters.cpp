// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cstring>
#include <new>
#include <string>
#include <type_traits>

#include <widthwise/graph/parameters.hpp>
#include <widthwise/layers.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;

namespace {

struct net : ww::network<ww::input<2>, ww::linear<2, 2>, ww::relu, ww::linear<2, 1, false>> {};
using first = ww::weight_and_bias<ww::f32, ww::f32, 2, 2>;
using last = ww::weight_only<ww::f32, 1, 2>;
using none = ww::no_parameters;

constexpr ww::parameters<net> given(none{}, first{{{1, 2, 3, 4}}, {{5, 6}}}, none{},
                                    last{{{7, 8}}}, none{});
static_assert(ww::get<1>(given).weight(1, 0) == 3, "");
static_assert(ww::get<1>(given).bias(1) == 6, "");
static_assert(ww::get<3>(given).weight(0, 1) == 8, "");

template <std::size_t I, class Net>
using part = std::decay_t<decltype(ww::get<I>(std::declval<ww::parameters<Net>&>()))>;

using q8 = ww::integer<8, 4>;
struct quantized
    : ww::quantize_t<net, ww::by_type<ww::on<ww::op::linear, ww::data_in<q8>, ww::weight<q8>,
                                             ww::bias<ww::integer<12, 6>>>>> {};

struct names {
    std::string text;
    template <class Values, class Format>
    void operator()(char const* name, Values& values, Format) {
        text += name + std::string(" ") + std::to_string(values.size()) + ";";
    }
};

} // namespace

TEST_CASE("a node's parameters are an aggregate of its own; without any, no_parameters") {
    CHECK(std::is_same<part<1, net>, first>::value);
    CHECK(std::is_same<part<3, net>, last>::value);
    CHECK(std::is_same<part<0, net>, none>::value);
    CHECK(std::is_same<part<2, net>, none>::value);
    CHECK(std::is_same<part<4, net>, none>::value);
}

TEST_CASE("one aggregate per node, in order") {
    ww::parameters<net> p = given;
    ww::get<1>(p).weight(0, 1) = -2;
    CHECK(ww::get<1>(p).weight.data[1] == -2);
    CHECK(ww::get<1>(given).weight.data[1] == 2);
    ww::get<3>(p) = last{{{9, 10}}};
    CHECK(ww::get<3>(p).weight(0, 0) == 9);
    CHECK(ww::get<1>(p).bias(0) == 5);
}

TEST_CASE("without values they are zeros, also in memory that held others") {
    using type = ww::parameters<net>;
    std::aligned_storage_t<sizeof(type), alignof(type)> memory;
    std::memset(&memory, 0xff, sizeof memory);
    type const* p = new (&memory) type;
    for (float v : ww::get<1>(*p).weight) {
        CHECK(v == 0);
    }
    CHECK(ww::get<1>(*p).bias(1) == 0);
    CHECK(ww::get<3>(*p).weight(0, 1) == 0);
}

TEST_CASE("each names the parameters in the order of the state dict") {
    ww::parameters<net> p = given;
    names visit;
    first::each(ww::get<1>(p), visit);
    last::each(ww::get<3>(p), visit);
    none::each(ww::get<2>(p), visit);
    CHECK(visit.text == "weight 4;bias 2;weight 2;");
    ww::batch_norm_parameters<3> norm{};
    visit.text.clear();
    norm.each(norm, visit);
    CHECK(visit.text == "weight 3;bias 3;running_mean 3;running_var 3;");
}

TEST_CASE("a quantized network stores the integers of its formats") {
    using stored = decltype(part<1, quantized>::weight);
    CHECK(std::is_same<stored, ww::tensor<std::int8_t, 2, 2>>::value);
    CHECK(std::is_same<decltype(part<1, quantized>::bias), ww::tensor<std::int16_t, 2>>::value);
    CHECK(sizeof(part<3, quantized>) == 2);
}
