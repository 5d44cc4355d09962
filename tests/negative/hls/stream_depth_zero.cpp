// EXPECT: a stream holds one value at least
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/hls/stream.hpp>

widthwise::hls::stream<int, 0> s;
