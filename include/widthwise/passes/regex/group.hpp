// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/passes/regex/glushkov.hpp>
#include <widthwise/passes/regex/reader.hpp>

namespace widthwise {

/// Groups inside each other.
constexpr int regex_nesting = 32;

namespace detail {

/// What is read of one group: (alternatives | done item. The item is kept apart from what is done
/// before it, because a quantifier may follow.
struct open_group {
    enum item_kind : unsigned char { nothing, anchor, plain, repeated };
    int opened_at = 0; ///< of its parenthesis, in the pattern
    fragment alternatives = no_match();
    fragment done;
    fragment item;
    int item_begin = 1; ///< the first position of the item
    item_kind kind = nothing;
};

/// The ?: of (?:...), the one form of (?...) that is supported.
constexpr void read_extension(pattern_reader& in) {
    int const at = in.at();
    in.take();
    token const kind = in.take();
    if (kind.is_end()) {
        in.fail(regex_fault::unexpected_end, in.at());
    } else if (!kind.is(':')) {
        bool known = false;
        for (char const* letter = "P#=!<>(-aiLmsux"; *letter != '\0'; ++letter) {
            known = known || kind.is(*letter);
        }
        in.fail(known ? regex_fault::unsupported : regex_fault::unknown_extension, at);
    }
}

} // namespace detail
} // namespace widthwise
