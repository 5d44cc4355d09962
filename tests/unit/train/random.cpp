// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <vector>

#include <widthwise/train/random.hpp>

namespace tr = widthwise::train;

// Blackman and Vigna's reference programs: xoshiro256starstar.c, its state from splitmix64.c.
TEST_CASE("the published generator") {
    tr::random zero(0);
    CHECK(zero.next() == 11091344671253066420u);
    CHECK(zero.next() == 13793997310169335082u);
    CHECK(zero.next() == 1900383378846508768u);
    CHECK(zero.next() == 7684712102626143532u);
}

TEST_CASE("uniform and below stay in their range and reach its ends") {
    tr::random numbers(1);
    double least = 1, most = 0;
    std::vector<int> counts(6);
    for (int i = 0; i < 60000; ++i) {
        double const u = numbers.uniform();
        least = u < least ? u : least;
        most = u > most ? u : most;
        ++counts.at(numbers.below(6));
    }
    CHECK(least >= 0);
    CHECK(least < 1e-3);
    CHECK(most < 1);
    CHECK(most > 1 - 1e-3);
    for (int count : counts) { // 10000 +- 5 standard deviations
        CHECK(std::abs(count - 10000) < 460);
    }
    CHECK(numbers.below(1) == 0);
}

TEST_CASE("normal: mean, variance and the share beyond two deviations") {
    tr::random numbers(2);
    double sum = 0, squares = 0;
    int far = 0;
    int const n = 40000;
    for (int i = 0; i < n; ++i) {
        double const z = numbers.normal();
        sum += z;
        squares += z * z;
        far += std::abs(z) > 2 ? 1 : 0;
    }
    CHECK(std::abs(sum / n) < 0.025);         // 5 standard deviations
    CHECK(std::abs(squares / n - 1) < 0.036); // of the mean square: sqrt(2 / n)
    CHECK(std::abs(far / double{n} - 0.0455) < 0.0053);
}
