// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include <doctest/doctest.h>

#include <widthwise/train/optimizer.hpp>

namespace tr = widthwise::train;

/// Two parameters with gradients that change each step, through three steps.
template <class Optimizer>
std::vector<float> three_steps(Optimizer const& optimizer) {
    std::vector<float> p{1, -2}, first(2), second(2);
    std::vector<std::vector<float>> const gradients{{.5f, -1}, {.25f, 2}, {-1, 0}};
    for (std::size_t t = 0; t < 3; ++t) {
        optimizer(.1, tr::update{p, gradients[t], {first, second}, static_cast<long>(t + 1)});
    }
    return p;
}
auto near(double value) { return doctest::Approx(value).epsilon(1e-6); }

// Expected numbers: the formulas of torch.optim by hand, in double.
TEST_CASE("sgd: plain, with momentum, nesterov, weight decay") {
    auto const plain = three_steps(tr::sgd{.1, 0, false, 0});
    CHECK(plain[0] == near(1 - .1 * (.5 + .25 - 1)));
    CHECK(plain[1] == near(-2 - .1 * (-1 + 2 + 0)));
    auto const heavy = three_steps(tr::sgd{.1, .9, false, 0});
    // b: .5, .7, -.37 and -1, 1.1, .99
    CHECK(heavy[0] == near(1 - .1 * (.5 + .7 - .37)));
    CHECK(heavy[1] == near(-2 - .1 * (-1 + 1.1 + .99)));
    auto const nesterov = three_steps(tr::sgd{.1, .9, true, 0});
    CHECK(nesterov[0] == near(1 - .1 * (.5 + .25 - 1 + .9 * (.5 + .7 - .37))));
    auto const decayed = three_steps(tr::sgd{.1, 0, false, .5});
    // g: .5 + .5, .25 + .45, -1 + .415 at p = 1, .9, .83
    CHECK(decayed[0] == near(.83 - .1 * (-1 + .415)));
}

TEST_CASE("adam: the first step has the size of the rate, whatever the gradient") {
    for (float const g : {1e-3f, 1.0f, 1e3f}) {
        std::vector<float> p{0}, m(1), v(1), gradient{g};
        tr::adam{}(.1, tr::update{p, gradient, {m, v}, 1});
        CHECK(p[0] == doctest::Approx(-.1).epsilon(1e-4)); // epsilon beside 1e-3
    }
}
TEST_CASE("adam, adamw: three steps") {
    // m: .05, .07, -.037;  v: .00025, .00031225, .00131193775
    double const moved = .05 / .1 / std::sqrt(.00025 / .001) +
                         .07 / .19 / std::sqrt(.00031225 / .001999) +
                         -.037 / .271 / std::sqrt(.00131193775 / .002997001);
    CHECK(three_steps(tr::adam{})[0] == near(1 - .1 * moved));
    // Each step first multiplies p by 1 - .1 * .5.
    double p = 1;
    p = p * .95 - .1 * (.05 / .1 / std::sqrt(.00025 / .001));
    p = p * .95 - .1 * (.07 / .19 / std::sqrt(.00031225 / .001999));
    p = p * .95 - .1 * (-.037 / .271 / std::sqrt(.00131193775 / .002997001));
    CHECK(three_steps(tr::adamw{.1, .9, .999, 1e-8, .5})[0] == near(p));
    // adam adds the decay to the gradient instead, and so differs.
    CHECK(three_steps(tr::adam{.1, .9, .999, 1e-8, .5})[0] != near(p));
}

TEST_CASE("an optimizer by its name, with MASE's numbers") {
    CHECK(std::get<tr::adam>(tr::optimizer_named("adam", .5)).rate == .5);
    CHECK(std::get<tr::adamw>(tr::optimizer_named("adamw", .5)).weight_decay == 1e-2);
    auto const sgd = std::get<tr::sgd>(tr::optimizer_named("sgd", .5));
    CHECK(sgd.nesterov);
    CHECK(sgd.momentum == .9);
    CHECK(sgd.weight_decay == 5e-4);
    CHECK_THROWS_WITH_AS(tr::optimizer_named("adagrad", 1),
                         "optimizer 'adagrad' is none of adam, adamw, sgd", widthwise::error);
}

TEST_CASE("cosine annealing goes from the rate to the lowest over its period") {
    CHECK(tr::cosine_annealing(1, .1, 10, 0) == near(1));
    CHECK(tr::cosine_annealing(1, .1, 10, 5) == near(.55));
    CHECK(tr::cosine_annealing(1, .1, 10, 10) == near(.1));
    CHECK(tr::cosine_annealing(1, 0, 3, 1) == near(.75));
    CHECK(tr::cosine_annealing(1, 0, 3, 2) == near(.25));
}
