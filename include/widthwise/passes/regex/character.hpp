// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/passes/regex/byte_set.hpp>
#include <widthwise/passes/regex/reader.hpp>

namespace widthwise {
namespace detail {

/// What a character, an escape or a class reads.
struct character {
    byte_set reads;
    int byte = -1; ///< the one byte it reads, -1 for a class
};

constexpr character one_byte(int byte) {
    character read;
    read.reads.add(byte);
    read.byte = byte;
    return read;
}

/// `digits` more digits of a number, fewer if others follow: value is what was read before.
constexpr int read_number(pattern_reader& in, int value, int base, int digits) {
    for (; digits > 0 && digit(in.peek(), base) >= 0; --digits) {
        value = value * base + digit(in.take(), base);
    }
    return digits > 0 && base == 16 ? -1 : value;
}

/// \ooo, \0, \xhh: a byte, or -1 for a number that is none. A number outside a class is octal if
/// it starts with 0 or has three octal digits; else it is a back-reference, -2.
constexpr int read_code(pattern_reader& in, char letter, bool in_class) {
    if (letter == 'x') {
        return read_number(in, 0, 16, 2);
    }
    int const value = digit(token{letter, 1}, 8);
    int const begin = in.at();
    int const code = value < 0 ? -1 : read_number(in, value, 8, 2);
    bool const octal = in_class || letter == '0' || (value >= 0 && in.at() == begin + 2);
    return !octal ? -2 : code > 0377 ? -1 : code;
}

constexpr int control_code(char letter) {
    switch (letter) {
    case 'a':
        return '\a';
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    case 'v':
        return '\v';
    default:
        return -1;
    }
}

/// An escape that reads a character; its backslash stands at `position`.
constexpr character read_escape(pattern_reader& in, char letter, int position, bool in_class) {
    switch (letter) {
    case 'd':
        return {digits(), -1};
    case 'D':
        return {~digits(), -1};
    case 'w':
        return {word_bytes(), -1};
    case 'W':
        return {~word_bytes(), -1};
    case 's':
        return {spaces(), -1};
    case 'S':
        return {~spaces(), -1};
    default:
        break;
    }
    if (letter == 'u' || letter == 'U' || letter == 'N' || static_cast<signed char>(letter) < 0) {
        in.fail(regex_fault::unsupported, position);
        return {};
    }
    if (control_code(letter) >= 0) {
        return one_byte(control_code(letter));
    }
    if (letter == 'x' || (letter >= '0' && letter <= '9')) {
        int const code = read_code(in, letter, in_class);
        if (code < 0) {
            in.fail(code == -2 ? regex_fault::unsupported : regex_fault::bad_escape, position);
            return {};
        }
        return one_byte(code);
    }
    if (is_word(letter) && letter != '_') {
        in.fail(regex_fault::bad_escape, position);
        return {};
    }
    return one_byte(letter);
}

/// A character as it stands, or an escape that reads one; `position` is where it starts.
constexpr character read_character(pattern_reader& in, token read, int position, bool in_class) {
    if (read.is_escape()) {
        return read_escape(in, read.letter, position, in_class);
    }
    if (static_cast<signed char>(read.letter) < 0) {
        in.fail(regex_fault::unsupported, position);
        return {};
    }
    return one_byte(read.letter);
}

} // namespace detail
} // namespace widthwise
