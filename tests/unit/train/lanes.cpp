// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <vector>

#include <widthwise/train/lanes.hpp>

namespace lanes = widthwise::train::detail;

namespace {

/// Small integers: every sum is exact, in any order.
std::vector<float> integers(std::size_t n, unsigned seed) {
    std::vector<float> all;
    for (unsigned i = 0; i < n; ++i) {
        all.push_back(static_cast<float>((i * 7919u + seed * 104729u) % 13u) - 6);
    }
    return all;
}

void product_is_the_triple_loop(std::size_t rows, std::size_t terms, std::size_t n, bool across) {
    std::size_t const row = across ? 1 : terms, column = across ? rows : 1;
    auto const a = integers(rows * terms, 1), x = integers(terms * n, 2);
    auto y = integers(rows * n, 3), wanted = y;
    for (std::size_t r = 0; r < rows; ++r) {
        for (std::size_t s = 0; s < n; ++s) {
            for (std::size_t k = 0; k < terms; ++k) {
                wanted[r * n + s] += a[r * row + k * column] * x[k * n + s];
            }
        }
    }
    lanes::multiply(a.data(), row, column, rows, terms, x.data(), y.data(), n);
    CHECK(y == wanted);
}

} // namespace

TEST_CASE("multiply: rows and samples that fill no block, one, and one more; both orders of a") {
    for (std::size_t rows : {1u, 3u, 4u, 5u, 8u, 11u}) {
        for (std::size_t n : {1u, 7u, 8u, 9u, 16u, 21u}) {
            for (bool across : {false, true}) {
                CAPTURE(rows);
                CAPTURE(n);
                product_is_the_triple_loop(rows, 5, n, across);
            }
        }
    }
}

TEST_CASE("sums and dot products over every length") {
    for (std::size_t n = 0; n < 20; ++n) {
        auto const a = integers(n, 4), b = integers(n, 5);
        double sum = 0, dot = 0;
        for (std::size_t i = 0; i < n; ++i) {
            sum += static_cast<double>(a[i]);
            dot += static_cast<double>(a[i]) * static_cast<double>(b[i]);
        }
        CHECK(lanes::sum(a.data(), n) == sum);
        CHECK(lanes::dot(a.data(), b.data(), n) == dot);
    }
}

TEST_CASE("fill and accumulate touch n elements") {
    std::vector<float> to(20, 100);
    lanes::fill(to.data(), 11, [](std::size_t s) { return static_cast<float>(s); });
    lanes::accumulate(to.data(), 10, [](std::size_t) { return 0.5f; });
    CHECK(to[0] == 0.5f);
    CHECK(to[9] == 9.5f);
    CHECK(to[10] == 10);
    CHECK(to[11] == 100);
}
