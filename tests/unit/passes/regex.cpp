// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include <widthwise/core/config.hpp>
#include <widthwise/core/hash.hpp>
#include <widthwise/passes/regex.hpp>

namespace ww = widthwise;
using fault = ww::regex_fault;

namespace {

WIDTHWISE_STRING(fc, "fc[12]");

bool matches(std::string const& pattern, char const* name) {
    ww::regex const compiled = ww::compile_regex(pattern.c_str());
    REQUIRE(compiled.error.position == -1);
    REQUIRE(compiled.error.fault == fault::none);
    return ww::fullmatch(compiled, name);
}

bool refused(std::string const& pattern, int position, fault why) {
    ww::regex_error const error = ww::compile_regex(pattern.c_str()).error;
    CHECK(error.position == position);
    CHECK(error.fault == why);
    return error.position == position && error.fault == why;
}

std::string repeated(std::string const& text, int times) {
    std::string out;
    for (; times > 0; --times) {
        out += text;
    }
    return out;
}

} // namespace

TEST_CASE("the whole name must match") {
    CHECK(matches("fc1", "fc1"));
    CHECK_FALSE(matches("fc1", "fc12"));
    CHECK_FALSE(matches("fc1", "xfc1"));
    CHECK_FALSE(matches("fc1", "fc"));
    CHECK(matches("", ""));
    CHECK_FALSE(matches("", "a"));
    CHECK(matches("a|ab|abc", "abc"));
    CHECK(matches("seq_blocks_(2|4|1[0-9])", "seq_blocks_17"));
    CHECK_FALSE(matches("seq_blocks_(2|4|1[0-9])", "seq_blocks_3"));
}

TEST_CASE("a dot reads anything but a newline") {
    CHECK(matches("a.c", "a.c"));
    CHECK(matches("a.c", "a\tc"));
    CHECK_FALSE(matches("a.c", "a\nc"));
    CHECK_FALSE(matches("a\\.c", "abc"));
}

TEST_CASE("classes") {
    CHECK(matches("[a-c]+", "abc"));
    CHECK_FALSE(matches("[a-c]+", "abd"));
    CHECK(matches("[^a-c]", "d"));
    CHECK(matches("[^a-c]", "\n"));
    CHECK_FALSE(matches("[^a-c]", "b"));
    CHECK(matches("[]a]+", "]a"));
    CHECK_FALSE(matches("[^]a]", "]"));
    CHECK(matches("[a-]+", "a-"));
    CHECK(matches("[-a]+", "a-"));
    CHECK(matches("[\\d-]+", "1-2"));
    CHECK(matches("[\\w.]+", "seq.blocks_2"));
    CHECK(matches("[\\]\\\\]+", "\\]"));
    CHECK(matches("[\\b]", "\b"));
    CHECK(matches("[\\x30-\\071]+", "09"));
    CHECK(matches("[.*$^|(){}]+", "^.*$|(){}"));
}

TEST_CASE("shorthands are ASCII's") {
    CHECK(matches("\\d\\D", "0a"));
    CHECK_FALSE(matches("\\d", "a"));
    CHECK(matches("\\w+", "azAZ09_"));
    CHECK_FALSE(matches("\\w", "-"));
    CHECK(matches("\\W", "-"));
    CHECK(matches("\\s+", " \t\n\r\f\v\x1c\x1f"));
    CHECK_FALSE(matches("\\S", " "));
    CHECK_FALSE(matches("\\s", "\x1b"));
}

TEST_CASE("escapes") {
    CHECK(matches("\\a\\f\\n\\r\\t\\v", "\a\f\n\r\t\v"));
    CHECK(matches("\\x61\\x4A\\x4a", "aJJ"));
    CHECK(matches("\\141\\0601", "a01"));
    CHECK(matches("\\.\\_\\-\\(\\\\", "._-(\\"));
    CHECK_FALSE(matches("\\0", ""));
    CHECK(matches("\\0?a", "a"));
}

TEST_CASE("repetition, lazy or not") {
    for (char const* lazy : {"", "?"}) {
        CHECK(matches(std::string("ab*") + lazy, "abbb"));
        CHECK(matches(std::string("ab*") + lazy, "a"));
        CHECK_FALSE(matches(std::string("ab+") + lazy, "a"));
        CHECK(matches(std::string("ab+") + lazy, "abb"));
        CHECK_FALSE(matches(std::string("ab?") + lazy, "abb"));
        CHECK(matches(std::string("(ab){2,3}") + lazy, "abab"));
        CHECK(matches(std::string("(ab){2,3}") + lazy, "ababab"));
        CHECK_FALSE(matches(std::string("(ab){2,3}") + lazy, "ab"));
        CHECK_FALSE(matches(std::string("(ab){2,3}") + lazy, "abababab"));
        CHECK_FALSE(matches(std::string("a{2}") + lazy, "a"));
        CHECK(matches(std::string("a{2,}") + lazy, "aaaaa"));
        CHECK_FALSE(matches(std::string("a{2,}") + lazy, "a"));
        CHECK(matches(std::string("a{,2}") + lazy, ""));
        CHECK_FALSE(matches(std::string("a{,2}") + lazy, "aaa"));
        CHECK(matches(std::string("a{,}") + lazy, "aaa"));
        CHECK(matches(std::string("xa{0}") + lazy + "y", "xy"));
        CHECK_FALSE(matches(std::string("xa{0}") + lazy + "y", "xay"));
    }
    CHECK(matches("(a?){3}", "aa"));
    CHECK_FALSE(matches("(a?){3}", "aaaa"));
    CHECK(matches("(?:a|b{2}){2}c", "bbac"));
    CHECK(matches("((a*)*)*", "aaa"));
    CHECK(matches("()*(|x){2}", "x"));
    CHECK(matches("(){4294967294}a", "a"));
}

TEST_CASE("a brace that starts no quantifier stands for itself") {
    CHECK(matches("a{", "a{"));
    CHECK(matches("a{}", "a{}"));
    CHECK(matches("a{b}", "a{b}"));
    CHECK(matches("a{1", "a{1"));
    CHECK(matches("a{1,2", "a{1,2"));
    CHECK(matches("a{ 1}", "a{ 1}"));
    CHECK(matches("{+", "{{"));
    CHECK(matches("a}]", "a}]"));
}

TEST_CASE("anchors") {
    CHECK(matches("^fc1$", "fc1"));
    CHECK(matches("\\Afc1\\Z", "fc1"));
    CHECK_FALSE(matches("a^b", "ab"));
    CHECK_FALSE(matches("a$b", "ab"));
    CHECK(matches("(^a|b)*", "ab"));
    CHECK_FALSE(matches("(^a|b)*", "ba"));
    CHECK(matches("a$\\n", "a\n"));
    CHECK_FALSE(matches("a\\Z\\n", "a\n"));
    CHECK_FALSE(matches("a$", "a\n"));
    CHECK(matches("^^$$", ""));
    CHECK(matches("\\bfc\\b.\\b1\\b", "fc.1"));
    CHECK_FALSE(matches("fc\\b1", "fc1"));
    CHECK(matches("f\\Bc", "fc"));
    CHECK(matches("\\B-\\B", "-"));
    CHECK_FALSE(matches("\\b", ""));
    CHECK_FALSE(matches("\\B", ""));
}

TEST_CASE("what Python refuses, where Python does") {
    CHECK(refused("seq_[", 4, fault::unterminated_class));
    CHECK(refused("[]", 0, fault::unterminated_class));
    CHECK(refused("[a-", 0, fault::unterminated_class));
    CHECK(refused("x[b-a]", 2, fault::bad_range));
    CHECK(refused("[\\d-a]", 1, fault::bad_range));
    CHECK(refused("[a-\\d]", 1, fault::bad_range));
    CHECK(refused("[\\x62-\\x61]", 5, fault::bad_range));
    CHECK(refused("a\\q", 1, fault::bad_escape));
    CHECK(refused("a\\", 1, fault::bad_escape));
    CHECK(refused("*\\", 1, fault::bad_escape));
    CHECK(refused("\\x4g", 0, fault::bad_escape));
    CHECK(refused("\\400", 0, fault::bad_escape));
    CHECK(refused("[\\400]", 1, fault::bad_escape));
    CHECK(refused("[\\8]", 1, fault::bad_escape));
    CHECK(refused("[\\Z]", 1, fault::bad_escape));
    CHECK(refused("*a", 0, fault::nothing_to_repeat));
    CHECK(refused("a|+", 2, fault::nothing_to_repeat));
    CHECK(refused("(?:?)", 3, fault::nothing_to_repeat));
    CHECK(refused("a^*", 2, fault::nothing_to_repeat));
    CHECK(refused("{2}", 0, fault::nothing_to_repeat));
    CHECK(refused("a**", 2, fault::multiple_repeat));
    CHECK(refused("a{2}{3}", 4, fault::multiple_repeat));
    CHECK(refused("a*?"
                  "?",
                  3, fault::multiple_repeat));
    CHECK(refused("a{3,2}", 2, fault::min_above_max));
    CHECK(refused("a(b(c)", 1, fault::missing_close));
    CHECK(refused("a(b(c", 3, fault::missing_close));
    CHECK(refused("a)b", 1, fault::unbalanced_close));
    CHECK(refused("a(?~b)", 2, fault::unknown_extension));
    CHECK(refused("a(?", 3, fault::unexpected_end));
}

TEST_CASE("what Python accepts and this library does not") {
    for (char const* form : {"=a", "!a", "<=a", "<!a", ">a", "P<n>a", "#a", "i", "i:a", "-i:a"}) {
        CHECK(refused(std::string("x(?") + form + ")", 2, fault::unsupported));
    }
    CHECK(refused("(a)\\1", 3, fault::unsupported));
    CHECK(refused("(a)\\12", 3, fault::unsupported));
    CHECK(refused("\\9", 0, fault::unsupported));
    CHECK(refused("xa*+", 3, fault::unsupported));
    CHECK(refused("xa{2}+", 5, fault::unsupported));
    CHECK(refused("a\\u0061", 1, fault::unsupported));
    CHECK(refused("a[\\N{DOLLAR SIGN}]", 2, fault::unsupported));
    CHECK(refused("a\xc3\xa9", 1, fault::unsupported));
    CHECK(refused("[a\xc3\xa9]", 2, fault::unsupported));
}

TEST_CASE("the capacity is regex_capacity positions and regex_nesting groups") {
    CHECK(matches(repeated("a", ww::regex_capacity), repeated("a", ww::regex_capacity).c_str()));
    CHECK(refused(repeated("a", ww::regex_capacity + 1), ww::regex_capacity, fault::too_large));
    CHECK(matches("a{127}", repeated("a", 127).c_str()));
    CHECK_FALSE(matches("a{127}", repeated("a", 126).c_str()));
    CHECK(refused("a{128}", 1, fault::too_large));
    CHECK(refused("b(?:a{2}){64}", 9, fault::too_large));
    CHECK(matches("(?:a{2}){63}b", (repeated("a", 126) + "b").c_str()));
    CHECK(refused("a{4294967295}", 1, fault::too_large));
    CHECK(refused("a{99999999999999999999999}", 1, fault::too_large));
    CHECK(matches("(?:a{100}){0}b{100}", repeated("b", 100).c_str()));
    CHECK(matches(repeated("(", 32) + "a" + repeated(")", 32), "a"));
    CHECK(refused(repeated("(", 33) + "a" + repeated(")", 33), 32, fault::too_large));
}

TEST_CASE("an invalid regex matches no name") {
    ww::regex const invalid = ww::compile_regex("a|b)");
    CHECK_FALSE(ww::fullmatch(invalid, "a"));
    CHECK_FALSE(ww::fullmatch(invalid, ""));
}

TEST_CASE("compiled_regex is one object, of use at run time too") {
    ww::regex const& compiled = ww::compiled_regex<fc>::value;
    CHECK(ww::fullmatch(compiled, std::string("fc2").c_str()));
    CHECK_FALSE(ww::fullmatch(compiled, std::string("fc3").c_str()));
}

TEST_CASE("every fault has its text") {
    CHECK(ww::same_text(ww::fault_text(fault::none), "no fault"));
    CHECK(ww::same_text(ww::fault_text(fault::nothing_to_repeat), "nothing to repeat"));
    CHECK(ww::same_text(ww::fault_text(fault::too_large), "too many positions or nested groups"));
}
