// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <widthwise/tensor/shape.hpp>

namespace ww = widthwise;
using ww::extents;

TEST_CASE("elements, and the last extent; a scalar has one element") {
    CHECK(extents(3, 4, 5).elements() == 60);
    CHECK(extents(3, 4, 5).last() == 5);
    CHECK(extents(3, 4, 5)[1] == 4);
    CHECK(extents().rank == 0);
    CHECK(extents().elements() == 1);
    CHECK(extents().last() == 1);
    CHECK(extents(65536, 65536).elements() == 4294967296); // more than an int
}

TEST_CASE("the first axis that differs; a missing one differs") {
    CHECK(ww::first_difference(extents(3, 4), extents(3, 4)) == -1);
    CHECK(ww::first_difference(extents(3, 4), extents(2, 5)) == 0);
    CHECK(ww::first_difference(extents(3, 4), extents(3, 5)) == 1);
    CHECK(ww::first_difference(extents(3), extents(3, 5)) == 1);
    CHECK(ww::first_difference(extents(3, 1), extents(3)) == 1); // [3, 1] is not [3]
    CHECK((extents(3, 1) != extents(3)));
    CHECK((extents(3, 1) == extents(3, 1)));
}
