// SPDX-License-Identifier: Apache-2.0
#include <widthwise/core/config.hpp>
#include <widthwise/core/hash.hpp>

WIDTHWISE_NAME(fc1);
WIDTHWISE_STRING(heads, "head_[ab]");

static_assert(widthwise::same_text(fc1::c_str(), "fc1"), "a name is its identifier");
static_assert(widthwise::same_text(heads::c_str(), "head_[ab]"), "a string is any text");
static_assert(widthwise::hash_name(fc1::c_str()) == widthwise::hash_name("fc1"), "by text");
static_assert(widthwise::hash_name("linear") != widthwise::hash_name("relu"), "ops differ");
