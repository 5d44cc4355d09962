// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

namespace widthwise {

/// value = hi * 2^64 + lo: a 128-bit two's complement integer in two limbs.
/// Needed because a product of two 64-bit values does not fit 64 bits, __int128 is not ISO C++,
/// and a hardware compiler may be 32-bit. Sums and left shifts are modulo 2^128, never undefined.
struct wide {
    std::uint64_t lo;
    std::int64_t hi;

    constexpr wide() : lo(0), hi(0) {}
    constexpr wide(std::uint64_t low, std::int64_t high) : lo(low), hi(high) {}
    constexpr wide(std::int64_t v) : lo(static_cast<std::uint64_t>(v)), hi(v < 0 ? -1 : 0) {}
    constexpr wide(int v) : wide(static_cast<std::int64_t>(v)) {}
    constexpr wide(std::uint64_t v) : lo(v), hi(0) {}

    constexpr bool negative() const { return hi < 0; }
    constexpr bool zero() const { return lo == 0 && hi == 0; }
    /// The value modulo 2^64, as signed.
    constexpr std::int64_t low() const { return static_cast<std::int64_t>(lo); }
    /// The nearest double, within 1 ulp: each limb of the magnitude is rounded, and their sum.
    constexpr double to_double() const {
        double const limb = 18446744073709551616.0;
        return hi < 0 ? -(static_cast<double>(~hi) * limb + (static_cast<double>(~lo) + 1))
                      : static_cast<double>(hi) * limb + static_cast<double>(lo);
    }
};

namespace detail {
constexpr wide limbs(std::uint64_t lo, std::uint64_t hi) {
    return wide(lo, static_cast<std::int64_t>(hi));
}
constexpr std::uint64_t high(wide v) { return static_cast<std::uint64_t>(v.hi); }
} // namespace detail

constexpr wide operator+(wide a, wide b) {
    std::uint64_t lo = a.lo + b.lo;
    return detail::limbs(lo, detail::high(a) + detail::high(b) + (lo < a.lo ? 1u : 0u));
}
constexpr wide operator~(wide a) { return detail::limbs(~a.lo, ~detail::high(a)); }
constexpr wide operator-(wide a) { return ~a + wide(1); }
constexpr wide operator-(wide a, wide b) { return a + -b; }
constexpr wide operator|(wide a, wide b) {
    return detail::limbs(a.lo | b.lo, detail::high(a) | detail::high(b));
}
constexpr wide operator&(wide a, wide b) {
    return detail::limbs(a.lo & b.lo, detail::high(a) & detail::high(b));
}

constexpr bool operator==(wide a, wide b) { return a.lo == b.lo && a.hi == b.hi; }
constexpr bool operator!=(wide a, wide b) { return !(a == b); }
constexpr bool operator<(wide a, wide b) { return a.hi != b.hi ? a.hi < b.hi : a.lo < b.lo; }
constexpr bool operator>(wide a, wide b) { return b < a; }
constexpr bool operator<=(wide a, wide b) { return !(b < a); }
constexpr bool operator>=(wide a, wide b) { return !(a < b); }

/// v * 2^n modulo 2^128, any n >= 0.
constexpr wide operator<<(wide v, int n) {
    return n >= 128  ? wide()
           : n >= 64 ? detail::limbs(0, v.lo << (n - 64))
           : n == 0  ? v
                     : detail::limbs(v.lo << n, (detail::high(v) << n) | (v.lo >> (64 - n)));
}
/// floor(v / 2^n), any n >= 0.
constexpr wide operator>>(wide v, int n) {
    std::uint64_t fill = v.negative() ? ~std::uint64_t{0} : 0;
    return n >= 128  ? detail::limbs(fill, fill)
           : n == 0  ? v
           : n == 64 ? detail::limbs(detail::high(v), fill)
           : n > 64  ? detail::limbs((detail::high(v) >> (n - 64)) | (fill << (128 - n)), fill)
                     : detail::limbs((v.lo >> n) | (detail::high(v) << (64 - n)),
                                     (detail::high(v) >> n) | (fill << (64 - n)));
}

/// Bit n of the infinite two's complement pattern.
constexpr bool bit(wide v, int n) { return ((n >= 128 ? v >> 127 : v >> n).lo & 1u) != 0; }
/// Is any of the bits 0 .. n-1 set?
constexpr bool any_below(wide v, int n) {
    return n <= 0 ? false : n >= 128 ? !v.zero() : !(v << (128 - n)).zero();
}

/// a * b of unsigned 64-bit values, exact.
constexpr wide multiply_unsigned(std::uint64_t a, std::uint64_t b) {
    std::uint64_t al = a & 0xffffffffu, ah = a >> 32, bl = b & 0xffffffffu, bh = b >> 32;
    std::uint64_t low = al * bl, mid1 = ah * bl + (low >> 32),
                  mid2 = al * bh + (mid1 & 0xffffffffu);
    return detail::limbs((mid2 << 32) | (low & 0xffffffffu), ah * bh + (mid1 >> 32) + (mid2 >> 32));
}

/// a * b modulo 2^128; exact when |a|, |b| <= 2^63 or the product fits.
constexpr wide operator*(wide a, wide b) {
    wide low = multiply_unsigned(a.lo, b.lo);
    return detail::limbs(low.lo,
                         detail::high(low) + detail::high(a) * b.lo + a.lo * detail::high(b));
}

/// The least n with v < 2^n. Straight-line: it is counted against a constant's step limit.
constexpr int bit_length(std::uint64_t v) {
    int n = v == 0 ? 0 : 1;
    n += (v >> 32) != 0 ? 32 : 0;
    n += (v >> (n + 15)) != 0 ? 16 : 0;
    n += (v >> (n + 7)) != 0 ? 8 : 0;
    n += (v >> (n + 3)) != 0 ? 4 : 0;
    n += (v >> (n + 1)) != 0 ? 2 : 0;
    return n + (v >> n != 0 && v != 0 ? 1 : 0);
}

/// The least n with -2^n <= v < 2^n: bits of the shortest two's complement pattern, less its sign.
constexpr int magnitude_bits(wide v) {
    wide u = v.negative() ? ~v : v;
    return u.hi != 0 ? 64 + bit_length(detail::high(u)) : bit_length(u.lo);
}

} // namespace widthwise
