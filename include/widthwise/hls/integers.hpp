// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <type_traits>

#include <widthwise/core/wide.hpp>
#include <widthwise/formats/fixed.hpp>

namespace widthwise {
namespace hls {

/// Registers of standard integers, the smallest that hold the bits: every compiler has them, and
/// HLS tools narrow them by the ranges they see.
///   value_type<W, S>   holds a raw value of W bits
///   signed_type<B>     two's complement of at least B bits, for comparisons and shifts
///   modular<W>         unsigned, at least W bits: sums and products modulo a power of two
///   most               the largest B and W; wider values take two limbs (core/wide.hpp)
struct native_integers {
    static constexpr int most = 64;
    template <int Width, bool Sign>
    using value_type = storage_t<Width, Sign>;
    template <int Bits>
    using signed_type = std::conditional_t<(Bits <= 32), std::int32_t, std::int64_t>;
    template <int Width>
    using modular = std::conditional_t<(Width <= 32), std::uint32_t, std::uint64_t>;

    /// The low Width bits of v, read as signed or unsigned.
    template <int Width, bool Sign>
    static constexpr value_type<Width, Sign> truncate(modular<Width> v) {
        using word = modular<Width>;
        constexpr int spare = static_cast<int>(sizeof(word)) * 8 - Width;
        constexpr word top = static_cast<word>(word{1} << (Width - 1));
        constexpr word mask = static_cast<word>(~word{0}) >> spare;
        // (low ^ top) - top copies the sign bit upwards without a shift of a signed number.
        word const low = static_cast<word>(v & mask);
        return static_cast<value_type<Width, Sign>>(Sign ? static_cast<word>((low ^ top) - top)
                                                         : low);
    }
};

namespace detail {
/// A raw value of any width in two limbs.
template <bool Sign, class Raw>
constexpr wide limbs_of(Raw raw) {
    return Sign ? wide(static_cast<std::int64_t>(raw)) : wide(static_cast<std::uint64_t>(raw));
}
template <bool Sign>
constexpr wide limbs_of(wide raw) {
    return raw;
}

/// What holds a raw value: a register of Integers, or two limbs.
template <int Width, bool Sign, class Integers, bool Narrow = (Width <= Integers::most)>
struct raw_storage {
    using type = typename Integers::template value_type<Width, Sign>;
    static constexpr type from_limbs(wide v) { return static_cast<type>(v.low()); }
};
template <int Width, bool Sign, class Integers>
struct raw_storage<Width, Sign, Integers, false> {
    using type = wide;
    static constexpr wide from_limbs(wide v) { return v; }
};
} // namespace detail

} // namespace hls
} // namespace widthwise
