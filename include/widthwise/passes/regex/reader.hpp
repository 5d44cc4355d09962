// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/passes/regex/automaton.hpp>

namespace widthwise {
namespace detail {

/// One character of a pattern, or a backslash with the character after it.
struct token {
    char letter = '\0';
    int size = 0; ///< characters: 0 at the end of the pattern, 2 for an escape

    constexpr bool is(char plain) const { return size == 1 && letter == plain; }
    constexpr bool is_escape() const { return size == 2; }
    constexpr bool is_end() const { return size == 0; }
};

/// A place in a pattern and the first error. After an error the rest reads as the end, so every
/// loop over tokens stops.
class pattern_reader {
    char const* text;
    int next = 0;
    regex_error found;

    // Python reads one token ahead, so a lone backslash is reported before the token in hand.
    constexpr void check_ahead() {
        if (text[next] == '\\' && text[next + 1] == '\0') {
            fail(regex_fault::bad_escape, next);
        }
    }

public:
    explicit constexpr pattern_reader(char const* pattern) : text(pattern) { check_ahead(); }

    constexpr int at() const { return next; }
    constexpr regex_error error() const { return found; }
    constexpr bool failed() const { return found.position >= 0; }

    constexpr void fail(regex_fault fault, int position) {
        if (!failed()) {
            found = regex_error{position, fault};
            text = "";
            next = 0;
        }
    }

    constexpr token peek() const {
        return text[next] == '\\' ? token{text[next + 1], 2}
                                  : token{text[next], text[next] == '\0' ? 0 : 1};
    }
    constexpr token take() {
        token const taken = peek();
        next += taken.size;
        check_ahead();
        return taken;
    }
    constexpr bool take_if(char plain) {
        bool const found_it = peek().is(plain);
        if (found_it) {
            take();
        }
        return found_it;
    }
    /// Back to an earlier place.
    constexpr void rewind(int position) { next = failed() ? next : position; }
};

/// The digit in `base` (2..16) that a token is, or -1.
constexpr int digit(token const& read, int base) {
    char const c = read.size == 1 ? read.letter : '\0';
    int const value = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : 16;
    return value < base ? value : -1;
}

} // namespace detail
} // namespace widthwise
