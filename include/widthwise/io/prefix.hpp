// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace widthwise::io {

/// A node's prefix in a state dict: a trailing _N of its name reads .N, so that seq_blocks_2 is
/// seq_blocks.2 and its weight seq_blocks.2.weight.
inline std::string state_dict_prefix(std::string_view node) {
    std::string prefix{node};
    std::size_t const digits = prefix.find_last_not_of("0123456789");
    if (digits != std::string::npos && digits + 1 < prefix.size() && prefix[digits] == '_') {
        prefix[digits] = '.';
    }
    return prefix;
}

} // namespace widthwise::io
