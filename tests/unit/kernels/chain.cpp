// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <widthwise/kernels/lower.hpp>

namespace ww = widthwise;
namespace kernels = widthwise::kernels;

namespace {

ww::format_row fixed(int width, int frac, bool sign, ww::overflow over = ww::overflow::saturate) {
    ww::format_row row;
    row.kind = ww::format_kind::fixed;
    row.width = width;
    row.frac = frac;
    row.sign = sign;
    row.over = over;
    return row;
}

} // namespace

TEST_CASE(
    "half to even from 2^-8 to 2^-4: four bits are dropped, seven and the last bit are added") {
    kernels::chain c;
    c.cast_to(fixed(8, 4, true));
    kernels::lowered const l = lower(c, kernels::reach{-100000, 100000, 8});
    REQUIRE(l.possible);
    REQUIRE(l.end.stages == 1);
    kernels::stage const& s = l.end.stage_of[0];
    CHECK(s.shift == 4);
    CHECK(s.add == 7);
    CHECK(s.odd == 1);
    CHECK(s.lo == -128);
    CHECK(s.hi == 127);
    CHECK(l.result.lo == -128);
    CHECK(l.result.hi == 127);
    CHECK(l.result.frac == 4);
}
TEST_CASE("max(x, 0) and a saturating cast are one clamp") {
    kernels::chain c;
    c.relu();
    c.cast_to(fixed(8, 4, true));
    kernels::lowered const l = lower(c, kernels::reach{-100000, 100000, 8});
    REQUIRE(l.possible);
    REQUIRE(l.end.stages == 1);
    CHECK(l.end.stage_of[0].lo == 0);
    CHECK(l.end.stage_of[0].hi == 127);
}
TEST_CASE("a cast that loses nothing is no stage; one that wraps spares the upper bits") {
    kernels::chain c;
    c.cast_to(fixed(8, 4, true));
    CHECK(lower(c, kernels::reach{-128, 127, 4}).end.stages == 0);
    kernels::chain w;
    w.cast_to(fixed(6, 4, false, ww::overflow::wrap));
    kernels::lowered const l = lower(w, kernels::reach{-128, 127, 4});
    REQUIRE(l.end.stages == 1);
    CHECK(l.end.stage_of[0].how == kernels::stage::fit::wrap_unsigned);
    CHECK(l.end.stage_of[0].spare == 26);
    CHECK(l.result.hi == 63);
}
TEST_CASE("what 32 bits do not hold is not lowered") {
    kernels::chain c;
    c.cast_to(fixed(8, 4, true));
    CHECK_FALSE(lower(c, kernels::reach{-(std::int64_t{1} << 40), 0, 8}).possible);
}
TEST_CASE("what a chain can write: relu and saturation leave less than the format holds") {
    auto const after = [](auto const& build) {
        kernels::chain c;
        build(c);
        return kernels::reach_after(c, fixed(8, 4, true));
    };
    auto const is = [](kernels::reach const& r, std::int64_t lo, std::int64_t hi) {
        return r.lo == lo && r.hi == hi && r.frac == 4;
    };
    ww::format_row const s8 = fixed(8, 4, true), u8 = fixed(8, 4, false);
    ww::format_row const wraps = fixed(8, 4, true, ww::overflow::wrap);
    CHECK(is(after([&](auto& c) { c.cast_to(s8); }), -128, 127));
    CHECK(is(after([&](auto& c) { c.cast_to(u8), c.relu(), c.cast_to(s8); }), 0, 127));
    CHECK(is(after([&](auto& c) { c.cast_to(fixed(4, 4, true)), c.cast_to(s8); }), -8, 7));
    CHECK(is(after([&](auto& c) { c.cast_to(fixed(4, 6, true)), c.cast_to(s8); }), -2, 2));
    CHECK(is(after([&](auto& c) { c.cast_to(fixed(40, 20, true)), c.relu(), c.cast_to(s8); }), 0,
             127));
    CHECK(is(after([&](auto& c) { c.cast_to(u8), c.cast_to(wraps); }), -128, 127));
    CHECK(is(after([&](auto& c) { c.cast_to(fixed(4, 2, true)), c.cast_to(s8); }), -128, 127));
}
