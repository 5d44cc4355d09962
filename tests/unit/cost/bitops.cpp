// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>

#include <widthwise/core/config.hpp>
#include <widthwise/cost/bitops.hpp>
#include <widthwise/layers.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;

namespace {

WIDTHWISE_NAME(fc1);
WIDTHWISE_NAME(norm);
WIDTHWISE_NAME(act);
WIDTHWISE_NAME(fc2);
WIDTHWISE_NAME(flat);
struct net : ww::network<ww::input<4>, ww::node<fc1, ww::linear<4, 3>>,
                         ww::node<norm, ww::batch_norm1d<3>>, ww::node<act, ww::relu>,
                         ww::node<flat, ww::flatten>, ww::node<fc2, ww::linear<3, 2>>> {};
struct narrow
    : ww::quantize_t<net, ww::by_name<ww::on<fc1, ww::data_in<ww::integer<6, 3>>,
                                             ww::weight<ww::integer<5, 3>>>>> {};

// Models of one's own: each shows one field of what a model sees.
struct previous {
    static constexpr double of(ww::costed const& n) { return n.previous_weight_width; }
};
struct weighs {
    static constexpr double of(ww::costed const& n) { return n.has_weight ? 1 : 0; }
};
struct widths {
    static constexpr double of(ww::costed const& n) { return 100 * n.data.width + n.weight.width; }
};
struct living {
    static constexpr double of(ww::costed const& n) { return 10 * n.density + n.alive; }
};
template <class Model>
double at(char const* node) {
    return ww::bitops<narrow, Model>(ww::batch{1}).node[ww::find_node<narrow>(node)];
}

} // namespace

TEST_CASE("an own model sees the counts, the operands' formats and the weight before") {
    CHECK(at<previous>("fc1") == 32);
    CHECK(at<previous>("norm") == 5);
    CHECK(at<previous>("fc2") == 5); // BatchNorm's weight is not counted as one
    CHECK(at<weighs>("fc1") == 1);
    CHECK(at<weighs>("norm") == 0);
    CHECK(at<weighs>("act") == 0);
    CHECK(at<widths>("fc1") == 605);
    CHECK(at<widths>("fc2") == 3232);
}

TEST_CASE("input, output and nodes that only move cost nothing, whatever the model says") {
    auto const costs = ww::bitops<narrow, previous>(ww::batch{1});
    CHECK(at<previous>("x") == 0);
    CHECK(at<previous>("flat") == 0);
    CHECK(at<previous>("output") == 0);
    CHECK(costs.total == 32 + 5 + 5 + 5);
}

TEST_CASE("samples multiply every node") {
    auto const one = ww::bitops<narrow, ww::qonnx>(ww::batch{1});
    auto const many = ww::bitops<narrow, ww::qonnx>(ww::batch{7});
    CHECK(one.total == 12 * 6 * 5 + 6 * 32 * 32);
    for (std::size_t i = 0; i < ww::size_of<narrow>(); ++i) {
        CHECK(many.node[i] == 7 * one.node[i]);
    }
}

TEST_CASE("densities belong to nodes; without them everything lives") {
    CHECK(at<living>("fc1") == 11);
    ww::parameter_density density[ww::size_of<narrow>()];
    auto const fc1_at = static_cast<std::size_t>(ww::find_node<narrow>("fc1"));
    density[fc1_at] = {0.5, 0.25};
    auto const costs = ww::bitops<narrow, living>(ww::batch{1}, density);
    CHECK(costs.node[fc1_at] == 5.25);
    CHECK(costs.node[static_cast<std::size_t>(ww::find_node<narrow>("fc2"))] == 11);
    CHECK(ww::bitops<narrow, ww::qonnx>(ww::batch{1}, density).node[fc1_at] == 12 * 6 * 5 / 2);
}

TEST_CASE("baskin by hand: weights (p a w + a + w + log2 n)") {
    auto const costs = ww::bitops<narrow, ww::baskin>(ww::batch{1});
    CHECK(at<ww::baskin>("fc1") == 12 * (6 * 5 + 6 + 5 + 2));
    // fc2's input is float: the width of the weight before stands for it.
    CHECK(at<ww::baskin>("fc2") == doctest::Approx(6 * (5 * 32 + 5 + 32 + std::log2(3.0))));
    CHECK(at<ww::baskin>("norm") == 0);
    CHECK(costs.total == doctest::Approx(at<ww::baskin>("fc1") + at<ww::baskin>("fc2")));
}
