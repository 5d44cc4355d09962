// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include <widthwise/formats/requantize.hpp>
#include <widthwise/hls/cast_plan.hpp>
#include <widthwise/hls/integers.hpp>

namespace widthwise {
namespace hls {
namespace detail {

/// The word with the low n bits set, 0 <= n <= its width.
template <class Word>
constexpr Word ones_below(int n) {
    return n == 0 ? Word{0} : static_cast<Word>(static_cast<Word>(Word{2} << (n - 1)) - 1);
}

/// v / 2^Down, rounded.
template <int Down, rounding Round, class T, bool Shifts = (Down > 0)>
struct round_register {
    static constexpr T apply(T v) {
        constexpr T half = static_cast<T>(T{1} << (Down - 1));
        constexpr T below = static_cast<T>(half - 1);
        T const floor = static_cast<T>(v >> Down); // arithmetic in every compiler we build with
        bool const up =
            rounds_up(Round, (v & half) != 0, (v & below) != 0, v < 0, (floor & 1) != 0);
        return static_cast<T>(floor + (up ? 1 : 0));
    }
};
template <int Down, rounding Round, class T>
struct round_register<Down, Round, T, false> {
    static constexpr T apply(T v) { return v; }
};

enum class cast_kind { truncates, compares, in_limbs };

template <class To, class From, class Integers>
constexpr cast_kind cast_kind_of() {
    using plan = cast_plan<To, From>;
    return plan::bits > Integers::most || To::width > Integers::most ? cast_kind::in_limbs
           : plan::plain_wrap                                        ? cast_kind::truncates
                                                                     : cast_kind::compares;
}

template <class To, class From, class Integers, cast_kind Kind = cast_kind_of<To, From, Integers>()>
struct register_cast { // no register is wide enough: the specification's own two limbs
    template <class Raw>
    static constexpr typename raw_storage<To::width, To::sign, Integers>::type apply(Raw raw) {
        return raw_storage<To::width, To::sign, Integers>::from_limbs(
            requantize(limbs_of<From::sign>(raw), From::frac, To::row()));
    }
};

/// Plain wrapping keeps the low bits: nothing is compared.
template <class To, class From, class Integers>
struct register_cast<To, From, Integers, cast_kind::truncates> {
    using plan = cast_plan<To, From>;
    using number = typename Integers::template signed_type<plan::bits>;
    using word = typename Integers::template modular<To::width>;
    template <class Raw>
    static constexpr typename Integers::template value_type<To::width, To::sign> apply(Raw raw) {
        word const u = static_cast<word>(
            round_register<plan::down, To::round, number>::apply(static_cast<number>(raw)));
        return Integers::template truncate<To::width, To::sign>(
            plan::all_up ? word{0} : static_cast<word>(u << plan::up));
    }
};

/// The other modes compare before they shift up, so that nothing leaves the register.
template <class To, class From, class Integers>
struct register_cast<To, From, Integers, cast_kind::compares> {
    using plan = cast_plan<To, From>;
    using number = typename Integers::template signed_type<plan::bits>;
    using word = typename Integers::template modular<To::width>;
    using result = typename Integers::template value_type<To::width, To::sign>;
    static constexpr int low_bits = To::width - (To::sign ? 1 : 0);

    template <class Raw>
    static constexpr result apply(Raw raw) {
        constexpr number high = static_cast<number>(
            Integers::template truncate<To::width, To::sign>(ones_below<word>(low_bits)));
        constexpr number low =
            To::sign ? static_cast<number>(-high - (plan::symmetric ? 0 : 1)) : number{0};
        // The largest and the smallest number that still fit once they are shifted up.
        constexpr number highest = plan::all_up ? number{0} : static_cast<number>(high >> plan::up);
        constexpr number lowest = plan::all_up      ? number{0}
                                  : plan::symmetric ? static_cast<number>(-highest)
                                                    : static_cast<number>(low >> plan::up);
        number const v = static_cast<number>(raw);
        number const u = round_register<plan::down, To::round, number>::apply(v);
        bool const over = !plan::never_over && u > highest;
        bool const under = !plan::never_under && u < lowest;
        word const bits =
            plan::all_up ? word{0} : static_cast<word>(static_cast<word>(u) << plan::up);
        return over || under ? out_of_range<high, low>(bits, over, v)
                             : Integers::template truncate<To::width, To::sign>(bits);
    }

private:
    template <number High, number Low>
    static constexpr result out_of_range(word bits, bool over, number v) {
        return plan::mode == overflow::saturate_zero ? result(0)
               : !plan::wraps                        ? static_cast<result>(over ? High : Low)
                              : Integers::template truncate<To::width, To::sign>(
                                    wrapped(bits, v < 0, dropped_bit(v)));
    }
    /// The bit of v just above To, before rounding.
    static constexpr bool dropped_bit(number v) {
        constexpr int above = least(To::width + plan::drop, plan::from_bits - 1);
        return above >= 0 && ((v >> most(above, 0)) & 1) != 0;
    }
    static constexpr word set(word bits, int from, int to, bool on) { // bits from .. to-1
        word const mask = static_cast<word>(ones_below<word>(to) & ~ones_below<word>(from));
        return on ? static_cast<word>(bits | mask) : static_cast<word>(bits & ~mask);
    }
    /// wrap<N> and wrap_sign_magnitude<N>, as formats/requantize.hpp's wrap_bits has them.
    static constexpr word wrapped(word bits, bool negative, bool dropped) {
        constexpr int n = overflow_bits(To::over);
        constexpr int top = To::width - 1, first = n > 0 ? most(To::width - n, 0) : 0;
        if (plan::mode == overflow::wrap || !To::sign) {
            word const kept = n > 0 ? set(bits, first, low_bits, !negative) : bits;
            return n > 0 && To::sign ? set(kept, top, top + 1, negative) : kept;
        }
        bool const sign = ((bits >> top) & 1) != 0;
        word const flipped = static_cast<word>(~bits);
        if (n == 0) {
            return dropped != sign ? set(flipped, top, top + 1, dropped) : bits;
        }
        if (n == 1) {
            return set(negative != sign ? flipped : bits, top, top + 1, negative);
        }
        bool const lower = ((bits >> first) & 1) != 0;
        word const kept = set(lower == negative ? flipped : bits, first, top, !negative);
        return set(kept, top, top + 1, negative);
    }
};
} // namespace detail
} // namespace hls
} // namespace widthwise
