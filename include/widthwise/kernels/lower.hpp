// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <limits>

#include <widthwise/formats/rounding_addends.hpp>
#include <widthwise/kernels/chain.hpp>

namespace widthwise::kernels {

/// A chain as the constants of 32-bit lanes, or not possible in them.
struct lowered {
    bool possible = false;
    reach result{};
    epilogue end;
};

namespace detail {
constexpr std::int32_t lane(std::int64_t v) { return static_cast<std::int32_t>(v); }

/// The constants of a rounding that drops `shift` bits (kernels/stage.hpp says how they are used).
/// add_negative is used as a mask: 1 and -1 too are added through it.
constexpr void set_rounding(stage& s, int shift, rounding mode) {
    rounding_addends const addends = addends_of(mode, shift);
    s.shift = shift;
    s.add = lane(addends.add);
    s.add_negative = lane(addends.add_negative);
    s.odd = addends.tie;
    s.flip = addends.flip;
}

/// Appends a stage, or narrows the clamp before it where it is nothing but another clamp.
constexpr bool append(epilogue& end, stage const& s) {
    if (end.stages > 0 && s.shift == 0 && s.how == stage::fit::clamp) {
        stage& last = end.stage_of[end.stages - 1];
        if (last.how == stage::fit::clamp) {
            last.lo = last.lo < s.lo ? s.lo : last.lo > s.hi ? s.hi : last.lo;
            last.hi = last.hi < s.lo ? s.lo : last.hi > s.hi ? s.hi : last.hi;
            return true;
        }
    }
    if (end.stages == epilogue::most) {
        return false;
    }
    end.stage_of[end.stages++] = s;
    return true;
}

/// One cast of a lane that holds r. False: not in 32-bit lanes.
constexpr bool lower_cast(format_row const& to, reach& r, epilogue& end) {
    if (to.kind == format_kind::binary) { // x >= 0: the higher of two values
        stage s{};
        s.how = stage::fit::sign;
        s.lo = to.sign ? -1 : 0;
        s.hi = 1;
        bool const in_lane = fits_lane(r.lo, r.hi);
        r = reach{s.lo, s.hi, 0};
        return in_lane && append(end, s);
    }
    if (to.kind != format_kind::fixed) {
        return false;
    }
    if (to.width > 32 || (to.width == 32 && !to.sign)) { // wider than a lane: no cast, or none here
        return to.frac == r.frac && fits_lane(r.lo, r.hi) && (to.sign || r.lo >= 0);
    }
    stage s{};
    s.from_frac = r.frac;
    s.to = to;
    int const drop = r.frac - to.frac;
    overflow const mode = overflow_mode(to.over);
    bool const plain_wrap = mode == overflow::wrap && overflow_bits(to.over) == 0;
    reach const target = reach_of(to);
    reach next = r;
    bool in_lane = fits_lane(r.lo, r.hi);
    if (drop > 0) {
        std::int64_t const room = drop < 31 ? std::int64_t{1} << drop : 0;
        if (!in_lane || drop > 30 || !fits_lane(r.lo - room, r.hi + room)) {
            return false;
        }
        set_rounding(s, drop, to.round);
        bool const up = to.round != rounding::floor;
        next = reach{r.lo >> drop, (r.hi >> drop) + (up ? 1 : 0), to.frac};
    } else if (drop < 0) {
        int const shift = -drop;
        bool const small = shift < 31 && r.lo >= -(std::int64_t{1} << (62 - shift)) &&
                           r.hi < std::int64_t{1} << (62 - shift);
        if (!small && !(plain_wrap && shift < 32)) {
            return false;
        }
        s.shift = drop;
        next = small ? reach{r.lo * (std::int64_t{1} << shift), r.hi * (std::int64_t{1} << shift),
                             to.frac}
                     : reach{target.lo - 1, target.hi + 1, to.frac};
    }
    next.frac = to.frac;
    bool const symmetric = mode == overflow::saturate_symmetric && to.sign;
    std::int64_t const lowest = symmetric ? target.lo + 1 : target.lo;
    if (next.lo >= lowest && next.hi <= target.hi) { // nothing to fit
        if (drop == 0) {
            return true;
        }
    } else if (plain_wrap) {
        s.how = to.sign ? stage::fit::wrap_signed : stage::fit::wrap_unsigned;
        s.spare = 32 - to.width;
        next = reach{target.lo, target.hi, to.frac};
    } else if (!fits_lane(next.lo, next.hi)) {
        if (!in_lane) {
            return false;
        }
        s.how = stage::fit::general; // a shift would leave the lane: the specification casts
        next = reach{target.lo, target.hi, to.frac};
    } else if (mode == overflow::saturate || mode == overflow::saturate_symmetric) {
        s.lo = lane(lowest);
        s.hi = lane(target.hi);
        next.lo = next.lo < lowest ? lowest : next.lo;
        next.hi = next.hi > target.hi ? target.hi : next.hi;
        next.lo = next.lo > target.hi ? target.hi : next.lo;
        next.hi = next.hi < lowest ? lowest : next.hi;
    } else {
        s.how = mode == overflow::saturate_zero ? stage::fit::zero : stage::fit::general;
        s.lo = lane(target.lo);
        s.hi = lane(target.hi);
        next = reach{target.lo, target.hi, to.frac};
    }
    r = next;
    return append(end, s);
}

/// Are 2^-frac, and a sum times it, floats of full precision?
constexpr bool is_float_scale(int frac) { return frac >= -60 && frac <= 90; }

/// What a store of floats can do besides: at most one cast, in lanes.
constexpr bool stores_floats(epilogue const& e) {
    return e.stages == 0 || (e.stages == 1 && e.stage_of[0].how != stage::fit::general);
}

/// max(v, 0)
constexpr bool lower_relu(reach& r, epilogue& end) {
    if (r.lo >= 0) {
        return true;
    }
    r.lo = 0;
    r.hi = r.hi < 0 ? 0 : r.hi;
    stage s{};
    s.lo = 0;
    return append(end, s);
}
/// Does a cast from r to finer units change no value, and another one follow? Then lanes keep their
/// units: that cast drops as many bits fewer.
constexpr bool only_shifts_up(chain const& c, int i, reach const& r) {
    format_row const& to = c.of[i].to;
    int const up = to.frac - r.frac;
    bool followed = false;
    for (int k = i + 1; k < c.count; ++k) {
        followed = followed || !c.of[k].relu;
    }
    if (!followed || to.kind != format_kind::fixed || to.width > 32 || up <= 0 || up > 30) {
        return false;
    }
    reach const room = reach_of(to);
    bool const symmetric = overflow_mode(to.over) == overflow::saturate_symmetric && to.sign;
    std::int64_t const lowest = symmetric ? room.lo + 1 : room.lo;
    return fits_lane(r.lo, r.hi) && r.lo * (std::int64_t{1} << up) >= lowest &&
           r.hi * (std::int64_t{1} << up) <= room.hi;
}
} // namespace detail

/// The chain applied to lanes that hold `from`. possible is false where 32 bits do not suffice.
constexpr lowered lower(chain const& c, reach const& from) {
    lowered l;
    l.result = from;
    l.possible = !c.too_long;
    for (int i = 0; i < c.count && l.possible; ++i) {
        if (c.of[i].relu) {
            l.possible = fits_lane(l.result.lo, l.result.hi) && detail::lower_relu(l.result, l.end);
            continue;
        }
        if (detail::only_shifts_up(c, i, l.result)) {
            continue;
        }
        l.possible = detail::lower_cast(c.of[i].to, l.result, l.end);
        // max(x, 0) before a saturating cast is max(.., 0) behind it: one clamp.
        if (l.possible && l.end.stages >= 2) {
            stage& first = l.end.stage_of[l.end.stages - 2];
            stage const& second = l.end.stage_of[l.end.stages - 1];
            bool const is_relu = first.how == stage::fit::clamp && first.shift == 0 &&
                                 first.lo == 0 &&
                                 first.hi == std::numeric_limits<std::int32_t>::max();
            // A shift up was proven for what relu leaves.
            if (is_relu && second.how == stage::fit::clamp && second.add_negative == 0 &&
                second.shift >= 0) {
                first = second;
                first.lo = first.lo < 0 ? 0 : first.lo;
                --l.end.stages;
            }
        }
    }
    l.possible = l.possible && fits_lane(l.result.lo, l.result.hi);
    return l;
}

} // namespace widthwise::kernels
