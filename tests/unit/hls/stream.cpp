// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <widthwise/hls/argmax.hpp>
#include <widthwise/hls/stream.hpp>

namespace hls = widthwise::hls;

TEST_CASE("a stream gives back what was written, in order, around its end") {
    hls::stream<int, 3> s;
    CHECK(s.empty());
    for (int i = 0; i < 20; ++i) {
        s.write(i);
        s.write(100 + i);
        CHECK(s.size() == 2);
        CHECK(s.read() == i);
        CHECK(s.read() == 100 + i);
    }
    CHECK(s.empty());
    CHECK_FALSE(s.misused());
}
TEST_CASE("a full stream drops, an empty one gives zero, and both are remembered") {
    hls::stream<short, 2> full, empty;
    full.write(1);
    full.write(2);
    CHECK(full.full());
    CHECK_FALSE(full.misused());
    full.write(3);
    CHECK(full.misused());
    CHECK(full.read() == 1);
    CHECK(full.read() == 2);
    CHECK(full.empty());
    CHECK(full.misused());

    CHECK(empty.read() == 0);
    CHECK(empty.misused());
    empty.write(7);
    CHECK(empty.read() == 7);
    CHECK(empty.misused());
}

TEST_CASE("argmax is the first of the largest, whatever the sign") {
    signed char const y[] = {-3, 5, 5, -128};
    CHECK(hls::argmax(y) == 1);
    unsigned char const u[] = {200, 3, 255};
    CHECK(hls::argmax(u) == 2);
    int const one[] = {-9};
    CHECK(hls::argmax(one) == 0);
    long long const low[] = {-5, -4, -6};
    CHECK(hls::argmax(low) == 1);
}
