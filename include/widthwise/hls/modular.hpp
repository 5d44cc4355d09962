// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include <widthwise/formats/requantize.hpp>
#include <widthwise/hls/fixed_value.hpp>

namespace widthwise {
namespace hls {

namespace detail {

/// The formats that an operation of two formats gives.
template <class A, class B>
struct result_of {
    static constexpr bool sign = A::sign || B::sign;
    static constexpr int frac = most(A::frac, B::frac);
    static constexpr int whole = most(A::width - A::frac + (B::sign && !A::sign ? 1 : 0),
                                      B::width - B::frac + (A::sign && !B::sign ? 1 : 0));
    using product = plain_value<A::width + B::width, A::frac + B::frac, sign, typename A::integers>;
    using sum = plain_value<whole + 1 + frac, frac, sign, typename A::integers>;
    using difference = plain_value<whole + 1 + frac, frac, true, typename A::integers>;
};

/// Sums and products modulo 2^width of a result that holds them: in one word, or in two limbs.
template <class Result, bool Narrow = (Result::width <= Result::integers::most)>
struct modular_arithmetic {
    using word = typename Result::integers::template modular<Result::width>;
    /// The raw value in units of Result; what leaves at the top is gone modulo 2^width.
    template <class A>
    static constexpr word aligned(A const& a) {
        constexpr int up = Result::frac - A::frac;
        return up >= Result::width
                   ? word{0}
                   : static_cast<word>(extended(a) << (up < Result::width ? up : 0));
    }
    template <class A>
    static constexpr word extended(A const& a) {
        return low_word<A, (A::width <= A::integers::most)>::of(a);
    }
    static constexpr word multiply(word a, word b) { return static_cast<word>(a * b); }
    static constexpr word add(word a, word b) { return static_cast<word>(a + b); }
    static constexpr word subtract(word a, word b) { return static_cast<word>(a - b); }
    static constexpr Result result(word v) {
        return Result::from_raw(
            Result::integers::template truncate<Result::width, Result::sign>(v));
    }
    /// The same where the exact value may not fit.
    static constexpr Result wrapped(word v) { return result(v); }

private:
    template <class A, bool InRegister>
    struct low_word {
        static constexpr word of(A const& a) { return static_cast<word>(a.raw); }
    };
    template <class A>
    struct low_word<A, false> {
        static constexpr word of(A const& a) { return static_cast<word>(a.raw.lo); }
    };
};
template <class Result>
struct modular_arithmetic<Result, false> {
    template <class A>
    static constexpr wide aligned(A const& a) {
        return a.limbs() << (Result::frac - A::frac);
    }
    template <class A>
    static constexpr wide extended(A const& a) {
        return a.limbs();
    }
    static constexpr wide multiply(wide a, wide b) { return a * b; }
    static constexpr wide add(wide a, wide b) { return a + b; }
    static constexpr wide subtract(wide a, wide b) { return a - b; }
    static constexpr Result result(wide v) { return Result::from_raw(v); }
    static constexpr Result wrapped(wide v) {
        return Result::from_raw(widthwise::detail::truncate_to(v, Result::width, Result::sign));
    }
};

/// a += b and a -= b without the bit that a sum needs, where what overflows wraps anyway.
template <class A, class B, bool Wraps>
struct accumulate {
    using modular = modular_arithmetic<A>;
    static constexpr A add(A const& a, B const& b) {
        return modular::wrapped(modular::add(modular::extended(a), modular::aligned(b)));
    }
    static constexpr A subtract(A const& a, B const& b) {
        return modular::wrapped(modular::subtract(modular::extended(a), modular::aligned(b)));
    }
};
template <class A, class B>
struct accumulate<A, B, false> {
    static constexpr A add(A const& a, B const& b) { return A(a + b); }
    static constexpr A subtract(A const& a, B const& b) { return A(a - b); }
};

/// -1, 0 or 1 as a is less than, equal to or greater than b.
template <class A, class B>
constexpr int compare(A const& a, B const& b) {
    // A signed sum has room for both operands.
    using both = typename result_of<A, B>::difference;
    using number = modular_arithmetic<both>;
    auto const x = number::result(number::aligned(a)).raw;
    auto const y = number::result(number::aligned(b)).raw;
    return x < y ? -1 : y < x ? 1 : 0;
}
} // namespace detail

} // namespace hls
} // namespace widthwise
