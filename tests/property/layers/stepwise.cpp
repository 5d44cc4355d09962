// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <array>
#include <utility>

#include "tests/property/draw.hpp"
#include "tests/property/formats/oracle.hpp"
#include <widthwise/formats/binary.hpp>
#include <widthwise/formats/ternary.hpp>
#include <widthwise/layers/stepwise.hpp>

namespace ww = widthwise;
using oracle::text;
using tests::draw;

namespace {

constexpr ww::overflow overflow_of(int seed) {
    int const mode = draw(seed, 5, 0, 5); // plain wrap twice as often
    return mode == 5 ? ww::overflow::wrap
                     : static_cast<ww::overflow>(mode + (mode >= 3 ? 8 * draw(seed, 7, 0, 1) : 0));
}
/// Some widths beyond what 64 bits hold, most within.
template <int Seed>
using drawn = ww::fixed<draw(Seed, 0, 1, draw(Seed, 1, 0, 4) == 0 ? 64 : 24), draw(Seed, 3, -8, 24),
                        draw(Seed, 8, 0, 1) == 0, static_cast<ww::rounding>(draw(Seed, 4, 0, 7)),
                        overflow_of(Seed)>;

/// acc + t by the rows: the definition, in two limbs.
ww::wide add_row(ww::wide sum, ww::wide term, int frac, ww::format_row const& to) {
    return ww::requantize(sum + ww::requantize(term, frac, to), to.frac, to);
}

struct entry {
    ww::format_row x, w, accum;
    bool narrow;
    ww::wide (*run)(int what, ww::wide w, ww::wide x, ww::wide sum);
};
template <class X, class W, class Accum>
entry entry_of() {
    using accumulator = ww::detail::stepwise_accumulator<X, W, W, Accum>;
    return entry{X::row(), W::row(), Accum::row(),
                 ww::detail::is_narrow_term<Accum, W::row().width + X::row().width + 1,
                                            ww::raw_frac<W>() + ww::raw_frac<X>()>::value,
                 [](int what, ww::wide w, ww::wide x, ww::wide sum) {
                     accumulator acc{};
                     acc.sum = Accum::to_value(sum);
                     auto const value = static_cast<ww::value_t<X>>(x.low());
                     if (what == 0) {
                         acc.multiply(static_cast<ww::value_t<W>>(w.low()), value);
                     } else if (what == 1) {
                         acc.add(value);
                     } else {
                         acc.subtract(value);
                     }
                     return Accum::to_wide(acc.value());
                 }};
}
constexpr int triples = 160;
template <int... I>
std::array<entry, sizeof...(I) + 3> entries_of(std::integer_sequence<int, I...>) {
    using wraps = ww::ap_fixed<6, 3>;
    return {{entry_of<drawn<3 * I>, drawn<3 * I + 1>, drawn<3 * I + 2>>()...,
             entry_of<wraps, ww::binary<>, wraps>(), entry_of<ww::binary<>, ww::binary<>, wraps>(),
             entry_of<wraps, ww::ternary<>, ww::fixed<5, 3>>()}};
}
std::array<entry, triples + 3> const entries =
    entries_of(std::make_integer_sequence<int, triples>{});

ww::wide draw_raw(oracle::random& random, ww::format_row const& row) {
    if (row.kind == ww::format_kind::binary) {
        return ww::wide(random.below(2) == 0 ? -1 : 1);
    }
    return row.kind == ww::format_kind::ternary ? ww::wide(random.between(-1, 1))
                                                : random.raw(row.width, row.sign);
}

} // namespace

TEST_CASE("acc' = cast(acc + cast(w x)), in 64 bits as in two limbs, every rounding and overflow") {
    oracle::random random{21};
    int narrow = 0;
    for (entry const& e : entries) {
        narrow += e.narrow ? 1 : 0;
        for (int i = 0; i < 600; ++i) {
            ww::wide const w = draw_raw(random, e.w), x = draw_raw(random, e.x);
            ww::wide const sum = random.raw(e.accum.width, e.accum.sign);
            int const fx = e.x.kind == ww::format_kind::fixed ? e.x.frac : 0;
            int const fw = e.w.kind == ww::format_kind::fixed ? e.w.frac : 0;
            ww::wide const expected[] = {add_row(sum, w * x, fw + fx, e.accum),
                                         add_row(sum, x, fx, e.accum),
                                         add_row(sum, -x, fx, e.accum)};
            for (int what = 0; what < 3; ++what) {
                ww::wide const mine = e.run(what, w, x, sum);
                REQUIRE_MESSAGE(mine == expected[what],
                                text(e.w) << " * " << text(e.x) << " -> " << text(e.accum) << ": "
                                          << text(w) << ", " << text(x) << " onto " << text(sum)
                                          << " gives " << text(mine) << ", case " << what);
            }
        }
    }
    CHECK(narrow > triples / 4); // both paths
    CHECK(narrow < triples * 3 / 4);
}
