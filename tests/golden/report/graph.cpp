// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <fstream>
#include <iterator>

#include <widthwise/graph/zoo.hpp>
#include <widthwise/report/graph.hpp>

#include "tests/golden/shared.hpp"

namespace ww = widthwise;

TEST_CASE("report_graph is MASE's text byte for byte") {
    auto const text = [](std::string const& net) {
        std::ifstream in(shared() / "golden/mase/nets" / net / "report_graph.txt");
        return std::string(std::istreambuf_iterator<char>(in), {});
    };
    REQUIRE(text("jsc-tiny").size() > 500);
    CHECK(ww::report::report_graph<ww::zoo::jsc_tiny>() == text("jsc-tiny"));
    REQUIRE(text("jsc-toy").size() > 1000);
    CHECK(ww::report::report_graph<ww::zoo::jsc_toy>() == text("jsc-toy"));
}
