// SPDX-License-Identifier: Apache-2.0
// hls4ml's vectors in a vendor's number classes. Compiled by tests/hls/carriers with -DCARRIER=...
#include "tests/golden/hls/hls4ml.hpp"

#include <widthwise/hls/ac.hpp>
#include <widthwise/hls/ap.hpp>

TEST_CASE("hls4ml's networks in a vendor's numbers") {
    golden::compare_all<widthwise::hls::CARRIER>();
}
