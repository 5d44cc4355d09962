// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/hls/hls4ml.hpp"
#include <widthwise/hls/bit_precise.hpp>

TEST_CASE("hls4ml's networks in hardware, standard integers") {
    golden::compare_all<widthwise::hls::native>();
}
#ifdef __BITINT_MAXWIDTH__
TEST_CASE("hls4ml's networks in hardware, _BitInt") {
    golden::compare_all<widthwise::hls::bit_precise>();
}
#endif
