// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <widthwise/tensor/tensor.hpp>

namespace ww = widthwise;

namespace {

constexpr ww::tensor<int, 2, 3, 4> counted() {
    ww::tensor<int, 2, 3, 4> t{};
    for (int i = 0; i < 24; ++i) {
        t.data[i] = i;
    }
    return t;
}
constexpr auto given = counted();
static_assert(given(1, 2, 3) == 23 && given(1, 0, 0) == 12 && given(0, 1, 0) == 4, "");

} // namespace

TEST_CASE("row-major: the last index is the fastest") {
    int next = 0;
    for (int i = 0; i < 2; ++i) {
        for (int j = 0; j < 3; ++j) {
            for (int k = 0; k < 4; ++k) {
                CHECK(given(i, j, k) == next++);
            }
        }
    }
    CHECK(next == 24);
    CHECK(given.size() == 24);
    CHECK((given.extent() == ww::extents(2, 3, 4)));
}

TEST_CASE("an element is written in its place, a loop sees all") {
    ww::tensor<float, 2, 2> t{{1, 2, 3, 4}};
    t(1, 0) = 30;
    CHECK(t.data[2] == 30);
    float sum = 0;
    for (float& v : t) {
        sum += v;
        v = 0;
    }
    CHECK(sum == 37);
    CHECK(t(1, 1) == 0);
    CHECK(t.end() - t.begin() == 4);
}

