// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/passes/regex/character.hpp>

namespace widthwise {
namespace detail {

/// [a-z], [^...]: the reader stands behind the bracket, which is at `open`. A ] that comes first
/// is a member, and so is a - that comes first or last.
constexpr byte_set read_class(pattern_reader& in, int open) {
    byte_set members;
    bool const negated = in.take_if('^');
    for (bool first = true;; first = false) {
        int const low_at = in.at();
        token const low = in.take();
        if (low.is(']') && !first) {
            break;
        }
        if (low.is_end()) {
            in.fail(regex_fault::unterminated_class, open);
            break;
        }
        character const from = read_character(in, low, low_at, true);
        if (!in.take_if('-')) {
            members.add(from.reads);
            continue;
        }
        int const high_at = in.at();
        token const high = in.take();
        if (high.is(']')) {
            members.add(from.reads);
            members.add('-');
            break;
        }
        if (high.is_end()) {
            in.fail(regex_fault::unterminated_class, open);
            break;
        }
        character const to = read_character(in, high, high_at, true);
        if (from.byte < 0 || to.byte < from.byte) {
            // Python counts back by tokens, where \x41 has the length of \x.
            in.fail(regex_fault::bad_range, in.at() - (low.size + 1 + high.size));
            break;
        }
        members.add_range(from.byte, to.byte);
    }
    return negated ? ~members : members;
}

} // namespace detail
} // namespace widthwise
