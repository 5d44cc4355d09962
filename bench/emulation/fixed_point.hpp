// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <cstdint>
#include <type_traits>

/// A fixed-point number of the kind that C simulations of hardware are written with: W bits, I of
/// them integer bits; results of operators grow, assignment rounds and brings into range. Written
/// straight from those rules, one value at a time, independent of the library that it is compared
/// with.
namespace emulation {

enum class rounding { truncate, half_up, half_even };
enum class overflow { wrap, saturate };

__extension__ typedef __int128 int128;
template <int W>
using word = std::conditional_t<(W <= 63), std::int64_t, int128>;

template <int W, int I, bool Sign = true, rounding Q = rounding::truncate,
          overflow O = overflow::wrap>
class fixed_point {
    static_assert(1 <= W && W <= 126, "emulation: 1 to 126 bits");

public:
    static constexpr int width = W;
    static constexpr int integer_bits = I;
    static constexpr int frac = W - I;
    static constexpr bool is_signed = Sign;

    fixed_point() = default;
    explicit fixed_point(double x) {
        // 40 bits below the last kept one decide every rounding of the values that occur here.
        assign<126>(static_cast<int128>(std::floor(std::ldexp(x, frac + 40))), frac + 40);
    }
    template <int W2, int I2, bool S2, rounding Q2, overflow O2>
    fixed_point(fixed_point<W2, I2, S2, Q2, O2> const& from) {
        assign<(W2 > W ? W2 : W) + (frac > W2 - I2 ? frac - (W2 - I2) : 0) + 2>(from.raw(),
                                                                                W2 - I2);
    }
    static fixed_point from_raw(word<W> raw) {
        fixed_point v;
        v.raw_ = raw;
        return v;
    }
    word<W> raw() const { return raw_; }
    double to_double() const { return std::ldexp(static_cast<double>(raw_), -frac); }

    template <class Other>
    fixed_point& operator+=(Other const& other) {
        return *this = *this + other;
    }

private:
    /// raw * 2^-from_frac, in this format. Wide: bits that hold both numbers.
    template <int Wide, class Raw>
    void assign(Raw from, int from_frac) {
        using wide = word<Wide>;
        wide v = static_cast<wide>(from);
        int const drop = from_frac - frac;
        if (drop > 0) {
            wide const floor = v >> drop;
            wide const rest = v - (floor << drop);
            wide const half = static_cast<wide>(1) << (drop - 1);
            bool up = false;
            if constexpr (Q == rounding::half_up) {
                up = rest >= half;
            } else if constexpr (Q == rounding::half_even) {
                up = rest > half || (rest == half && (floor & 1) != 0);
            }
            v = up ? floor + 1 : floor;
        } else {
            v = v << -drop;
        }
        wide const one = 1;
        wide const low = Sign ? -(one << (W - 1)) : 0;
        wide const high = (one << (Sign ? W - 1 : W)) - 1;
        if constexpr (O == overflow::saturate) {
            v = v < low ? low : v > high ? high : v;
        } else {
            v = v & ((one << W) - 1);
            if (Sign && (v >> (W - 1) & 1) != 0) {
                v -= one << W;
            }
        }
        raw_ = static_cast<word<W>>(v);
    }

    word<W> raw_ = 0;
};

template <int W1, int I1, bool S1, rounding Q1, overflow O1, int W2, int I2, bool S2, rounding Q2,
          overflow O2>
auto operator*(fixed_point<W1, I1, S1, Q1, O1> const& a, fixed_point<W2, I2, S2, Q2, O2> const& b) {
    using result = fixed_point<W1 + W2, I1 + I2, S1 || S2>;
    using raw = word<W1 + W2>;
    return result::from_raw(static_cast<raw>(a.raw()) * static_cast<raw>(b.raw()));
}
template <int W1, int I1, bool S1, rounding Q1, overflow O1, int W2, int I2, bool S2, rounding Q2,
          overflow O2>
auto operator+(fixed_point<W1, I1, S1, Q1, O1> const& a, fixed_point<W2, I2, S2, Q2, O2> const& b) {
    constexpr int i1 = I1 + (S2 && !S1 ? 1 : 0), i2 = I2 + (S1 && !S2 ? 1 : 0);
    constexpr int f1 = W1 - I1, f2 = W2 - I2;
    constexpr int i = (i1 > i2 ? i1 : i2) + 1, f = f1 > f2 ? f1 : f2;
    using result = fixed_point<i + f, i, S1 || S2>;
    using raw = word<i + f>;
    return result::from_raw((static_cast<raw>(a.raw()) << (f - f1)) +
                            (static_cast<raw>(b.raw()) << (f - f2)));
}
template <int W1, int I1, bool S1, rounding Q1, overflow O1>
bool operator>(fixed_point<W1, I1, S1, Q1, O1> const& a, int zero) {
    return a.raw() > zero;
}

} // namespace emulation
