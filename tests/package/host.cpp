// SPDX-License-Identifier: Apache-2.0
#include <widthwise/host.hpp>

int main() { return widthwise::hash_name("relu") != widthwise::hash_name("linear") ? 0 : 1; }
