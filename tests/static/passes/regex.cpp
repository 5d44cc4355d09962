// SPDX-License-Identifier: Apache-2.0
#include <widthwise/core/config.hpp>
#include <widthwise/passes/regex.hpp>

namespace ww = widthwise;

namespace {

WIDTHWISE_STRING(blocks, "seq_blocks_[0-9]+");
WIDTHWISE_STRING(heads, "^head_(a|b)\\.fc\\d{1,2}$");

template <class Pattern>
constexpr bool selects(char const* name) {
    return ww::fullmatch(ww::compiled_regex<Pattern>::value, name);
}

static_assert(selects<blocks>("seq_blocks_12"), "");
static_assert(!selects<blocks>("seq_blocks_"), "");
static_assert(!selects<blocks>("seq_blocks_1a"), "");
static_assert(selects<heads>("head_b.fc12"), "");
static_assert(!selects<heads>("head_c.fc1"), "");
static_assert(!selects<heads>("head_afc1"), "");

static_assert(ww::compile_regex("a{2,3}").error.position == -1, "");
static_assert(ww::compile_regex("seq_[").error.position == 4, "");
static_assert(ww::compile_regex("seq_[").error.fault == ww::regex_fault::unterminated_class, "");
static_assert(!ww::fullmatch(ww::compile_regex("a)"), "a"), "");

// One constant each, within the compilers' default limits: the longest patterns, and a pattern of
// 40 characters on 1000 names of 15.
static_assert(ww::compile_regex("(?:.?){127}").error.position == -1, "");
static_assert(ww::compile_regex("[ -~]{127}").error.position == -1, "");

WIDTHWISE_STRING(long_pattern, "^(seq|net)_(blocks|heads)_[0-9]{2,4}x?$$");
static_assert(sizeof("^(seq|net)_(blocks|heads)_[0-9]{2,4}x?$$") == 40 + 1, "");

constexpr int selected_of_1000() {
    int selected = 0;
    for (int i = 0; i < 1000; ++i) {
        char const digit[] = {static_cast<char>('0' + i / 100),
                              static_cast<char>('0' + i / 10 % 10),
                              static_cast<char>('0' + i % 10)};
        char const name[] = {'s', 'e',      'q',      '_',      'b',
                             'l', 'o',      'c',      'k',      's',
                             '_', digit[0], digit[1], digit[2], i < 400 ? 'x' : 'y',
                             '\0'};
        selected += selects<long_pattern>(name) ? 1 : 0;
    }
    return selected;
}
static_assert(selected_of_1000() == 400, "");

} // namespace
