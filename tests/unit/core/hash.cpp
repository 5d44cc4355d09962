// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <widthwise/core/hash.hpp>

#include <string>

using widthwise::hash_name;
using widthwise::same_text;

// The published vectors of FNV-1a, 32 bit.
TEST_CASE("hash_name is FNV-1a") {
    CHECK(hash_name("") == 0x811c9dc5u);
    CHECK(hash_name("a") == 0xe40c292cu);
    CHECK(hash_name("foobar") == 0xbf9cf968u);
}

TEST_CASE("bytes above 127 count as unsigned") {
    CHECK(hash_name("\xff") == ((0x811c9dc5u ^ 0xffu) * 16777619u));
}

TEST_CASE("same_text compares whole texts") {
    std::string const copy = "fc1";
    CHECK(same_text("fc1", copy.c_str()));
    CHECK(same_text("", ""));
    CHECK_FALSE(same_text("fc1", "fc"));
    CHECK_FALSE(same_text("fc", "fc1"));
    CHECK_FALSE(same_text("fc1", "fc2"));
}
