// SPDX-License-Identifier: Apache-2.0
//
// A second unit with the same headers: what they define must be inline to link.
#include <widthwise.hpp>

unsigned other();
unsigned other() { return widthwise::hash_name("linear"); }
