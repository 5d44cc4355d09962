// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <fstream>
#include <string>

#include <widthwise/passes/regex.hpp>

namespace ww = widthwise;

namespace {

// %hh is a byte, as tests/tools/regex_pairs.py writes it.
std::string unescaped(std::string const& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%') {
            out += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

struct row {
    std::string pattern, name, verdict;
};

row split(std::string const& line) {
    std::size_t const first = line.find('\t');
    std::size_t const second = line.find('\t', first + 1);
    REQUIRE(second != std::string::npos);
    return {unescaped(line.substr(0, first)), unescaped(line.substr(first + 1, second - first - 1)),
            line.substr(second + 1)};
}

std::string verdict(row const& given) {
    ww::regex const pattern = ww::compile_regex(given.pattern.c_str());
    if (pattern.error.position >= 0) {
        return "E" + std::to_string(pattern.error.position);
    }
    return ww::fullmatch(pattern, given.name.c_str()) ? "1" : "0";
}

} // namespace

TEST_CASE("fullmatch and error positions are Python's") {
    std::ifstream file(WIDTHWISE_TESTS_DIR "/property/passes/regex_pairs.tsv");
    int matches = 0;
    int misses = 0;
    int errors = 0;
    for (std::string line; std::getline(file, line);) {
        row const expected = split(line);
        CAPTURE(expected.pattern);
        CAPTURE(expected.name);
        CHECK(verdict(expected) == expected.verdict);
        ++(expected.verdict == "1" ? matches : expected.verdict == "0" ? misses : errors);
    }
    CHECK(matches > 1500);
    CHECK(misses > 1500);
    CHECK(errors > 500);
}
