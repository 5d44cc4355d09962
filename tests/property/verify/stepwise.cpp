// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <widthwise/formats/fixed.hpp>
#include <widthwise/verify/stepwise.hpp>

namespace ww = widthwise;
namespace verify = ww::verify;

namespace {

ww::format_row format(int width, int frac, bool sign, ww::rounding round = ww::rounding::floor,
                      ww::overflow over = ww::overflow::wrap) {
    ww::format_row row = ww::fixed<8, 0>::row();
    row.width = width;
    row.frac = frac;
    row.sign = sign;
    row.round = round;
    row.over = over;
    return row;
}

/// One small sum: everything the facts are told, and a walk over every input there is.
struct sum {
    ww::format_row x, w, b, accum;
    std::vector<std::int8_t> weight;
    std::int8_t bias;

    std::int64_t stepwise(std::vector<std::int64_t> const& in) const {
        ww::wide acc = ww::requantize(ww::wide(bias), b.frac, accum);
        for (std::size_t i = 0; i < in.size(); ++i) {
            ww::wide const p = ww::requantize(ww::wide(weight[i] * in[i]), x.frac + w.frac, accum);
            acc = ww::requantize(acc + p, accum.frac, accum);
        }
        return acc.low();
    }
    /// The rounded terms summed without a limit.
    std::int64_t unlimited(std::vector<std::int64_t> const& in) const {
        ww::format_row far = accum;
        far.width = 62;
        far.sign = true;
        std::int64_t acc = ww::requantize(ww::wide(bias), b.frac, far).low();
        for (std::size_t i = 0; i < in.size(); ++i) {
            acc += ww::requantize(ww::wide(weight[i] * in[i]), x.frac + w.frac, far).low();
        }
        return acc;
    }
    int fine() const { return std::max(x.frac + w.frac, b.frac); }
    /// The exact sum in units of 2^-fine().
    std::int64_t exact(std::vector<std::int64_t> const& in) const {
        std::int64_t acc = std::int64_t{bias} << (fine() - b.frac);
        for (std::size_t i = 0; i < in.size(); ++i) {
            acc += weight[i] * in[i] * (std::int64_t{1} << (fine() - x.frac - w.frac));
        }
        return acc;
    }
    bool equals_exact(std::int64_t acc, std::int64_t value) const {
        int const finest = std::max(fine(), accum.frac);
        return acc * (std::int64_t{1} << (finest - accum.frac)) ==
               value * (std::int64_t{1} << (finest - fine()));
    }
    template <class Visit>
    void each_input(Visit&& visit) const {
        std::int64_t const low = ww::min_raw(x).low(), high = ww::max_raw(x).low();
        std::vector<std::int64_t> in(weight.size(), low);
        for (;;) {
            visit(in);
            std::size_t at = 0;
            for (; at < in.size() && in[at] == high; ++at) {
                in[at] = low;
            }
            if (at == in.size()) {
                return;
            }
            ++in[at];
        }
    }
};

class random_sums {
public:
    int pick(int low, int high) {
        return low + static_cast<int>(engine_() % static_cast<unsigned>(high - low + 1));
    }
    sum next() {
        sum s;
        s.x = format(pick(1, 3), pick(-1, 3), pick(0, 1) == 1);
        s.w = format(pick(2, 5), pick(0, 4), true);
        s.b = format(pick(2, 6), pick(-1, 5), true);
        int const mode = pick(0, 6);
        ww::overflow const over = mode == 5   ? ww::wrap<1>
                                  : mode == 6 ? ww::wrap_sign_magnitude<0>
                                              : static_cast<ww::overflow>(mode);
        s.accum = format(pick(2, 12), s.x.frac + s.w.frac - pick(-1, 3), pick(0, 3) != 0,
                         static_cast<ww::rounding>(pick(0, 7)), over);
        for (int i = pick(1, 4); i > 0; --i) {
            int const step = 1 << pick(0, 2); // weights with zero bits at the end
            std::int64_t const w = pick(-8, 8) * step;
            s.weight.push_back(static_cast<std::int8_t>(
                std::clamp(w, ww::min_raw(s.w).low(), ww::max_raw(s.w).low())));
        }
        s.bias = static_cast<std::int8_t>(pick(static_cast<int>(ww::min_raw(s.b).low()),
                                               static_cast<int>(ww::max_raw(s.b).low())));
        return s;
    }

private:
    std::mt19937 engine_{20}; // fixed: a failure can be repeated
};

} // namespace

TEST_CASE("the facts of a sum hold for every input there is") {
    random_sums random;
    int exact = 0, any_order = 0, unneeded = 0, rounding = 0;
    for (int n = 0; n < 6000; ++n) {
        sum const s = random.next();
        std::int64_t const count = static_cast<std::int64_t>(s.weight.size());
        verify::step_facts const facts =
            verify::steps_of(s.weight.data(), &s.bias, 1, count, s.x, s.w, s.b, s.accum);
        verify::terms const by_type = verify::terms_of(count, s.x, s.w);
        verify::step_facts const loose = verify::steps_of(by_type, verify::bounds_of(s.b), s.accum);
        REQUIRE(facts.sum.frac == s.fine());
        std::int64_t least = INT64_MAX, most = INT64_MIN, least_free = least, most_free = most;
        bool same = true, wraps_once = true;
        s.each_input([&](std::vector<std::int64_t> const& in) {
            std::int64_t const value = s.exact(in), acc = s.stepwise(in), free = s.unlimited(in);
            least = std::min(least, value);
            most = std::max(most, value);
            same = same && s.equals_exact(acc, value);
            least_free = std::min(least_free, free);
            most_free = std::max(most_free, free);
            wraps_once =
                wraps_once && acc == ww::requantize(ww::wide(free), s.accum.frac, s.accum).low();
        });
        std::string const which = "sum " + std::to_string(n);
        REQUIRE_MESSAGE(facts.sum.low == ww::wide(least), which);
        REQUIRE_MESSAGE(facts.sum.high == ww::wide(most), which);
        // Rounded or not, both ends are reached: no accumulator is wider than it has to be.
        REQUIRE_MESSAGE(facts.stored.frac == s.accum.frac, which);
        REQUIRE_MESSAGE(facts.stored.low == ww::wide(least_free), which);
        REQUIRE_MESSAGE(facts.stored.high == ww::wide(most_free), which);
        REQUIRE_MESSAGE((!facts.exact() || same), which);
        REQUIRE_MESSAGE((!facts.any_order() || wraps_once), which);
        // What formats alone promise, any weights keep.
        REQUIRE_MESSAGE((!loose.exact() || facts.exact()), which);
        REQUIRE_MESSAGE((!loose.any_order() || facts.any_order()), which);
        REQUIRE_MESSAGE(loose.stored.low <= facts.stored.low, which);
        REQUIRE_MESSAGE(loose.stored.high >= facts.stored.high, which);
        REQUIRE_MESSAGE(loose.sum.low <= facts.sum.low, which);
        REQUIRE_MESSAGE(loose.sum.high >= facts.sum.high, which);
        exact += facts.exact() ? 1 : 0;
        any_order += facts.any_order() ? 1 : 0;
        rounding += facts.rounds ? 1 : 0;
        unneeded += !facts.exact() && same && !facts.rounds ? 1 : 0;
    }
    // The promise is made often enough to mean something, and seldom withheld where it would hold.
    CHECK(exact > 600);
    CHECK(any_order > 2000);
    CHECK(rounding > 600);
    CHECK(unneeded < 30); // two overflows that happen to undo each other
    MESSAGE("exact " << exact << ", any order " << any_order << ", rounding " << rounding
                     << ", withheld " << unneeded);
}

TEST_CASE("rounded products that leave 64 bits are summed in two limbs, to the same bounds") {
    random_sums random;
    for (int n = 0; n < 2000; ++n) {
        sum const s = random.next();
        std::int64_t const count = static_cast<std::int64_t>(s.weight.size());
        verify::terms const t =
            verify::terms_of(verify::sum_weights(s.weight.data(), count), count, s.x, s.w);
        int const drop = t.sum.frac - s.accum.frac;
        if (drop > 0) {
            verify::bounds const x = verify::bounds_of(s.x);
            verify::bounds const two =
                verify::detail::sum_rounded_wide(s.weight.data(), count, x, drop, s.accum);
            verify::bounds const one =
                verify::detail::sum_rounded_narrow(s.weight.data(), count, x, 10, drop, s.accum);
            REQUIRE(one.low == two.low);
            REQUIRE(one.high == two.high);
        }
    }
    // 2^62 - 1 and -2^62 - 1 in units of 2^-1, rounded up in the middle: 2^61 and -2^61.
    std::int64_t const large[] = {(std::int64_t{1} << 62) - 1, -(std::int64_t{1} << 62) - 1};
    verify::step_facts const facts = verify::steps_of(
        large, static_cast<std::int64_t const*>(nullptr), 1, 2, format(1, 0, false),
        format(64, 1, true), format(64, 1, true), format(64, 0, true, ww::rounding::half_up));
    CHECK(facts.stored.high == ww::wide(1) << 61);
    CHECK(facts.stored.low == -(ww::wide(1) << 61));
}

TEST_CASE("a wide accumulator is the exact one") {
    std::int8_t const weight[] = {1, -2, 3, -4, 31, 31, -32, 0};
    std::int8_t const bias[] = {5, -6};
    ww::format_row const x = format(6, 6, false), w = format(6, 5, true);
    verify::bounds const sums = verify::sums_of(weight, bias, 2, 4, x, w, w);
    CHECK(sums.high == ww::wide(62 * 63 - 6 * 64));
    CHECK(sums.low == ww::wide(-32 * 63 - 6 * 64));
    CHECK(sums.frac == 11);
    CHECK(verify::width_of(sums) == 13);
    CHECK(verify::steps_of(weight, bias, 2, 4, x, w, w, format(13, 11, true)).exact());
    verify::step_facts const narrow =
        verify::steps_of(weight, bias, 2, 4, x, w, w, format(12, 11, true));
    CHECK_FALSE(narrow.exact());
    CHECK(narrow.any_order()); // it wraps: one wrap at the end
}

TEST_CASE("values beyond 64 bits are bounded, and beyond 120 they are far") {
    std::int64_t const weight[] = {INT64_MIN, INT64_MAX};
    ww::format_row const wide = format(64, 0, true);
    verify::bounds const sums =
        verify::sums_of(weight, static_cast<std::int64_t const*>(nullptr), 1, 2, wide, wide, wide);
    CHECK(sums.far > 120);
    verify::bounds const bits = verify::sums_of(weight, static_cast<std::int64_t const*>(nullptr),
                                                1, 2, format(1, 0, false), wide, wide);
    CHECK(bits.far == 0);
    CHECK(bits.low == ww::wide(INT64_MIN));
    CHECK(bits.high == ww::wide(INT64_MAX));
    CHECK(verify::steps_of(weight, static_cast<std::int64_t const*>(nullptr), 1, 2, wide, wide,
                           wide, wide)
              .sum_leaves);
}
