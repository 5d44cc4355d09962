// SPDX-License-Identifier: Apache-2.0
// hls4ml's vectors, and ap_fixed's, through hls::forward in a vendor's number classes. Compiled by
// tests/hls/carriers with -DCARRIER=...
#include "tests/golden/hls/ap_fixed.hpp"
#include "tests/golden/hls/hls4ml.hpp"

#include <widthwise/hls/ac.hpp>
#include <widthwise/hls/ap.hpp>

using carrier = widthwise::hls::CARRIER;

TEST_CASE("hls4ml's networks in a vendor's numbers") { golden::compare_all<carrier>(); }

#ifdef HAS_AC
constexpr int overflow_modes = 4; // no wrap<N>, no wrap_sign_magnitude: 13,440 rows less
constexpr int fraction_rows = 21504, integer_rows = 32256;
#else
constexpr int overflow_modes = 7;
constexpr int fraction_rows = 26880, integer_rows = 40320;
#endif
using networks = golden::networks<carrier>;

TEST_CASE("ap_fixed_casts.csv by hls::forward: results with fraction bits") {
    CHECK(golden::compare_casts(golden::to_fractions<networks, overflow_modes>()) == fraction_rows);
}
TEST_CASE("ap_fixed_casts.csv by hls::forward: integer results") {
    CHECK(golden::compare_casts(golden::to_integers<networks, overflow_modes>()) == integer_rows);
}
