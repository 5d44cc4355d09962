// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstdint>

#include <widthwise/kernels/pack.hpp>

namespace widthwise::kernels {

namespace detail {
/// How sums of two lanes become cells, and the casts of one lane behind that.
struct joined {
    wide_task::join how = wide_task::join::apart;
    bool sticky = false;
    bool relu = false;
    lowered casts;
};
/// Does a cast leave all values of [all.lo, all.hi] and 0 as they are?
constexpr bool changes_nothing(format_row const& to, sums const& all, int frac) {
    if (to.kind != format_kind::fixed || to.frac != frac) {
        return false;
    }
    if (to.width > 62) {
        return to.sign;
    }
    reach const r = reach_of(to);
    bool const symmetric = overflow_mode(to.over) == overflow::saturate_symmetric && to.sign;
    return r.lo + (symmetric ? 1 : 0) <= all.lo && r.hi >= all.hi;
}
/// The way for sums within `all`, or apart. Saturation may come earlier than the cast that has it,
/// as long as what was clamped stays beyond that cast's ends.
inline joined join_of(chain const& after, sums const& all, int frac, int shift, cell out) {
    joined j;
    chain c;
    int first = -1; // the first cast
    c.too_long = after.too_long;
    for (int i = 0; i < after.count; ++i) {
        link const& l = after.of[i];
        if (first >= 0 || l.relu || !changes_nothing(l.to, all, frac)) {
            first = first < 0 && !l.relu ? c.count : first;
            c.append(l);
        }
    }
    reach const high{all.lo >> shift, all.hi >> shift, frac - shift};
    if (!fits_lane(high.lo, high.hi) || c.too_long || out == cell::s64) {
        return j;
    }
    if (first < 0) {
        j.relu = c.count > 0;
        j.casts.result.frac = frac;
        j.how = out == cell::f32 && is_float_scale(frac) ? wide_task::join::floats : j.how;
        return j;
    }
    auto const works = [&](reach const& from) {
        j.casts = lower(c, from);
        return j.casts.possible && (out != cell::f32 || is_float_scale(j.casts.result.frac));
    };
    format_row const& to = c.of[first].to;
    bool const fixed = to.kind == format_kind::fixed;
    int const drop = fixed ? frac - to.frac : 0;
    bool const alone = !fixed || (to.round == rounding::floor && drop >= shift) ||
                       (to.round == rounding::half_up && drop > shift);
    // A last bit that says whether anything lies below decides every rounding two bits above it.
    j.sticky = !alone;
    if ((alone || drop >= shift + 2) &&
        works(reach{high.lo, j.sticky ? high.hi | 1 : high.hi, high.frac})) {
        j.how = wide_task::join::reduced;
        return j;
    }
    j.sticky = false;
    overflow const mode = overflow_mode(to.over);
    bool const saturates = mode == overflow::saturate || mode == overflow::saturate_symmetric ||
                           mode == overflow::saturate_zero;
    if (fixed && saturates && to.width <= 30 && drop >= 0 && drop <= 28) {
        std::int64_t const room = std::int64_t{1} << 30, low = std::int64_t{1} << shift;
        std::int64_t const unit = std::int64_t{1} << drop;
        reach const r = reach_of(to);
        if ((r.hi + 1) * unit <= room - low && (r.lo - 1) * unit >= low - 1 - room &&
            works(reach{std::clamp(all.lo, -room, room - low),
                        std::clamp(all.hi, low - 1 - room, room - 1), frac})) {
            j.how = wide_task::join::clamped;
        }
    }
    return j;
}
} // namespace detail

} // namespace widthwise::kernels
