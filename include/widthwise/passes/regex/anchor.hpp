// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/passes/regex/automaton.hpp>
#include <widthwise/passes/regex/reader.hpp>

namespace widthwise {
namespace detail {

/// ^ $ \A \Z \b \B outside a class; `none` for any other token.
constexpr assertion anchor_of(token const& read) {
    char const plain = read.is_escape() ? '\0' : read.letter;
    char const escaped = read.is_escape() ? read.letter : '\0';
    return plain == '^' || escaped == 'A' ? assertion::begin
           : plain == '$'                 ? assertion::end_or_newline
           : escaped == 'Z'               ? assertion::end
           : escaped == 'b'               ? assertion::boundary
           : escaped == 'B'               ? assertion::no_boundary
                                          : assertion::none;
}

} // namespace detail
} // namespace widthwise
