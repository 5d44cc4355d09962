// SPDX-License-Identifier: Apache-2.0
#include <numeric>

#include <doctest/doctest.h>

#include <widthwise/formats.hpp>
#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/quantize.hpp>
#include <widthwise/passes/rules.hpp>
#include <widthwise/passes/transfer.hpp>
#include <widthwise/train/evaluate.hpp>
#include <widthwise/train/jets.hpp>
#include <widthwise/train/trainer.hpp>

namespace ww = widthwise;
namespace tr = ww::train;

/// No BatchNorm, so that training and running compute the same.
struct net : ww::network<ww::input<16>, ww::linear<16, 8>, ww::relu, ww::linear<8, 5>> {};
template <class X, class W, class Y>
using with = ww::quantize_t<
    net,
    ww::by_type<ww::on<ww::op::linear, ww::data_in<X>, ww::weight<W>, ww::bias<W>, ww::data_out<Y>>,
                ww::on<ww::op::relu, ww::data_in<X>>>>;
using coarse = ww::fixed<4, 2>;
struct by_element : with<coarse, coarse, ww::fixed<6, 3>> {};
using four = ww::block_fp<4, 8, 127, 4>;
struct by_block : with<four, four, ww::f32> {};

/// The training forward equals the executor's of the quantized network.
template <class Quantized>
void same_forward() {
    auto const data = tr::jets::make(37, 1);
    std::vector<std::size_t> all(data.samples());
    std::iota(all.begin(), all.end(), std::size_t{0});
    ww::parameters<net> start{};
    tr::initialize(start, 1);
    tr::batch_network<net, Quantized> training(start, 1);
    float const* z = training.forward(data, all, true);
    ww::executor<Quantized> executor(ww::transfer<Quantized>(start));
    std::vector<float> y(data.samples() * 5);
    executor.run(data.x, y);
    for (std::size_t i = 0; i < y.size(); ++i) {
        CHECK(z[i % 5 * data.samples() + i / 5] == doctest::Approx(y[i]).epsilon(1e-5));
    }
    tr::batch_network<net> plain(start, 1);
    float const* exact = plain.forward(data, all, true);
    CHECK(std::abs(exact[0] - z[0]) > 1e-4f); // the formats are coarse enough to show
}
TEST_CASE("the training forward computes with the quantized network's operands and results") {
    same_forward<by_element>();
}
TEST_CASE("block formats see one sample at a time") { same_forward<by_block>(); }

/// A format whose gradient is zero outside [-1, 1].
struct clipped : ww::fixed<8, 4> {
    static constexpr float gradient(float x, float upstream) {
        return x < -1 || x > 1 ? 0 : upstream;
    }
};
TEST_CASE("a format's own gradient rule replaces the straight-through one") {
    std::vector<float> const x{-2, -.5f, .5f, 2}, upstream{1, 2, 3, 4};
    std::vector<float> dx{10, 10, 10, 10};
    tr::add_straight_through<clipped>(x.data(), upstream.data(), dx.data(), 4);
    CHECK(dx == std::vector<float>{10, 12, 13, 10});
    tr::add_straight_through<ww::fixed<8, 4>>(x.data(), upstream.data(), dx.data(), 4);
    CHECK(dx == std::vector<float>{11, 14, 16, 14});
}

TEST_CASE("training on with the formats wins back what quantizing lost") {
    auto const data = tr::jets::make(4000, 1), test = tr::jets::make(3000, 2);
    tr::options how;
    how.optimizer = tr::adam{1e-2};
    how.epochs = 3;
    using narrow = ww::fixed<3, 1>;
    using quantized = ww::quantize_t<
        net, ww::by_type<ww::on<ww::op::linear, ww::data_in<narrow>, ww::weight<narrow>>>>;
    tr::trainer<net> plain(how);
    plain.fit(data, test);
    tr::trainer<net, quantized> aware(how, plain.best());
    aware.fit(data, test);
    auto const before = tr::evaluate(ww::transfer<quantized>(plain.best()), test);
    auto const after = tr::evaluate(ww::transfer<quantized>(aware.best()), test);
    MESSAGE("accuracy quantized: ", before.accuracy(), ", trained on: ", after.accuracy());
    CHECK(after.accuracy() > before.accuracy() + .02);
}
