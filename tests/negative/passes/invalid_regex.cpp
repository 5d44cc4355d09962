// EXPECT: invalid_regex<.*unclosed, 4>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/core/config.hpp>
#include <widthwise/passes/regex.hpp>

namespace ww = widthwise;

WIDTHWISE_STRING(unclosed, "seq_[0-9");

bool selected() { return ww::fullmatch(ww::compiled_regex<unclosed>::value, "seq_1"); }
