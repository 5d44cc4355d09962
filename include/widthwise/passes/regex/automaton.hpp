// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/passes/regex/byte_set.hpp>
#include <widthwise/passes/regex/position_set.hpp>

namespace widthwise {

/// Why a pattern is refused. The comment is Python's message, where Python refuses it too.
enum class regex_fault : unsigned char {
    none,
    unterminated_class, ///< unterminated character set
    bad_range,          ///< bad character range
    bad_escape,         ///< bad escape, incomplete escape, octal escape value outside of range
    nothing_to_repeat,  ///< nothing to repeat
    multiple_repeat,    ///< multiple repeat
    min_above_max,      ///< min repeat greater than max repeat
    missing_close,      ///< missing ), unterminated subpattern
    unbalanced_close,   ///< unbalanced parenthesis
    unknown_extension,  ///< unknown extension
    unexpected_end,     ///< unexpected end of pattern
    unsupported,        ///< Python accepts it, this library does not
    too_large           ///< more positions or nested groups than the automaton holds
};

constexpr char const* fault_text(regex_fault fault) {
    constexpr char const* text[] = {"no fault",
                                    "unterminated character set",
                                    "bad character range",
                                    "bad escape",
                                    "nothing to repeat",
                                    "multiple repeat",
                                    "min repeat greater than max repeat",
                                    "missing ), unterminated group",
                                    "unbalanced parenthesis",
                                    "unknown extension",
                                    "unexpected end of pattern",
                                    "unsupported construct or non-ASCII character",
                                    "too many positions or nested groups"};
    return text[static_cast<int>(fault)];
}

struct regex_error {
    int position = -1; ///< index into the pattern; -1: the pattern is good
    regex_fault fault = regex_fault::none;
};

/// Positions of one pattern: its characters, classes and anchors, after {m,n} is written out.
constexpr int regex_capacity = 127;

namespace detail {

/// What a position asks of the place between two characters, instead of reading one.
enum class assertion : unsigned char { begin, end, end_or_newline, boundary, no_boundary, none };
constexpr int assertions = static_cast<int>(assertion::none);

} // namespace detail

/// A pattern as a position automaton: position 0 is the end of the pattern, position p > 0 its
/// p-th character, class or anchor. A pattern with an error matches no name.
/// Source: Glushkov, The abstract theory of automata, 1961.
struct regex {
    detail::position_set start;                       ///< what may come first
    detail::position_set follow[regex_capacity + 1];  ///< what may come after a position
    detail::position_set reads[256];                  ///< the positions that read a byte
    detail::position_set asserts[detail::assertions]; ///< the positions that are an anchor
    detail::position_set anchors;                     ///< all of those
    regex_error error;
};

namespace detail {

/// What may come after the positions in `passed`. Words, not sets: calls dominate in a constant.
constexpr position_set successors(regex const& pattern, position_set const& passed) {
    std::uint64_t low = 0;
    std::uint64_t high = 0;
    for (std::uint64_t left = passed.low; left != 0; left &= left - 1) {
        position_set const& next = pattern.follow[lowest_index(left)];
        low |= next.low;
        high |= next.high;
    }
    for (std::uint64_t left = passed.high; left != 0; left &= left - 1) {
        position_set const& next = pattern.follow[64 + lowest_index(left)];
        low |= next.low;
        high |= next.high;
    }
    return {low, high};
}

/// The positions reachable from `at` by the anchors that hold before name[i].
constexpr position_set pass_anchors(regex const& pattern, position_set at, char const* name,
                                    int i) {
    bool const begin = i == 0;
    bool const end = name[i] == '\0';
    bool const boundary = (!begin && is_word(name[i - 1])) != is_word(name[i]);
    bool const holds[assertions] = {begin, end, end || (name[i] == '\n' && name[i + 1] == '\0'),
                                    boundary, !boundary && name[0] != '\0'};
    position_set open;
    for (int kind = 0; kind < assertions; ++kind) {
        open = holds[kind] ? open | pattern.asserts[kind] : open;
    }
    for (position_set passed = at & open; !is_empty(passed); passed = at & open) {
        open = open - passed;
        at = at | successors(pattern, passed);
    }
    return at;
}

} // namespace detail

/// Does the pattern match the whole name? Python's bool(re.fullmatch(pattern, name)), any ASCII.
/// Cost: one union of 128-bit sets per character and position that reads it.
constexpr bool fullmatch(regex const& pattern, char const* name) {
    detail::position_set at = pattern.start;
    for (int i = 0; (at.low | at.high) != 0; ++i) {
        if (((at.low & pattern.anchors.low) | (at.high & pattern.anchors.high)) != 0) {
            at = detail::pass_anchors(pattern, at, name, i);
        }
        if (name[i] == '\0') {
            return (at.low & 1) != 0;
        }
        detail::position_set const& readers = pattern.reads[static_cast<unsigned char>(name[i])];
        at = detail::successors(pattern, {at.low & readers.low, at.high & readers.high});
    }
    return false;
}

} // namespace widthwise
