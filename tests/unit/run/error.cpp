// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include <widthwise/run/error.hpp>

namespace ww = widthwise;

TEST_CASE("file, tensor and reason; what is empty is left out") {
    CHECK(std::string(ww::error("f", "t", "is bad").what()) == "f: tensor 't': is bad");
    CHECK(std::string(ww::error("f", {}, "is bad").what()) == "f: is bad");
    CHECK(std::string(ww::error({}, "t", "is bad").what()) == "tensor 't': is bad");
    CHECK(std::string(ww::error("is bad").what()) == "is bad");
}

TEST_CASE("a control character of a file's name or tensor does not break the line") {
    CHECK(std::string(ww::error("a\nb", "\x1b[2J", "r\x7f\t").what()) == "a?b: tensor '?[2J': r??");
    CHECK(std::string(ww::error("\xc3\xa9", {}, "r").what()) == "\xc3\xa9: r"); // UTF-8 stays
}
