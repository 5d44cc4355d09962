// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>

#include <widthwise/formats/fixed.hpp>

// The rules of casting written a second time, from their definitions: remainders and comparisons
// of long integers, no bit tricks.

namespace oracle {

namespace ww = widthwise;

/// A two's complement integer long enough for any 128-bit value shifted by any |frac| <= 1074 +
/// 1023.
struct big {
    static constexpr std::size_t words = 38;
    std::array<std::uint64_t, words> word{};

    big() = default;
    big(std::int64_t v) {
        word.fill(v < 0 ? ~std::uint64_t{0} : 0);
        word[0] = static_cast<std::uint64_t>(v);
    }
    explicit big(ww::wide v) : big(v.hi < 0 ? std::int64_t{-1} : std::int64_t{0}) {
        word[0] = v.lo;
        word[1] = static_cast<std::uint64_t>(v.hi);
    }
    bool negative() const { return (word.back() >> 63) != 0; }

    friend big operator+(big a, big const& b) {
        std::uint64_t carry = 0;
        for (std::size_t i = 0; i < words; ++i) {
            std::uint64_t const sum = a.word[i] + b.word[i], all = sum + carry;
            carry = (sum < a.word[i] ? 1u : 0u) | (all < sum ? 1u : 0u);
            a.word[i] = all;
        }
        return a;
    }
    friend big operator-(big const& a, big b) {
        for (std::uint64_t& w : b.word) {
            w = ~w;
        }
        return a + b + big(1);
    }
    friend bool operator<(big const& a, big const& b) { return (a - b).negative(); }
    friend bool operator>(big const& a, big const& b) { return b < a; }
    friend bool operator==(big const& a, big const& b) { return a.word == b.word; }
    friend bool operator!=(big const& a, big const& b) { return !(a == b); }
};

/// v * 2^n
inline big times_power(big const& v, int n) {
    big r;
    std::size_t const whole = static_cast<std::size_t>(n / 64);
    int const part = n % 64;
    for (std::size_t i = whole; i < big::words; ++i) {
        r.word[i] = v.word[i - whole] << part;
        if (part != 0 && i > whole) {
            r.word[i] |= v.word[i - whole - 1] >> (64 - part);
        }
    }
    return r;
}
/// floor(v / 2^n)
inline big floor_power(big const& v, int n) {
    big r(v.negative() ? -1 : 0);
    std::size_t const whole = static_cast<std::size_t>(n / 64);
    int const part = n % 64;
    for (std::size_t i = 0; i + whole < big::words; ++i) {
        std::uint64_t const above =
            i + whole + 1 < big::words ? v.word[i + whole + 1] : r.word.back();
        r.word[i] = v.word[i + whole] >> part;
        if (part != 0) {
            r.word[i] |= above << (64 - part);
        }
    }
    return r;
}
/// v mod 2^n, in [0, 2^n)
inline big modulo_power(big const& v, int n) { return v - times_power(floor_power(v, n), n); }
inline big power(int n) { return times_power(big(1), n); }
inline bool odd(big const& v) { return modulo_power(v, 1) == big(1); }

struct rounded {
    big value;
    bool exact;
};
/// v / 2^n to an integer; n may be negative.
inline rounded round(big const& v, int n, ww::rounding mode) {
    if (n <= 0) {
        return {times_power(v, -n), true};
    }
    big const floor = floor_power(v, n), rest = v - times_power(floor, n), up = floor + big(1);
    if (rest == big(0)) {
        return {floor, true};
    }
    if (mode == ww::rounding::floor) {
        return {floor, false};
    }
    big const toward_zero = v.negative() ? up : floor, away = v.negative() ? floor : up;
    if (mode == ww::rounding::toward_zero) {
        return {toward_zero, false};
    }
    big const half = power(n - 1);
    if (rest != half) {
        return {rest > half ? up : floor, false};
    }
    big const even = odd(floor) ? up : floor, uneven = odd(floor) ? floor : up;
    return {mode == ww::rounding::half_up            ? up
            : mode == ww::rounding::half_down        ? floor
            : mode == ww::rounding::half_away        ? away
            : mode == ww::rounding::half_toward_zero ? toward_zero
            : mode == ww::rounding::half_even        ? even
                                                     : uneven,
            false};
}

struct result {
    big value;
    bool overflow;
    bool inexact;
};

inline big least(ww::format_row const& to) {
    return to.sign ? big(0) - power(to.width - 1) : big(0);
}
inline big most(ww::format_row const& to) {
    return power(to.sign ? to.width - 1 : to.width) - big(1);
}

/// u, outside [least, most], under a wrapping mode; v: the value before rounding, v / 2^drop.
inline big wrapped(big const& u, big const& v, int drop, ww::format_row const& to) {
    int const width = to.width, n = ww::overflow_bits(to.over);
    int const top = to.sign ? width - 1 : width; // magnitude bits
    bool const negative = v.negative();
    big const base = negative && to.sign ? big(0) - power(width - 1) : big(0);
    bool const mirrors = ww::overflow_mode(to.over) == ww::overflow::wrap_sign_magnitude && to.sign;
    if (!mirrors && n == 0) {
        big const low = modulo_power(u, width);
        return low > most(to) ? low - power(width) : low;
    }
    if (n == 0) { // the bit above the format, before rounding, is the sign; the rest is mirrored
        bool const sign =
            odd(floor_power(drop > 0 ? floor_power(v, drop) : times_power(v, -drop), width));
        bool const last = odd(floor_power(u, width - 1));
        big const low = modulo_power(u, width - 1);
        big const magnitude = sign == last ? low : power(width - 1) - big(1) - low;
        return sign ? magnitude - power(width - 1) : magnitude;
    }
    // The sign is kept. Below it, n - 1 bits (unsigned: n bits) saturate and the others wrap.
    int const kept = width - n;
    big low = modulo_power(u, to.sign && n == 1 ? width - 1 : kept);
    if (mirrors) {
        int const size = n == 1 ? width - 1 : kept;
        bool const last = odd(floor_power(u, size));
        bool const flip = n == 1 ? last != negative : last == negative;
        low = flip ? power(size) - big(1) - low : low;
    }
    big const saturated = negative ? big(0) : power(top) - power(kept < top ? kept : top);
    return base + saturated + low;
}

/// overflow(round(v * 2^(to.frac - from_frac)))
inline result cast(big const& v, int from_frac, ww::format_row const& to) {
    int const drop = from_frac - to.frac;
    rounded const r = round(v, drop, to.round);
    big const lo = least(to), hi = most(to), &u = r.value;
    bool const outside = u < lo || u > hi;
    ww::overflow const mode = ww::overflow_mode(to.over);
    big value = u;
    if (mode == ww::overflow::saturate_symmetric) {
        big const floor = to.sign ? lo + big(1) : lo;
        value = u > hi ? hi : u < floor ? floor : u;
    } else if (outside) {
        value = mode == ww::overflow::saturate        ? (u > hi ? hi : lo)
                : mode == ww::overflow::saturate_zero ? big(0)
                                                      : wrapped(u, v, drop, to);
    }
    return {value, outside, !r.exact};
}

/// splitmix64: the same numbers everywhere.
struct random {
    std::uint64_t state;
    std::uint64_t next() {
        std::uint64_t z = state += 0x9e3779b97f4a7c15u;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }
    int below(int n) { return static_cast<int>(next() % static_cast<std::uint64_t>(n)); }
    int between(int lo, int hi) { return lo + below(hi - lo + 1); }

    /// Any format; most fracs near the width, some anywhere a format may have them.
    ww::format_row format() {
        ww::format_row r{};
        r.kind = ww::hash_name("fixed");
        r.name = "fixed";
        r.width = between(1, 64);
        r.frac = below(8) == 0 ? between(-1023, 1023) : between(-70, 130);
        r.sign = below(2) == 0;
        r.round = static_cast<ww::rounding>(below(8));
        int const mode = below(5), n = mode >= 3 ? below(r.width + 1) : 0;
        r.over = static_cast<ww::overflow>(mode + 8 * n);
        return r;
    }
    /// A raw value of a format: extremes, small, long runs of zeros or ones (ties), anything.
    ww::wide raw(int width, bool sign) {
        std::uint64_t bits = next();
        switch (below(5)) {
        case 0:
            bits = static_cast<std::uint64_t>(between(-4, 4));
            break;
        case 1:
            bits = (std::uint64_t{1} << below(64)) + static_cast<std::uint64_t>(between(-2, 2));
            break;
        case 2: // multiples of a power of two, and their neighbours
            bits = ((bits >> below(64)) << below(64)) + static_cast<std::uint64_t>(between(-1, 1));
            break;
        default:
            break;
        }
        int const unused = 64 - width;
        bits <<= unused;
        return sign ? ww::wide(static_cast<std::int64_t>(bits) >> unused)
                    : ww::wide(bits >> unused);
    }
    /// Any double: of every exponent, special ones, ties of a format.
    double real(ww::format_row const& to) {
        switch (below(6)) {
        case 0: {
            std::uint64_t const bits = next();
            double const x = __builtin_bit_cast(double, bits);
            return x == x ? x : 0.0;
        }
        case 1:
            return __builtin_ldexp(static_cast<double>(between(-8, 8)), below(2200) - 1100);
        case 2:
            return __builtin_ldexp(static_cast<double>(static_cast<std::int64_t>(next()) >> 3),
                                   -to.frac - between(-2, 60));
        case 3: // halves and quarters of the format's units
            return __builtin_ldexp(static_cast<double>(between(-1000, 1000)), -to.frac - below(3));
        case 4:
            return __builtin_ldexp(static_cast<double>(between(-3, 3)), to.width - to.frac - 2) +
                   __builtin_ldexp(static_cast<double>(between(-3, 3)), -to.frac - 1);
        default:
            return __builtin_ldexp(static_cast<double>(static_cast<std::int64_t>(next())),
                                   between(-64, 64) - 63 - to.frac);
        }
    }
};

inline std::string text(ww::format_row const& r) {
    std::ostringstream out;
    out << "fixed<" << r.width << ", " << r.frac << ", " << r.sign << ", "
        << static_cast<int>(r.round) << ", " << static_cast<int>(ww::overflow_mode(r.over)) << " N "
        << ww::overflow_bits(r.over) << '>';
    return out.str();
}
inline std::string text(ww::wide v) {
    std::ostringstream out;
    out << std::hex << "0x" << static_cast<std::uint64_t>(v.hi) << '\'' << v.lo;
    return out.str();
}

} // namespace oracle
