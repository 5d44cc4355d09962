// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <widthwise/graph/zoo.hpp>
#include <widthwise/train/jets.hpp>
#include <widthwise/train/trainer.hpp>

namespace ww = widthwise;
using ww::train::jets;

TEST_CASE("the best reachable accuracy is the documented 75.9 %") {
    double const best = jets::best_accuracy(200000, 99); // standard error .1 %
    MESSAGE("accuracy of the optimal classifier: ", best);
    CHECK(best > .755);
    CHECK(best < .763);
}

TEST_CASE("features have mean 0 and variance 1, three of them heavy tails; all classes occur") {
    auto const data = jets::make(20000, 1);
    ww::train::require_fit(data, jets::features, jets::classes);
    int heavy = 0;
    for (std::size_t f = 0; f < jets::features; ++f) {
        double first = 0, second = 0, fourth = 0;
        for (std::size_t i = 0; i < data.samples(); ++i) {
            auto const x = static_cast<double>(data.x[i * jets::features + f]);
            first += x / 20000;
            second += x * x / 20000;
            fourth += x * x * x * x / 20000;
        }
        CAPTURE(f);
        CHECK(std::abs(first) < .03);
        CHECK(std::abs(second - 1) < .1); // heavy tails: standard error .03
        heavy += fourth > 6 ? 1 : 0;      // a Gaussian has 3
    }
    CHECK(heavy == 3);
    std::array<int, jets::classes> count{};
    for (int const label : data.labels) {
        ++count[static_cast<std::size_t>(label)];
    }
    for (int const n : count) {
        CHECK(std::abs(n - 4000) < 300);
    }
}

TEST_CASE("same seed, same jets; another seed, others") {
    CHECK(jets::make(50, 4).x == jets::make(50, 4).x);
    CHECK(jets::make(50, 4).labels == jets::make(50, 4).labels);
    CHECK(jets::make(50, 4).x != jets::make(50, 5).x);
}

TEST_CASE("jsc_toy comes within 4 % of the optimal classifier") {
    ww::train::options how;
    how.optimizer = ww::train::adam{1e-2};
    how.epochs = 4;
    ww::train::trainer<ww::zoo::jsc_toy> trainer(how);
    auto const history = trainer.fit(jets::make(8000, 1), jets::make(4000, 2));
    MESSAGE("validation accuracy: ", history.back().validation.accuracy());
    CHECK(history.back().validation.accuracy() > .72);
    CHECK(history.back().validation.accuracy() < .78); // no better than possible
}
