// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <widthwise/formats/requantize.hpp>
#include <widthwise/formats/rounding_addends.hpp>

namespace ww = widthwise;

namespace {

std::int64_t round_by_sum(std::int64_t v, int drop, ww::rounding mode) {
    ww::rounding_addends const a = ww::addends_of(mode, drop);
    return (v + a.add + (v < 0 ? a.add_negative : 0) + (((v >> drop) ^ a.flip) & a.tie)) >> drop;
}
/// Of the values from `first` on.
int differences(std::int64_t first, int count, int drop, ww::rounding mode) {
    int wrong = 0;
    for (std::int64_t v = first; v < first + count; ++v) {
        wrong += round_by_sum(v, drop, mode) != ww::round_shift(ww::wide(v), drop, mode).low();
    }
    return wrong;
}

} // namespace

TEST_CASE("a sum before the shift rounds as the increment behind it, in every mode") {
    for (int k = 0; k < 8; ++k) {
        ww::rounding const mode = static_cast<ww::rounding>(k);
        CAPTURE(k);
        for (int drop = 1; drop <= 7; ++drop) {
            CHECK(differences(-600, 1200, drop, mode) == 0);
        }
        for (int drop = 8; drop <= 61; ++drop) { // around ties, below an even and an odd number
            std::int64_t const half = std::int64_t{1} << (drop - 1);
            for (int halves = -3; halves <= 3; ++halves) {
                CHECK(differences(halves * half - 2, 5, drop, mode) == 0);
            }
        }
    }
}
