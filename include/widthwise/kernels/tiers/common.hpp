// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <utility>

#include <widthwise/core/config.hpp>
#include <widthwise/formats/fixed.hpp>
#include <widthwise/kernels/constant_sum.hpp>
#include <widthwise/kernels/copy.hpp>
#include <widthwise/kernels/isa.hpp>
#include <widthwise/kernels/task.hpp>

namespace widthwise::kernels {

/// One value cast by the specification: for the overflow modes that have no vector form.
inline std::int32_t requantize_lane(std::int32_t v, stage const& s) {
    wide const raw = requantize(wide(std::int64_t{v}), s.from_frac, s.to);
    return static_cast<std::int32_t>(static_cast<std::int64_t>(raw.low()));
}

/// One float encoded by the specification: for values beyond the lanes.
inline std::int32_t encode_lane(float v, format_row const& to) {
    cast_flags flags;
    return static_cast<std::int32_t>(
        static_cast<std::int64_t>(encode_row(static_cast<double>(v), to, flags).low()));
}

/// Is a cast of floats one clamp, to at most 16 bits, which a float holds exactly?
inline bool casts_by_clamp(cells_task const& t) {
    overflow const mode = overflow_mode(t.to.over);
    stage const& s = t.end.stage_of[0];
    return (mode == overflow::saturate || mode == overflow::saturate_symmetric) &&
           t.end.stages == 1 && s.how == stage::fit::clamp && s.shift == 0 && t.to.width <= 16;
}

/// Is it the sign, one of two cells?
inline bool casts_by_sign(cells_task const& t) {
    return t.to.kind == format_kind::binary && t.end.stages == 1 &&
           t.end.stage_of[0].how == stage::fit::sign;
}

/// Sums of bytes as a tier takes them that has one kernel, of Groups groups in 16 bits, for several
/// kinds: what is proven for more groups holds for fewer, and there is less to compile. Fewer than
/// Groups are summed in 32 bits. 0: each kind as it is.
template <class Dot, int Groups>
struct merged {
    using type = Dot;
};
template <int Depth, int Groups>
struct merged<dot_u8<Depth>, Groups> {
    using type = dot_u8<(Groups == 0 ? Depth : Depth != 0 && Depth < Groups ? 1 : Groups)>;
};

/// Do weights of that kind stay packed in fields of a byte?
template <class Dot>
inline constexpr bool is_packed = false;
template <int Depth, int Bits>
inline constexpr bool is_packed<dot_u8<Depth, Bits>> = Bits < 8;

/// Are products of that kind summed by one instruction of the VNNI tiers?
template <class Dot>
inline constexpr bool is_dot = false;
template <int Depth>
inline constexpr bool is_dot<dot_u8<Depth>> = true;
template <int Bits>
inline constexpr bool is_dot<dot_s16<Bits>> = true;

} // namespace widthwise::kernels
