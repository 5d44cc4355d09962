// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <widthwise/formats/binary.hpp>
#include <widthwise/formats/minifloat_ieee.hpp>
#include <widthwise/formats/straight_through.hpp>

namespace ww = widthwise;

namespace {
struct stops {
    static constexpr float gradient(float x, float upstream) { return x > 0 ? upstream : 0; }
};
} // namespace

TEST_CASE("the gradient passes, saturated or not, unless the format says otherwise") {
    CHECK(ww::straight_through<ww::minifloat_ieee<8, 4>>(1e9f, -3.0f) == -3.0f);
    CHECK(ww::straight_through<ww::binary<>>(-5.0f, 2.0f) == 2.0f);
    CHECK(ww::straight_through<stops>(-5.0f, 2.0f) == 0.0f);
    CHECK(ww::straight_through<stops>(5.0f, 2.0f) == 2.0f);
}
