// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/hls/ap_fixed.hpp"

// Together with ap_fixed_to_integers.cpp: all 67,200 rows, all 525 conversions.
TEST_CASE("ap_fixed_casts.csv by hls::forward: results with fraction bits") {
    golden::conversions const all = golden::to_fractions<golden::networks<golden::hls::native>>();
    CHECK(all.size() == 315);
    CHECK(golden::compare_casts(all) == 26880);
}
