// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include <widthwise/graph/zoo.hpp>
#include <widthwise/train/evaluate.hpp>
#include <widthwise/train/jets.hpp>
#include <widthwise/train/trainer.hpp>

namespace ww = widthwise;
namespace tr = ww::train;

struct net : ww::network<ww::input<16>, ww::linear<16, 8>, ww::batch_norm1d<8>, ww::relu,
                         ww::dropout<10>, ww::linear<8, 5>> {};

/// All parameters, one after the other.
std::vector<float> flat(ww::parameters<net> p) {
    std::vector<float> all;
    for (auto const& t : tr::tensors_of(p)) {
        all.insert(all.end(), t.data.begin(), t.data.end());
    }
    return all;
}
tr::options three_epochs(std::uint64_t seed) {
    tr::options how;
    how.optimizer = tr::adam{1e-2};
    how.epochs = 3;
    how.batch = 64;
    how.seed = seed;
    return how;
}

TEST_CASE("same seed, same parameters, bit for bit; another seed, others") {
    auto const data = tr::jets::make(500, 1), validation = tr::jets::make(200, 2);
    tr::trainer<net> first(three_epochs(1)), second(three_epochs(1)), other(three_epochs(2));
    CHECK(flat(first.parameters()) == flat(second.parameters()));
    CHECK(flat(first.parameters()) != flat(other.parameters()));
    first.fit(data, validation);
    second.fit(data, validation);
    CHECK(flat(first.parameters()) == flat(second.parameters()));
}

TEST_CASE("fit learns, tells its progress and keeps the best parameters") {
    auto const data = tr::jets::make(1000, 1), validation = tr::jets::make(400, 2);
    tr::trainer<net> trainer(three_epochs(1));
    int calls = 0, ends = 0;
    auto const history = trainer.fit(data, validation, [&](tr::progress const& p) {
        ++calls;
        ends += p.validation ? 1 : 0;
        CHECK(p.epoch == (calls - 1) / 16 + 1); // 1000 / 64, rounded up
        CHECK(p.step == (calls - 1) % 16 + 1);
        CHECK(p.steps == 16);
        CHECK(p.training.samples == (p.step == 16 ? 1000 : static_cast<std::size_t>(p.step) * 64));
    });
    CHECK(calls == 48);
    CHECK(ends == 3);
    REQUIRE(history.size() == 3);
    CHECK(history[0].rate == doctest::Approx(1e-2));
    CHECK(history[1].rate == doctest::Approx(1e-6 + (1e-2 - 1e-6) * .75));
    CHECK(history[2].training.loss() < history[0].training.loss());
    CHECK(history[2].validation.accuracy() > .55); // one class in five is .2
    auto const least = std::ranges::min_element(
        history, {}, [](tr::epoch const& e) { return e.validation.loss(); });
    CHECK(trainer.evaluate(validation).loss() ==
          doctest::Approx(history[2].validation.loss()).epsilon(1e-12));
    CHECK(tr::trainer<net>(three_epochs(1), trainer.best()).evaluate(validation).loss() ==
          doctest::Approx(least->validation.loss()).epsilon(1e-12));
}

TEST_CASE("the executor scores a trained network as the trainer does") {
    auto const data = tr::jets::make(300, 1);
    tr::trainer<net> trainer(three_epochs(1));
    trainer.fit(data, data);
    auto const ours = trainer.evaluate(data), executed = tr::evaluate(trainer.parameters(), data);
    CHECK(executed.loss() == doctest::Approx(ours.loss()).epsilon(1e-5)); // float32 sums
    CHECK(executed.correct == ours.correct);
}

TEST_CASE("initial values are torch's distributions") {
    ww::parameters<ww::zoo::jsc_test> p{};
    tr::initialize(p, 1);
    for (auto const& t : tr::tensors_of(p)) {
        auto const [low, high] = std::ranges::minmax(t.data);
        CAPTURE(t.node);
        CAPTURE(t.name);
        if (t.normalizes) {
            bool const one =
                t.name == std::string_view("weight") || t.name == std::string_view("running_var");
            CHECK(low == (one ? 1 : 0));
            CHECK(high == (one ? 1 : 0));
        } else {
            float const reach = 1 / std::sqrt(static_cast<float>(t.fan_in));
            CHECK(low >= -reach);
            CHECK(high <= reach);
            if (t.data.size() > 500) { // near both ends, and as much below zero as above
                double const mean = tr::detail::sum(t.data.data(), t.data.size()) /
                                    static_cast<double>(t.data.size());
                CHECK(low < -.95f * reach);
                CHECK(high > .95f * reach);
                CHECK(std::abs(mean) < .1 * static_cast<double>(reach));
            }
        }
    }
}

TEST_CASE("a last batch of one sample joins the one before: it has no variance") {
    auto const data = tr::jets::make(129, 1);
    tr::trainer<net> trainer(three_epochs(1));
    std::vector<std::size_t> sizes;
    trainer.fit(data, data, [&](tr::progress const& p) { sizes.push_back(p.training.samples); });
    CHECK(sizes[0] == 64);
    CHECK(sizes[1] == 129);
    CHECK(
        std::ranges::all_of(flat(trainer.parameters()), [](float v) { return std::isfinite(v); }));
}

TEST_CASE("errors: data that does not fit, options without sense, a loss that is no number") {
    auto data = tr::jets::make(100, 1);
    tr::trainer<net> trainer(three_epochs(1));
    auto bad = data;
    bad.labels[7] = 5;
    CHECK_THROWS_WITH_AS(trainer.fit(bad, data),
                         "dataset: label 5 of sample 7 is none of the classes 0..4", ww::error);
    bad = data;
    bad.x.pop_back();
    CHECK_THROWS_WITH_AS(trainer.fit(data, bad),
                         "dataset: 1599 values do not hold 100 samples of 16 features", ww::error);
    CHECK_THROWS_AS(trainer.fit(data, tr::dataset{}), ww::error);
    CHECK_THROWS_AS(trainer.fit(tr::jets::make(1, 1), data), ww::error);
    tr::options none = three_epochs(1);
    none.epochs = 0;
    CHECK_THROWS_AS(tr::trainer<net>{none}, ww::error);
    data.x[3] = std::numeric_limits<float>::infinity();
    CHECK_THROWS_WITH_AS(trainer.fit(data, data),
                         "trainer: the loss is no number in epoch 1; try a smaller learning rate",
                         ww::error);
}

TEST_CASE("progress as text") {
    tr::progress p{1, 2, 3, 4, {2, 1, 4}, {}};
    CHECK(tr::to_string(p) == "loss=0.500 acc=0.250");
    p.validation = tr::score{9, 3, 6};
    CHECK(tr::to_string(p) == "loss=0.500 acc=0.250 val_loss=1.500 val_acc=0.500");
}
