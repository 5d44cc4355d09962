// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/passes/regex/automaton.hpp>
#include <widthwise/passes/regex/parser.hpp>

namespace widthwise {

/// fullmatch(compile_regex(pattern), name) == bool(re.fullmatch(pattern, name)), in a constant
/// expression or at run time, for ASCII patterns and names.
///
/// Supported: literals, . [a-z] [^...] \d \w \s \D \W \S, \a \f \n \r \t \v \0 \ooo \xhh, groups
/// (...) and (?:...), |, * + ? {m} {m,} {,n} {m,n} and their lazy forms, ^ $ \A \Z \b \B (which
/// fails on an empty name).
/// Unsupported: (?...) other than (?:...), back-references, possessive x*+, \u \U \N, non-ASCII.
/// Capacity: regex_capacity characters, classes and anchors, where x{3} is three (x{2,} two, x{2,5}
/// five); regex_nesting groups inside each other.
/// Error: the position is that of Python's re.error.pos. Where Python has none: an unsupported
/// (?...) is at its ?, x*+ at its +, an escape (any reference by number too, even one that Python
/// refuses at its digit) at its backslash; too_large is at what did not fit.
/// Cost in a constant, of clang's 1,048,576 steps: 3,500 to 10,000 for a usual pattern of 20 to 40
/// characters, 120,000 for [ -~]{127}; a match some 20 per character it reads, 5 more per further
/// position that reads it, 25 where an anchor is asked.
/// Source: CPython 3.11, Lib/re/_parser.py and Modules/_sre.
constexpr regex compile_regex(char const* pattern) { return detail::regex_parser(pattern).parse(); }

/// Carries the pattern and the place of its first error (see regex_error) in its name.
template <class Pattern, int Position>
struct invalid_regex {
    static_assert(Position < 0, "widthwise: read invalid_regex<pattern, position>");
};

/// The one automaton of a pattern: any type with a static constexpr c_str().
template <class Pattern>
struct compiled_regex {
    static constexpr regex value = compile_regex(Pattern::c_str());
    static_assert(sizeof(invalid_regex<Pattern, value.error.position>) > 0, "");
};
template <class Pattern>
constexpr regex compiled_regex<Pattern>::value;

} // namespace widthwise
