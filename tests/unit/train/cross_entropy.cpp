// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include <widthwise/train/cross_entropy.hpp>

namespace tr = widthwise::train;

namespace {

tr::score score_of(std::vector<float> const& z, std::vector<int> const& labels,
                   std::vector<float>* dz = nullptr) {
    if (dz != nullptr) {
        dz->assign(z.size(), 99);
    }
    return tr::cross_entropy(z.data(), z.size() / labels.size(), labels,
                             dz == nullptr ? nullptr : dz->data());
}

} // namespace

TEST_CASE("two samples of three classes by hand") {
    // [classes, samples]: sample 0 is (0, log 2, log 5), sample 1 (0, 0, 0).
    float const log2 = std::log(2.0f), log5 = std::log(5.0f);
    std::vector<float> dz;
    auto const s = score_of({0, 0, log2, 0, log5, 0}, {1, 0}, &dz);
    CHECK(s.loss_sum == doctest::Approx(std::log(8.0 / 2) + std::log(3.0)));
    CHECK(s.loss() == doctest::Approx((std::log(4.0) + std::log(3.0)) / 2));
    CHECK(s.samples == 2);
    CHECK(s.correct == 1); // of equal ones the first is the answer
    double const wanted[] = {1 / 8.0, 1 / 3.0 - 1, 2 / 8.0 - 1, 1 / 3.0, 5 / 8.0, 1 / 3.0};
    for (std::size_t i = 0; i < 6; ++i) {
        CHECK(static_cast<double>(dz[i]) == doctest::Approx(wanted[i] / 2));
    }
}

TEST_CASE("large values neither overflow nor vanish") {
    CHECK(score_of({1000, -1000}, {0}).loss() == 0);
    CHECK(score_of({1000, -1000}, {1}).loss() == 2000);
    CHECK(score_of({1000, -1000}, {1}).accuracy() == 0);
}

TEST_CASE("a value that is no number makes the loss none") {
    float const nan = std::numeric_limits<float>::quiet_NaN();
    CHECK(std::isnan(score_of({1, nan}, {0}).loss()));
    CHECK(std::isnan(score_of({nan, 1}, {1}).loss()));
}

TEST_CASE("scores add up over batches of different sizes") {
    tr::score all{1, 1, 1};
    all += tr::score{2, 1, 3};
    CHECK(all.loss() == 0.75);
    CHECK(all.accuracy() == 0.5);
}

TEST_CASE("large logits lose nothing: two equal ones cost log 2") {
    float const logits[] = {1e8f, 1e8f, 1000.0f, 1000.0f};
    int const labels[] = {0};
    for (int at : {0, 2}) {
        auto const got = widthwise::train::cross_entropy(logits + at, 2, std::span(labels), nullptr);
        CHECK(got.loss() == doctest::Approx(0.6931471805599453).epsilon(1e-6));
    }
}
