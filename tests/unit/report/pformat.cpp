// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>

#include <widthwise/report/pformat.hpp>

using nlohmann::json;
using widthwise::report::py;

namespace {

py value(json const& from) {
    if (from.is_array()) {
        py::list out;
        for (auto const& item : from) {
            out.push_back(value(item));
        }
        return out;
    }
    if (from.is_object() && from.contains("float")) {
        return std::strtod(from["float"].get<std::string>().c_str(), nullptr);
    }
    if (from.is_object()) {
        py::dict out;
        for (auto const& item : from["dict"]) {
            out.emplace_back(value(item[0]), value(item[1]));
        }
        return out;
    }
    return from.is_null()      ? py{}
           : from.is_boolean() ? py{from.get<bool>()}
           : from.is_string()  ? py{from.get<std::string>()}
                               : py{from.get<std::int64_t>()};
}

} // namespace

TEST_CASE("pformat and repr print what CPython prints") {
    std::ifstream cases(WIDTHWISE_TESTS_DIR "/unit/report/pformat_cases.tsv");
    int count = 0;
    for (std::string line; std::getline(cases, line); ++count) {
        auto const first = line.find('\t'), second = line.find('\t', first + 1);
        REQUIRE(second != line.npos);
        auto const of = value(json::parse(line.substr(0, first)));
        CAPTURE(line);
        CHECK(widthwise::report::pformat(of) ==
              json::parse(line.substr(first + 1, second - first - 1)).get<std::string>());
        CHECK(widthwise::report::repr(of) ==
              json::parse(line.substr(second + 1)).get<std::string>());
    }
    CHECK(count > 250);
}

TEST_CASE("a name prints as it is, a text without quotes only through str") {
    py const node = py::dict{{"type", "float"}, {"dtype", py::name{"torch.float32"}}, {"size", 4u}};
    CHECK(widthwise::report::repr(node) == "{'type': 'float', 'dtype': torch.float32, 'size': 4}");
    CHECK(widthwise::report::pformat(node) ==
          "{'dtype': torch.float32, 'size': 4, 'type': 'float'}");
    CHECK(widthwise::report::pformat(node, 20) ==
          "{'dtype': torch.float32,\n 'size': 4,\n 'type': 'float'}");
    CHECK(widthwise::report::str("it's") == "it's");
    CHECK(widthwise::report::str(py::dict{{1, "a"}}) == "{1: 'a'}");
    CHECK(widthwise::report::str(std::numeric_limits<std::uint64_t>::max()) ==
          "18446744073709551615");
}

TEST_CASE("keys that are names sort by their text, after texts") {
    py const flops = py::dict{{py::name{"ReLU()"}, 2}, {py::name{"Linear()"}, 1}, {"total", 3}};
    CHECK(widthwise::report::repr(flops) == "{ReLU(): 2, Linear(): 1, 'total': 3}");
    CHECK(widthwise::report::pformat(flops) == "{'total': 3, Linear(): 1, ReLU(): 2}");
}

TEST_CASE("bytes that are no UTF-8 print as surrogate escapes") {
    CHECK(widthwise::report::repr("a\xff\xc3") == "'a\\udcff\\udcc3'");
    CHECK(widthwise::report::repr("\xed\xa0\x80") == "'\\udced\\udca0\\udc80'");
    CHECK(widthwise::report::repr("\xc0\x80") == "'\\udcc0\\udc80'");
    CHECK(widthwise::report::repr("\xf4\x90\x80\x80") == "'\\udcf4\\udc90\\udc80\\udc80'");
}
