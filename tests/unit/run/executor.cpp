// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <vector>

#include <widthwise/layers.hpp>
#include <widthwise/passes/quantize.hpp>
#include <widthwise/passes/transfer.hpp>
#include <widthwise/run/executor.hpp>

namespace ww = widthwise;

namespace {
WIDTHWISE_NAME(a);
WIDTHWISE_NAME(b);
WIDTHWISE_NAME(sum);
WIDTHWISE_NAME(half);
WIDTHWISE_NAME(both);
struct two_inputs
    : ww::network<ww::node<a, ww::input<2>>, ww::node<b, ww::input<2>>,
                  ww::node<sum, ww::add, a, b>, ww::node<half, ww::linear<2, 1, false>, b>,
                  ww::node<both, ww::output, sum, half>> {};
using q = ww::fixed<6, 2>;
struct small
    : ww::quantize_t<two_inputs, ww::by_type<ww::otherwise<ww::data_in<q>, ww::weight<q>>>> {};

ww::parameters<two_inputs> weights() {
    ww::parameters<two_inputs> p{};
    ww::get<3>(p).weight(0, 0) = 0.5f;
    ww::get<3>(p).weight(0, 1) = -1.0f;
    return p;
}
} // namespace

TEST_CASE("two inputs and two heads stand one after the other in a sample") {
    ww::executor<two_inputs> run(weights());
    CHECK(run.input_size() == 4);
    CHECK(run.output_size() == 3);
    std::vector<float> const x{1, 2, 3, 4, 10, 20, 30, 40};
    std::vector<float> y(6);
    run.run(x, y);
    CHECK(y == std::vector<float>{4, 6, -2.5f, 40, 60, -25});
}

TEST_CASE("raw values are the integers of the node's format, also read by name") {
    ww::executor<small> run(ww::transfer<small>(weights()));
    std::vector<float> const x{1, -2, 3, 4.1f};
    std::vector<float> y(3);
    run.run(x, y);
    CHECK(run.raw("sum") == std::vector<std::int64_t>{16, 8}); // units of 1/4
    CHECK(run.values("sum") == std::vector<float>{4, 2});
    CHECK(run.raw("a").empty());                                            // floats
    CHECK(run.raw(run.index_of("half")) == std::vector<std::int64_t>{-40}); // 2 * 12 - 4 * 16
}

TEST_CASE("spans that hold no whole samples and unknown names are errors, nothing runs") {
    ww::executor<two_inputs> run(weights());
    std::vector<float> x(7), y(3, 9.0f);
    CHECK_THROWS_WITH_AS(
        run.run(x, y),
        "executor: tensor 'input and output': spans of 7 and 3 elements do not hold "
        "whole samples of 4 -> 3",
        ww::error);
    CHECK(y == std::vector<float>{9, 9, 9});
    CHECK_THROWS_WITH_AS(run.values("nothing"),
                         "executor: tensor 'nothing': the network has no node of that name",
                         ww::error);
}

TEST_CASE("no samples are no work") {
    ww::executor<two_inputs> run(weights());
    CHECK_NOTHROW(run.run({}, {}));
}
