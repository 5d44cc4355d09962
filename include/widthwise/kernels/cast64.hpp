// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include <widthwise/core/exponent.hpp>
#include <widthwise/formats/rounding_addends.hpp>
#include <widthwise/kernels/chain.hpp>
#include <widthwise/kernels/lower.hpp>

namespace widthwise::kernels {

/// One cast of a 64-bit value, as constants; the formula of a stage (kernels/stage.hpp), with
/// the shift of a value upwards apart. general: as the specification writes it.
struct long_stage {
    enum class fit : unsigned char { relu, clamp, zero, wrap, general };
    int down = 0;
    int up = 0;
    std::int64_t add = 0;
    std::int64_t add_negative = 0; ///< a mask: 1 and -1 too are added through it
    std::int64_t odd = 0;
    std::int64_t flip = 0;
    fit how = fit::general;
    std::int64_t lo = 0;
    std::int64_t hi = 0;
    int spare = 0; ///< 64 - width
    int from_frac = 0;
    format_row to{};
};

/// A cast from from_frac. most: no value is farther from 0; 2^62 or more where that is not known.
constexpr long_stage long_stage_of(format_row const& to, int from_frac, std::int64_t most) {
    long_stage s{};
    s.from_frac = from_frac;
    s.to = to;
    int const drop = from_frac - to.frac;
    overflow const mode = overflow_mode(to.over);
    bool const plain_wrap = to.over == overflow::wrap;
    bool const simple = mode == overflow::saturate || mode == overflow::saturate_symmetric ||
                        mode == overflow::saturate_zero || plain_wrap;
    bool const small = drop <= 60 && most < std::int64_t{1} << 61 &&
                       (drop >= 0 || (drop >= -61 && most >> (61 + drop) == 0));
    if (to.kind != format_kind::fixed || to.width > 62 || !simple || !small) {
        return s;
    }
    s.down = drop > 0 ? drop : 0;
    s.up = drop < 0 ? -drop : 0;
    if (drop > 0) {
        rounding_addends const addends = addends_of(to.round, drop);
        s.add = addends.add;
        s.add_negative = addends.add_negative;
        s.odd = addends.tie;
        s.flip = addends.flip;
    }
    reach const target = reach_of(to);
    s.lo = target.lo + (mode == overflow::saturate_symmetric && to.sign ? 1 : 0);
    s.hi = target.hi;
    s.spare = 64 - to.width;
    s.how = plain_wrap                        ? long_stage::fit::wrap
            : mode == overflow::saturate_zero ? long_stage::fit::zero
                                              : long_stage::fit::clamp;
    return s;
}

/// The value of one stage.
constexpr std::int64_t apply(long_stage const& s, std::int64_t v) {
    using fit = long_stage::fit;
    if (s.how == fit::relu) {
        return v < 0 ? 0 : v;
    }
    if (s.how == fit::general) {
        return requantize(wide(v), s.from_frac, s.to).low();
    }
    std::int64_t const odd = ((v >> s.down) ^ s.flip) & s.odd;
    std::int64_t t = (v + s.add + ((v >> 63) & s.add_negative) + odd) >> s.down;
    t *= std::int64_t{1} << s.up;
    if (s.how == fit::wrap) {
        std::uint64_t const top = static_cast<std::uint64_t>(t) << s.spare;
        return s.to.sign ? static_cast<std::int64_t>(top) >> s.spare
                         : static_cast<std::int64_t>(top >> s.spare);
    }
    if (s.how == fit::zero) {
        return t < s.lo || t > s.hi ? 0 : t;
    }
    return t < s.lo ? s.lo : t > s.hi ? s.hi : t;
}

/// A chain as stages of 64-bit values that start within [-most, most]; general ones where those do
/// not suffice.
struct long_chain {
    int count = 0;
    bool possible = true; ///< every value fits 64 bits with a sign
    int frac = 0;         ///< of the result
    long_stage of[chain::room];
};
constexpr long_chain long_chain_of(chain const& c, int frac, std::int64_t most) {
    long_chain l{};
    l.possible = !c.too_long;
    for (int i = 0; i < c.count && l.possible; ++i) {
        if (c.of[i].relu) {
            l.of[l.count] = long_stage{};
            l.of[l.count++].how = long_stage::fit::relu;
            continue;
        }
        format_row const& to = c.of[i].to;
        bool const known = to.kind == format_kind::fixed && to.width <= 62;
        std::int64_t const top = known ? -reach_of(to).lo : 0;
        std::int64_t const highest = known ? reach_of(to).hi : 0;
        bool const symmetric = overflow_mode(to.over) == overflow::saturate_symmetric;
        bool const holds = to.kind == format_kind::fixed && to.frac == frac && to.sign &&
                           (to.width >= 64 || (known && most <= highest && !symmetric));
        if (!holds) {
            l.possible = l.possible && (known || (to.kind == format_kind::fixed && to.sign));
            l.of[l.count++] = long_stage_of(to, frac, most);
            most = !known          ? std::numeric_limits<std::int64_t>::max()
                   : top > highest ? top
                                   : highest;
        }
        frac = to.frac;
    }
    l.frac = frac;
    return l;
}

constexpr std::int64_t apply(long_chain const& l, std::int64_t v) {
    for (int i = 0; i < l.count; ++i) {
        v = apply(l.of[i], v);
    }
    return v;
}

/// From a 64-bit value to a cell.
struct long_end {
    bool possible = false;
    long_chain casts;
    cell out = cell::s32;
    std::int32_t offset = 0; ///< added before a u8 or s16 is stored
    float scale = 1;         ///< 2^-frac, where out is f32
};
/// Of values in units of 2^-frac, within [-most, most].
inline long_end long_end_of(chain const& c, int frac, std::int64_t most, cell out,
                            std::int32_t offset) {
    long_end t;
    t.casts = long_chain_of(c, frac, most);
    t.out = out;
    t.offset = offset;
    bool const scales = detail::is_float_scale(t.casts.frac);
    t.scale = scales && out == cell::f32 ? static_cast<float>(exp2i(-t.casts.frac)) : 1.0f;
    t.possible = t.casts.possible && (scales || out != cell::f32);
    return t;
}

} // namespace widthwise::kernels
